import { useMemo, useState } from "react";
import { ALL } from "./address";
import { NOBODY } from "./day";

/** Which seats are open: the upper levels, the way to where one is, and what one has opened or closed oneself. */
export function useOpen(tree: { level: Uint16Array; above: Int32Array }, levels: number, at: number) {
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(() => {
    const found = new Map<number, boolean>();
    // Ends: the line upward has no circle.
    for (let seat = at === NOBODY ? NOBODY : tree.above[at]!; seat !== NOBODY; seat = tree.above[seat]!) found.set(seat, true);
    return found;
  });
  const isOpen = useMemo(() => (seat: number) => chosen.get(seat) ?? (levels === ALL || tree.level[seat]! < levels), [chosen, levels, tree]);
  return {
    isOpen,
    toggle: (seat: number) => setChosen(new Map(chosen).set(seat, !isOpen(seat))),
    reveal: (line: number[]) => {
      const closed = line.filter((seat) => !isOpen(seat));
      if (closed.length) setChosen(new Map([...chosen, ...closed.map((seat) => [seat, true] as const)]));
    },
    reset: (then: () => void) => {
      setChosen(new Map());
      then();
    },
  };
}
