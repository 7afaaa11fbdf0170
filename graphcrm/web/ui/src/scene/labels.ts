import type { Camera } from "./camera";
import { toScreen } from "./camera";
import type { SceneNode } from "./model";

const MOST = 150;
const FAR = 0.3; // of the scale: from there on names of the first few only
const FEW = 50;
const LINE = 15; // pixels from one name to the next below
const HALF_LETTER = 3.3;
const LETTERS = 26;

/** A name that is too long for a picture is cut; the whole of it is in the table. */
export function cut(name: string): string {
  const letters = [...name];
  return letters.length > LETTERS ? `${letters.slice(0, LETTERS - 1).join("")}…` : name;
}

/** First strong letter decides the direction, as a browser does for text that tells none. */
export function rightToLeft(name: string): boolean {
  const strong = /[\p{L}]/u.exec(name)?.[0] ?? "";
  return /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}]/u.test(strong);
}

/** A letter that turns the direction of what follows has no place in a picture: it would turn its neighbours' names. */
export function plain(name: string): string {
  return name.replace(/[\p{Cc}\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]/gu, "");
}

/** Whose names are written: the given first, then the most influential, none over another. */
export function labelled(nodes: readonly SceneNode[], first: ReadonlySet<SceneNode>, camera: Camera, width: number, height: number): SceneNode[] {
  const order = [...nodes].sort((a, b) => Number(first.has(b)) - Number(first.has(a)) || (b.influence ?? -1) - (a.influence ?? -1) || b.links.length - a.links.length || a.at - b.at);
  const most = camera.k < FAR ? FEW : MOST;
  const taken: { x: number; y: number; half: number }[] = [];
  const found: SceneNode[] = [];
  for (const node of order) {
    if (found.length >= most) break;
    const { x, y: middle } = toScreen(camera, node);
    if (x < -40 || middle < -20 || x > width + 40 || middle > height + 20) continue;
    const [half, y] = [Math.min(LETTERS, node.label.length) * HALF_LETTER + 2, middle + node.radius * camera.k];
    if (!first.has(node) && taken.some((one) => Math.abs(one.y - y) < LINE && Math.abs(one.x - x) < one.half + half)) continue;
    taken.push({ x, y, half });
    found.push(node);
  }
  return found;
}
