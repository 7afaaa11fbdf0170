import { useRef, type PointerEvent } from "react";
import type { Place } from "../scene/model";

const STEP = 3; // pixels between two corners of the line
const FEWEST = 3; // corners: fewer are a click

/** A line that is drawn with the shift key and the pointer; `drawn` is told of it when it is closed. */
export function useLasso(drawn: (line: Place[]) => void) {
  const path = useRef<SVGPathElement>(null);
  const line = useRef<Place[] | null>(null);

  function show() {
    path.current?.setAttribute("d", line.current?.length ? `M${line.current.map(({ x, y }) => `${x} ${y}`).join("L")}Z` : "");
  }

  function placeOf(event: PointerEvent): Place {
    const { left, top } = event.currentTarget.getBoundingClientRect();
    return { x: Math.round(event.clientX - left), y: Math.round(event.clientY - top) };
  }

  return {
    path,
    begin: (event: PointerEvent) => {
      if (!event.shiftKey || event.button) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      line.current = [placeOf(event)];
    },
    move: (event: PointerEvent) => {
      const before = line.current?.at(-1);
      const place = placeOf(event);
      if (!before || Math.hypot(place.x - before.x, place.y - before.y) < STEP) return;
      line.current!.push(place);
      show();
    },
    end: () => {
      const closed = line.current;
      line.current = null;
      show();
      if (closed && closed.length >= FEWEST) drawn(closed);
    },
  };
}
