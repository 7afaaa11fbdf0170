import type { Place } from "./model";

/** Where the plane lies on the screen: a place is at x + k·place. */
export type Camera = { x: number; y: number; k: number };
export type Box = { left: number; top: number; right: number; bottom: number };

export const NEAREST = 4;
export const FARTHEST = 0.02;

export function toScreen(camera: Camera, place: Place): Place {
  return { x: camera.x + camera.k * place.x, y: camera.y + camera.k * place.y };
}

export function toPlane(camera: Camera, place: Place): Place {
  return { x: (place.x - camera.x) / camera.k, y: (place.y - camera.y) / camera.k };
}

export function boxOf(places: readonly Place[]): Box {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { x, y } of places) {
    box.left = Math.min(box.left, x);
    box.top = Math.min(box.top, y);
    box.right = Math.max(box.right, x);
    box.bottom = Math.max(box.bottom, y);
  }
  return places.length ? box : { left: 0, top: 0, right: 0, bottom: 0 };
}

/** All of it, with a margin; one person alone is not blown up. */
export function fitted(places: readonly Place[], width: number, height: number, margin = 60): Camera {
  const box = boxOf(places);
  const wide = Math.max(1, box.right - box.left);
  const high = Math.max(1, box.bottom - box.top);
  const room = Math.min((width - 2 * margin) / wide, (height - 2 * margin) / high);
  const k = Math.max(FARTHEST, Math.min(1.4, room));
  return centred({ x: (box.left + box.right) / 2, y: (box.top + box.bottom) / 2 }, k, width, height);
}

export function centred(place: Place, k: number, width: number, height: number): Camera {
  return { x: width / 2 - k * place.x, y: height / 2 - k * place.y, k };
}
