import { useState } from "react";
import type { LineKind } from "../gql";
import { NOBODY } from "./day";
import type { Line } from "./lines";

/** A line from a seat for which the other end is looked for, and one for which it is found. */
export type Aim = { kind: LineKind; seat: number };
export type Drawing = Aim & { to: number };

/** What is being done to the lines of a chart. Seats keep their places when the chart is read anew. */
export function useAims() {
  const [aim, setAim] = useState<Aim | null>(null);
  const [drawing, setDrawing] = useState<Drawing | null>(null);
  const [ending, setEnding] = useState<Line | null>(null);
  return {
    aim,
    drawing,
    ending,
    begin: (kind: LineKind, seat: number) => setAim({ kind, seat }),
    /** Whether a seat was looked for, and this is it. */
    reach: (seat: number): boolean => {
      if (!aim || seat === NOBODY) return false;
      if (seat === aim.seat) return true;
      setDrawing({ ...aim, to: seat });
      setAim(null);
      return true;
    },
    end: setEnding,
    stop: () => {
      setAim(null);
      setDrawing(null);
      setEnding(null);
    },
  };
}
