import { ALWAYS, EVER, holds, type Skeleton, type Spans } from "./skeleton";

export const NOBODY = -1;

/** Who is above whom among the seats of a chart: those below the seat i stand in `kids` from `first[i]` to `first[i + 1]`. */
export type Tree = {
  there: Uint8Array;
  above: Int32Array;
  first: Int32Array;
  kids: Int32Array;
  roots: number[];
  /** From 1, the roots. */
  level: Uint16Array;
  /** Seats below, at any depth, and how many of those nobody holds. */
  inAll: Int32Array;
  vacantInAll: Int32Array;
  levels: number;
};

export type Chart = { day: number; tree: Tree; vacant: Uint8Array; seats: number; vacancies: number };

/** The chart of a day: the units that belong to it then, their seats, the lines that hold, who holds what. */
export function chartOn(skeleton: Skeleton, day: number): Chart {
  const reached = unitsOn(skeleton, day);
  const many = skeleton.ids.length;
  const there = new Uint8Array(many);
  const vacant = new Uint8Array(many);
  const above = new Int32Array(many).fill(NOBODY);
  let [seats, vacancies] = [0, 0];
  for (let seat = 0; seat < many; seat += 1) {
    if (!reached[skeleton.unit[seat]!]) continue;
    there[seat] = 1;
    seats += 1;
    if (skeleton.holders && !heldOn(skeleton.held, seat, day)) {
      vacant[seat] = 1;
      vacancies += 1;
    }
  }
  for (let seat = 0; seat < many; seat += 1) if (there[seat]) above[seat] = lineOn(skeleton.solid, seat, day, there);
  return { day, tree: treeOf(there, above, vacant), vacant, seats, vacancies };
}

function unitsOn({ below, units }: Skeleton, day: number): Uint8Array {
  const reached = new Uint8Array(units.length);
  const waiting = [0];
  // Ends: each unit is reached once.
  for (let unit = waiting.pop(); unit !== undefined; unit = waiting.pop()) {
    if (reached[unit]) continue;
    reached[unit] = 1;
    for (let at = below.first[unit]!; at < below.first[unit + 1]!; at += 1) if (holds(below, at, day)) waiting.push(below.to[at]!);
  }
  return reached;
}

function heldOn(held: Spans, seat: number, day: number): boolean {
  for (let at = held.first[seat]!; at < held.first[seat + 1]!; at += 1) if (holds(held, at, day)) return true;
  return false;
}

function lineOn(lines: Spans, seat: number, day: number, there: Uint8Array): number {
  for (let at = lines.first[seat]!; at < lines.first[seat + 1]!; at += 1) if (holds(lines, at, day) && there[lines.to[at]!]) return lines.to[at]!;
  return NOBODY;
}

/** Where the holdings of a seat on a day stand in `held`, longest in it first. */
export function holdingsOn({ held }: Skeleton, seat: number, day: number): number[] {
  const found: number[] = [];
  for (let at = held.first[seat]!; at < held.first[seat + 1]!; at += 1) if (holds(held, at, day)) found.push(at);
  return found;
}

/** The seats of the dotted lines from a seat on a day, as far as they are in the chart. */
export function dottedOn({ dotted }: Skeleton, tree: Tree, seat: number, day: number): number[] {
  const found: number[] = [];
  for (let at = dotted.first[seat]!; at < dotted.first[seat + 1]!; at += 1) if (holds(dotted, at, day) && tree.there[dotted.to[at]!]) found.push(dotted.to[at]!);
  return found;
}

/** A line that would lead back to a seat it has passed is left out: then each seat stands below one other at most, and none below itself. */
function withoutCircles(above: Int32Array): void {
  const passed = new Int32Array(above.length).fill(NOBODY);
  for (let from = 0; from < above.length; from += 1) {
    // Ends: at a root, or at a seat that was passed, now or on an earlier way.
    for (let seat = from; passed[seat] === NOBODY; seat = above[seat]!) {
      passed[seat] = from;
      const over = above[seat]!;
      if (over === NOBODY) break;
      if (passed[over] === from) above[seat] = NOBODY;
      if (above[seat] === NOBODY) break;
    }
  }
}

export function treeOf(there: Uint8Array, above: Int32Array, vacant: Uint8Array): Tree {
  withoutCircles(above);
  const many = there.length;
  const first = new Int32Array(many + 1);
  for (let seat = 0; seat < many; seat += 1) if (there[seat] && above[seat] !== NOBODY) first[above[seat]! + 1]! += 1;
  for (let seat = 0; seat < many; seat += 1) first[seat + 1]! += first[seat]!;
  const kids = new Int32Array(first[many]!);
  const next = first.slice(0, many);
  const roots: number[] = [];
  for (let seat = 0; seat < many; seat += 1) {
    if (!there[seat]) continue;
    if (above[seat] === NOBODY) roots.push(seat);
    else kids[next[above[seat]!]!++] = seat;
  }
  const tree: Tree = { there, above, first, kids, roots, level: new Uint16Array(many), inAll: new Int32Array(many), vacantInAll: new Int32Array(many), levels: 0 };
  const order = levelled(tree);
  for (let at = order.length - 1; at >= 0; at -= 1) {
    const seat = order[at]!;
    const over = above[seat]!;
    if (over === NOBODY) continue;
    tree.inAll[over]! += tree.inAll[seat]! + 1;
    tree.vacantInAll[over]! += tree.vacantInAll[seat]! + vacant[seat]!;
  }
  return tree;
}

/** The seats from the roots downwards; their levels are written down. */
function levelled(tree: Tree): Int32Array {
  const order = new Int32Array(tree.kids.length + tree.roots.length);
  let filled = 0;
  for (const root of tree.roots) {
    order[filled++] = root;
    tree.level[root] = 1;
  }
  // Ends: each seat is below one other at most.
  for (let at = 0; at < filled; at += 1) {
    const seat = order[at]!;
    tree.levels = Math.max(tree.levels, tree.level[seat]!);
    for (let kid = tree.first[seat]!; kid < tree.first[seat + 1]!; kid += 1) {
      const below = tree.kids[kid]!;
      tree.level[below] = tree.level[seat]! + 1;
      order[filled++] = below;
    }
  }
  return order.subarray(0, filled);
}

export function below(tree: Tree, seat: number): Int32Array {
  return tree.kids.subarray(tree.first[seat]!, tree.first[seat + 1]!);
}

export function siblings(tree: Tree, seat: number): ArrayLike<number> {
  const over = tree.above[seat]!;
  return over === NOBODY ? tree.roots : below(tree, over);
}

/** From the root down to the seat itself. */
export function lineTo(tree: Tree, seat: number): number[] {
  const line: number[] = [];
  // Ends: the line upward has no circle.
  for (let at = seat; at !== NOBODY; at = tree.above[at]!) line.unshift(at);
  return line;
}

/** The days on which the chart became another one: something began, or had ended the day before. In order. */
export function daysOfChange({ held, solid, dotted, below: units }: Skeleton): Int32Array {
  const found = new Set<number>();
  for (const { since, until } of [held, solid, dotted, units]) {
    for (const day of since) if (day !== EVER) found.add(day);
    for (const day of until) if (day !== ALWAYS) found.add(day + 1);
  }
  return Int32Array.from(found).sort();
}
