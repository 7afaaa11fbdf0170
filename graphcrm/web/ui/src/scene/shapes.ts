import type { Stance } from "./model";

/** The outline of a person: what shape says, colour says too, and the other way round. `null` is a circle. */
const CORNERS: Record<Stance, [number, number][] | null> = {
  CHAMPION: [[0, -1.25], [1.15, 0.85], [-1.15, 0.85]],
  SUPPORTER: [[0, -1.25], [1.25, 0], [0, 1.25], [-1.25, 0]],
  NEUTRAL: null,
  SCEPTIC: [[-1.15, -0.85], [1.15, -0.85], [0, 1.25]],
  OPPONENT: [[-0.95, -0.95], [0.95, -0.95], [0.95, 0.95], [-0.95, 0.95]],
};

export function cornersOf(stance: Stance | null): [number, number][] | null {
  return stance ? CORNERS[stance] : null;
}

const ROUND = 12;

/** The hull of a group at some distance from its people, with round corners. Fewer than three people have none. */
export function hullOf(places: readonly { x: number; y: number }[], wider: number): [number, number][] {
  if (places.length < 3) return [];
  const points = places
    .flatMap(({ x, y }) =>
      Array.from({ length: ROUND }, (_, at): [number, number] => {
        const turned = (2 * Math.PI * at) / ROUND;
        return [x + wider * Math.cos(turned), y + wider * Math.sin(turned)];
      }),
    )
    .sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  return [...half(points), ...half(points.reverse())];
}

function half(points: [number, number][]): [number, number][] {
  const line: [number, number][] = [];
  for (const point of points) {
    while (line.length > 1 && turn(line.at(-2)!, line.at(-1)!, point) <= 0) line.pop();
    line.push(point);
  }
  return line.slice(0, -1);
}

function turn(a: [number, number], b: [number, number], c: [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
