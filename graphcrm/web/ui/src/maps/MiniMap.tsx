import { useEffect, useMemo, useRef, type PointerEvent, type RefObject } from "react";
import { boxOf } from "../scene/camera";
import type { Part } from "../scene/model";
import type { MapView } from "./view";

const MARGIN = 60; // of the plane
/** A smaller map is seen whole. */
export const MANY = 40;

/** All of the map in a corner, with the part that one sees: a press there goes there. Keys have `0`, `+` and the finder for it. */
export function MiniMap({ view, part }: { view: RefObject<MapView | null>; part: Part }) {
  const picture = useRef<SVGSVGElement>(null);
  const frame = useRef<SVGRectElement>(null);
  const box = useMemo(() => boxOf(part.nodes), [part]);
  // One path for all people: a mark of no length is a dot.
  const dots = useMemo(() => part.nodes.map(({ x, y }) => `M${Math.round(x)} ${Math.round(y)}h0`).join(""), [part]);
  useEffect(() => {
    const seen = view.current;
    if (!seen) return;
    seen.watch(({ left, top, right, bottom }) => {
      const places = { x: left, y: top, width: right - left, height: bottom - top };
      for (const [name, value] of Object.entries(places)) frame.current?.setAttribute(name, String(Math.round(value)));
    });
    return () => seen.watch(null);
  }, [view]);

  function go(event: PointerEvent<SVGSVGElement>) {
    const toPlane = picture.current?.getScreenCTM()?.inverse();
    if (!toPlane || !(event.buttons & 1)) return;
    const { x, y } = new DOMPoint(event.clientX, event.clientY).matrixTransform(toPlane);
    view.current?.centreOn({ x, y });
  }

  const [wide, high] = [box.right - box.left + 2 * MARGIN, box.bottom - box.top + 2 * MARGIN];
  return (
    <svg ref={picture} className="mini-map" aria-hidden="true" viewBox={`${box.left - MARGIN} ${box.top - MARGIN} ${wide} ${high}`} onPointerDown={go} onPointerMove={go}>
      <path d={dots} strokeWidth={Math.max(wide, high) / 45} />
      <rect ref={frame} />
    </svg>
  );
}
