import { flextree } from "d3-flextree";
import type { Place } from "../scene/model";
import { below, lineTo, NOBODY, siblings, type Tree } from "./day";

export const WIDE = 210;
export const HIGH = 76;
const BESIDE = 18;
const UNDER = 34;
const STACKED = 10; // between the seats of a stack
const RAIL = 14; // left of a stack: the line that its seats hang on
const FEW = 4; // leaves beside others: so many are a stack

/** Where the seats that are shown stand, and the lines between them. The seat i of `seats` is at (x[i], y[i]), its upper left corner. */
export type Placed = {
  /** From top to bottom, as one reads them. */
  seats: Int32Array;
  x: Float64Array;
  y: Float64Array;
  /** The place of a seat in `seats`; -1: not shown. */
  at: Int32Array;
  /** Level and upright lines: x, y, x, y. */
  lines: Float64Array;
  left: number;
  top: number;
  right: number;
  bottom: number;
  strips: Strips;
};

/** Upright strips of the plane, with the places of the seats and lines that begin in each: of a wide chart few are in sight. Lines that are longer than a strip stand apart. */
export type Strips = { seats: number[][]; lines: number[][]; long: number[] };

const STRIP = 2000;

function stripsOf(x: Float64Array, lines: Float64Array, left: number, right: number): Strips {
  const many = Math.floor((right - left) / STRIP) + 1;
  const strips: Strips = { seats: Array.from({ length: many }, () => []), lines: Array.from({ length: many }, () => []), long: [] };
  const strip = (at: number) => Math.min(many - 1, Math.max(0, Math.floor((at - left) / STRIP)));
  for (let at = 0; at < x.length; at += 1) strips.seats[strip(x[at]!)]!.push(at);
  for (let at = 0; at < lines.length; at += 4) (lines[at + 2]! - lines[at]! > STRIP ? strips.long : strips.lines[strip(lines[at]!)]!).push(at);
  return strips;
}

/** The strips that begin between two places, or one before: what begins there may reach in. */
export function stripsIn<Strip>(strips: readonly Strip[], left: number, from: number, to: number): readonly Strip[] {
  return strips.slice(Math.max(0, Math.floor((from - left) / STRIP) - 1), Math.max(0, Math.floor((to - left) / STRIP) + 1));
}

/** Which seats are shown below one. */
export type Shown = (seat: number) => ArrayLike<number>;

const NONE: ArrayLike<number> = [];

export function opened(tree: Tree, open: (seat: number) => boolean): Shown {
  return (seat) => (open(seat) ? below(tree, seat) : NONE);
}

/** Only the line above a seat, those beside it, and what is open below it. */
export function focused(tree: Tree, open: (seat: number) => boolean, focus: number): Shown {
  const line = lineTo(tree, focus);
  const next = new Map(line.slice(0, -1).map((seat, at) => [seat, line[at + 1]!]));
  const over = tree.above[focus]!;
  return (seat) => {
    if (seat === over) return siblings(tree, focus);
    const below_ = next.get(seat);
    if (below_ !== undefined) return [below_];
    return open(seat) && (seat === focus || isUnder(tree, seat, focus)) ? below(tree, seat) : NONE;
  };
}

function isUnder(tree: Tree, seat: number, over: number): boolean {
  // Ends: the line upward has no circle.
  for (let at = tree.above[seat]!; at !== NOBODY; at = tree.above[at]!) if (at === over) return true;
  return false;
}

type Block = { seat: number; stack: ArrayLike<number> | null; columns: number; blocks: Block[] };

export function columnsOf(seats: number): number {
  return Math.max(1, Math.round(Math.sqrt(seats / 3)));
}

export function placed(tree: Tree, roots: readonly number[], shown: Shown): Placed {
  const made = { seats: [] as number[], x: [] as number[], y: [] as number[], lines: [] as number[] };
  const at = new Int32Array(tree.there.length).fill(-1);
  const put = (seat: number, x: number, y: number) => {
    at[seat] = made.seats.length;
    made.seats.push(seat);
    made.x.push(x);
    made.y.push(y);
  };
  const top: Block = { seat: NOBODY, stack: null, columns: 0, blocks: blocksOf(roots, shown) };
  const layout = flextree<Block>({ children: (block) => block.blocks, nodeSize: ({ data }) => sizeOf(data), spacing: 0 });
  const root = layout.hierarchy(top);
  layout(root);
  root.each((node) => {
    const { data, x, y } = node;
    if (data.stack) stacked(data, x, y, node.parent?.data.seat ?? NOBODY, put, made.lines);
    else if (data.seat !== NOBODY) {
      put(data.seat, x - WIDE / 2, y);
      if (node.children) bus(x, y + HIGH, node.children.map((child) => (child.data.stack ? child.x - width(child.data) / 2 + RAIL / 2 : child.x)), made.lines);
    }
  });
  const lines = Float64Array.from(made.lines);
  const read_ = read(made, at, roots, shown);
  return { ...read_, lines, at, strips: stripsOf(read_.x, lines, read_.left, read_.right) };
}

