import type { Camera } from "./camera";
import { toScreen } from "./camera";
import type { SceneNode } from "./model";

const MOST = 150;
const CELL_WIDE = 24;
const CELL_HIGH = 16;
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
  const taken = new Set<number>();
  const found: SceneNode[] = [];
  for (const node of order) {
    if (found.length >= MOST) break;
    const at = toScreen(camera, node);
    if (at.x < -40 || at.y < -20 || at.x > width + 40 || at.y > height + 20) continue;
    const half = Math.min(LETTERS, node.label.length) * 3.4 + 4;
    const cells = cellsOf(at.x - half, at.x + half, at.y + node.radius * camera.k);
    if (!first.has(node) && cells.some((cell) => taken.has(cell))) continue;
    for (const cell of cells) taken.add(cell);
    found.push(node);
  }
  return found;
}

function cellsOf(left: number, right: number, top: number): number[] {
  const cells = [];
  for (let row = Math.floor(top / CELL_HIGH); row <= Math.floor((top + 15) / CELL_HIGH); row += 1) {
    for (let column = Math.floor(left / CELL_WIDE); column <= Math.floor(right / CELL_WIDE); column += 1) {
      cells.push((row + 1000) * 100_000 + column + 1000);
    }
  }
  return cells;
}
