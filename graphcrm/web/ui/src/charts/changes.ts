import { holdingsOn, NOBODY, treeOf, type Chart, type Tree } from "./day";
import type { Skeleton } from "./skeleton";

/** What became of a seat from one day to another. Of several the first counts for its colour; all have their sign. */
export const CHANGES = ["added", "removed", "moved", "holder"] as const;
export type Change = (typeof CHANGES)[number];
export const SIGNS: Record<Change, string> = { added: "+", removed: "−", moved: "→", holder: "⇄" };

export type Compared = { tree: Tree; of: Uint8Array; seats: Record<Change, number[]> };

export function isChanged(of: number, change: Change): boolean {
  return (of & (1 << CHANGES.indexOf(change))) !== 0;
}

export function changesOf(of: number): Change[] {
  return CHANGES.filter((change) => isChanged(of, change));
}

/** Both charts in one: as it became, and what is gone still stands where it was. */
export function compared(skeleton: Skeleton, before: Chart, after: Chart): Compared {
  const many = skeleton.ids.length;
  const there = new Uint8Array(many);
  const above = new Int32Array(many).fill(NOBODY);
  const of = new Uint8Array(many);
  const seats: Compared["seats"] = { added: [], removed: [], moved: [], holder: [] };
  const note = (seat: number, change: Change) => {
    of[seat]! |= 1 << CHANGES.indexOf(change);
    seats[change].push(seat);
  };
  for (let seat = 0; seat < many; seat += 1) {
    const [was, is] = [before.tree.there[seat]!, after.tree.there[seat]!];
    if (!was && !is) continue;
    there[seat] = 1;
    above[seat] = is ? after.tree.above[seat]! : NOBODY;
    if (!was) note(seat, "added");
    else if (!is) note(seat, "removed");
    else {
      if (before.tree.above[seat] !== after.tree.above[seat]) note(seat, "moved");
      const [then, now] = [before.vacant[seat]!, after.vacant[seat]!];
      if (then && !now) note(seat, "added");
      else if (!then && now) note(seat, "removed");
      else if (!then && !sameHolders(skeleton, seat, before.day, after.day)) note(seat, "holder");
    }
  }
  for (let seat = 0; seat < many; seat += 1) {
    if (!there[seat] || after.tree.there[seat]) continue;
    // What is gone stands below what it stood below: whether that is gone as well or not, it is in this chart.
    above[seat] = before.tree.above[seat]!;
  }
  return { tree: treeOf(there, above, after.vacant), of, seats };
}

function sameHolders(skeleton: Skeleton, seat: number, before: number, after: number): boolean {
  const who = (day: number) => holdingsOn(skeleton, seat, day).map((at) => skeleton.held.to[at]!).sort();
  const [then, now] = [who(before), who(after)];
  return then.length === now.length && then.every((person, at) => person === now[at]);
}