/** In the order in which one reads them; the box around all. */
function read(made: { seats: number[]; x: number[]; y: number[] }, at: Int32Array, roots: readonly number[], shown: Shown) {
  const many = made.seats.length;
  const [seats, x, y] = [new Int32Array(many), new Float64Array(many), new Float64Array(many)];
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  const waiting = [...roots].reverse();
  let filled = 0;
  // Ends: each seat is below one other at most.
  for (let seat = waiting.pop(); seat !== undefined; seat = waiting.pop()) {
    const from = at[seat]!;
    seats[filled] = seat;
    x[filled] = made.x[from]!;
    y[filled] = made.y[from]!;
    box.left = Math.min(box.left, x[filled]!);
    box.top = Math.min(box.top, y[filled]!);
    box.right = Math.max(box.right, x[filled]! + WIDE);
    box.bottom = Math.max(box.bottom, y[filled]! + HIGH);
    at[seat] = filled++;
    const kids = shown(seat);
    for (let kid = kids.length - 1; kid >= 0; kid -= 1) waiting.push(kids[kid]!);
  }
  return { seats, x, y, ...(many ? box : { left: 0, top: 0, right: 0, bottom: 0 }) };
}

function blocksOf(seats: ArrayLike<number>, shown: Shown): Block[] {
  const leaves: number[] = [];
  const found: Block[] = [];
  for (let at = 0; at < seats.length; at += 1) {
    const seat = seats[at]!;
    if (shown(seat).length) found.push({ seat, stack: null, columns: 0, blocks: blocksOf(shown(seat), shown) });
    else leaves.push(seat);
  }
  if (leaves.length >= FEW || (leaves.length > 1 && !found.length)) found.push({ seat: NOBODY, stack: leaves, columns: columnsOf(leaves.length), blocks: [] });
  else found.push(...leaves.map((seat): Block => ({ seat, stack: null, columns: 0, blocks: [] })));
  return found;
}

function width({ columns }: Block): number {
  return columns * (WIDE + RAIL + BESIDE);
}

function sizeOf(block: Block): [number, number] {
  if (block.seat === NOBODY && !block.stack) return [0, 0];
  if (!block.stack) return [WIDE + BESIDE, HIGH + UNDER];
  return [width(block), Math.ceil(block.stack.length / block.columns) * (HIGH + STACKED) + UNDER];
}

/** Seats one below the other in some columns, hanging on a line at the left of each. */
function stacked({ stack, columns }: Block, middle: number, y: number, over: number, put: (seat: number, x: number, y: number) => void, lines: number[]) {
  const rows = Math.ceil(stack!.length / columns);
  const left = middle - (columns * (WIDE + RAIL + BESIDE)) / 2;
  for (let column = 0; column < columns; column += 1) {
    const x = left + column * (WIDE + RAIL + BESIDE) + RAIL;
    const rail = x - RAIL / 2;
    const first = column * rows;
    const many = Math.min(rows, stack!.length - first);
    if (many <= 0) break;
    for (let row = 0; row < many; row += 1) {
      const top = y + row * (HIGH + STACKED);
      put(stack![first + row]!, x, top);
      if (over !== NOBODY) lines.push(rail, top + HIGH / 2, x, top + HIGH / 2);
    }
    if (over === NOBODY) continue;
    lines.push(rail, y - UNDER / 2, rail, y + (many - 1) * (HIGH + STACKED) + HIGH / 2);
    if (column) lines.push(rail - (WIDE + RAIL + BESIDE), y - UNDER / 2, rail, y - UNDER / 2);
  }
}

/** From a seat down, and along to what is below it. */
function bus(x: number, y: number, ends: number[], lines: number[]) {
  const level = y + UNDER / 2;
  lines.push(x, y, x, level);
  const [least, most] = [Math.min(x, ...ends), Math.max(x, ...ends)];
  if (most > least) lines.push(least, level, most, level);
  for (const end of ends) lines.push(end, level, end, level + UNDER / 2);
}

export function middleOf(placed_: Placed, seat: number): Place | null {
  const at = placed_.at[seat]!;
  return at < 0 ? null : { x: placed_.x[at]! + WIDE / 2, y: placed_.y[at]! + HIGH / 2 };
}

/** What lies at a place; -1: nothing. */
export function seatAt(placed_: Placed, { x, y }: Place, beside: number): number {
  for (let at = 0; at < placed_.seats.length; at += 1) {
    const [dx, dy] = [x - placed_.x[at]!, y - placed_.y[at]!];
    if (dx >= -beside && dx <= WIDE + beside && dy >= -beside && dy <= HIGH + beside) return placed_.seats[at]!;
  }
  return NOBODY;
}
