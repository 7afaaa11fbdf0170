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

/** The hull of a group, a little wider than its people, as corners. Fewer than three people have none. */
export function hullOf(places: readonly { x: number; y: number }[], wider: number): [number, number][] {
  if (places.length < 3) return [];
  const points = places.map(({ x, y }): [number, number] => [x, y]).sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  const half = (all: [number, number][]) => {
    const line: [number, number][] = [];
    for (const point of all) {
      while (line.length > 1 && turn(line.at(-2)!, line.at(-1)!, point) <= 0) line.pop();
      line.push(point);
    }
    return line.slice(0, -1);
  };
  const hull = [...half(points), ...half(points.reverse())];
  const [x, y] = [0, 1].map((axis) => hull.reduce((sum, point) => sum + point[axis]!, 0) / hull.length) as [number, number];
  return hull.map((point): [number, number] => {
    const far = Math.hypot(point[0] - x, point[1] - y) || 1;
    return [point[0] + ((point[0] - x) / far) * wider, point[1] + ((point[1] - y) / far) * wider];
  });
}

function turn(a: [number, number], b: [number, number], c: [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}
