import type { KeyboardEvent } from "react";
import { below, NOBODY, siblings, type Tree } from "./day";
import type { Placed } from "./layout";

export type Acts = {
  tree: Tree;
  placed: Placed;
  current: number;
  isOpen: (seat: number) => boolean;
  walk: (seat: number | undefined) => void;
  toggle: (seat: number) => void;
  visit: () => void;
  zoom: (factor: number) => void;
  all: () => void;
  leave: () => void;
};

/** What a key does on the tree, by the pattern of trees; null: nothing. */
export function keyed(event: KeyboardEvent, acts: Acts): boolean {
  const { tree, placed, current, walk } = acts;
  if (event.ctrlKey || event.metaKey || event.altKey) return false;
  // A link or button within is pressed as everywhere.
  if ((event.key === "Enter" || event.key === " ") && event.target !== event.currentTarget) return false;
  const here = placed.at[current] ?? -1;
  const kids = current === NOBODY ? [] : below(tree, current);
  const beside = current === NOBODY ? [] : siblings(tree, current);
  const place = Array.prototype.indexOf.call(beside, current);
  const open = current !== NOBODY && acts.isOpen(current);
  const over = current === NOBODY ? NOBODY : tree.above[current]!;
  const table: Record<string, () => void> = {
    ArrowDown: () => walk(placed.seats[here + 1]),
    ArrowUp: () => walk(placed.seats[here - 1]),
    ArrowRight: () => (kids.length && !open ? acts.toggle(current) : walk(kids[0])),
    ArrowLeft: () => (kids.length && open ? acts.toggle(current) : walk(over === NOBODY ? undefined : over)),
    Home: () => walk(placed.seats[0]),
    End: () => walk(placed.seats.at(-1)),
    "[": () => walk(beside[place - 1]),
    "]": () => walk(beside[place + 1]),
    Enter: acts.visit,
    " ": () => kids.length && acts.toggle(current),
    "+": () => acts.zoom(1.3),
    "=": () => acts.zoom(1.3),
    "-": () => acts.zoom(1 / 1.3),
    "0": acts.all,
    Escape: acts.leave,
  };
  const act = table[event.key];
  if (!act) return false;
  event.preventDefault();
  act();
  return true;
}
