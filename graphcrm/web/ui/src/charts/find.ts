import { holdingsOn } from "./day";
import type { Skeleton } from "./skeleton";

const MOST = 20;

/** Case and accents gone, as the server folds names. */
export function folded(text: string | null): string {
  return (text ?? "").normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/ß/g, "ss");
}

type Words = { titles: string[]; people: string[] };

/** Finds seats of a chart by words of a title or of the name of who holds it on the day. */
export function finder(skeleton: Skeleton): (text: string, day: number, there: Uint8Array) => number[] {
  let known: Words | null = null;
  return (text, day, there) => {
    const wanted = folded(text).split(/\s+/).filter(Boolean);
    if (!wanted.length) return [];
    known ??= { titles: skeleton.titles.map(folded), people: skeleton.people.map(({ name }) => folded(name)) };
    const found: number[] = [];
    for (let seat = 0; seat < there.length && found.length < MOST; seat += 1) {
      if (!there[seat]) continue;
      const words = `${known.titles[seat]} ${holdingsOn(skeleton, seat, day).map((at) => known!.people[skeleton.held.to[at]!]).join(" ")}`;
      if (wanted.every((word) => words.includes(word))) found.push(seat);
    }
    return found;
  };
}
