import { useEffect, useMemo, useRef, useState } from "react";
import { act } from "../api/acting";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { LayoutSaveDocument, type InfluenceMapAround, type InfluenceMapQuery } from "../gql";
import type { Place } from "../scene/model";

type Told = NonNullable<InfluenceMapQuery["influenceMap"]>;
export type LayoutAsked = {
  nodes: { id: string; x: number; y: number; fixed: boolean }[];
  links: { source: string; target: string; weight: number }[];
};
export type Around = { kind: "organization" | "person" | "deal"; id: string };
type Placed = [string, number, number][];

const PULL: Record<string, number> = { REPORTS_TO: 1, DOTTED_TO: 0.5, INFLUENCES: 0.6, RELATED_TO: 0.5 };
const APART = 96; // between neighbours, so that names have room
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

export function aroundOf({ kind, id }: Around): InfluenceMapAround {
  if (kind === "person") return { person: { id } };
  return kind === "deal" ? { deal: { id } } : { organization: { id } };
}

/** Where everybody begins: on a spiral in the order of their ids, so that chance has no part in it. */
export function asked(told: Told): LayoutAsked {
  const order = [...(told.nodes ?? [])].sort((a, b) => (a.id < b.id ? -1 : 1));
  const scale = APART / 30;
  const nodes = order.map(({ id, x, y }, at) => {
    const far = 10 * Math.sqrt(at + 0.5);
    const fixed = x !== null && y !== null;
    return { id, fixed, x: fixed ? x / scale : far * Math.cos(at * GOLDEN), y: fixed ? y / scale : far * Math.sin(at * GOLDEN) };
  });
  const links = (told.links ?? []).map(({ source, target, kind, strength }) => ({ source, target, weight: PULL[kind] ?? Math.max(0.05, strength ?? 0) }));
  return { nodes, links };
}

/** On the scale of the picture, and nobody on top of somebody else. */
export function spread(placed: Placed, fixed: ReadonlySet<string>): Placed {
  const scale = APART / 30;
  const all = placed.map(([id, x, y]) => ({ id, x: x * scale, y: y * scale }));
  for (let round = 0; round < 60 && apart(all, fixed); round += 1);
  return all.map(({ id, x, y }) => [id, Math.round(x * 10) / 10, Math.round(y * 10) / 10]);
}

/** One step of pushing apart who stands too near; whether anybody had to move. */
function apart(all: { id: string; x: number; y: number }[], fixed: ReadonlySet<string>): boolean {
  const cells = new Map<string, number[]>();
  const cell = (value: number) => Math.floor(value / APART);
  all.forEach(({ x, y }, at) => {
    const key = `${cell(x)}/${cell(y)}`;
    cells.set(key, [...(cells.get(key) ?? []), at]);
  });
  let moved = false;
  all.forEach((one, at) => {
    for (let column = cell(one.x) - 1; column <= cell(one.x) + 1; column += 1) {
      for (let row = cell(one.y) - 1; row <= cell(one.y) + 1; row += 1) {
        for (const next of cells.get(`${column}/${row}`) ?? []) {
          if (next <= at) continue;
          const two = all[next]!;
          const [x, y] = [two.x - one.x || 0.01 * (next % 7), two.y - one.y || 0.01];
          const far = Math.hypot(x, y);
          if (far >= APART) continue;
          const push = (APART - far) / far / 2;
          if (!fixed.has(one.id)) [one.x, one.y] = [one.x - x * push, one.y - y * push];
          if (!fixed.has(two.id)) [two.x, two.y] = [two.x + x * push, two.y + y * push];
          moved ||= APART - far > 1;
        }
      }
    }
  });
  return moved;
}

/** Where people stand: where they were placed, else where the worker puts them, which is then kept for everybody. */
export function useLayout(told: Told, around: Around, depth: number, saved: () => void): ReadonlyMap<string, Place> | null {
  const known = useMemo(() => new Map((told.nodes ?? []).flatMap(({ id, x, y }) => (x === null || y === null ? [] : [[id, { x, y }] as const]))), [told]);
  const whole = known.size === (told.nodes ?? []).length;
  const kept = useRef(0);
  const [found, setFound] = useState<{ told: Told; places: Map<string, Place> } | null>(null);
  useEffect(() => {
    if (whole) return;
    const worker = new Worker(new URL("../worker/layout.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<Placed>) => {
      const placed = spread(data, new Set(known.keys()));
      setFound({ told, places: new Map(placed.map(([id, x, y]) => [id, { x, y }])) });
      // Twice: the second time after somebody else was quicker.
      kept.current += 1;
      if (may("write") && kept.current <= 2) void keep(placed.filter(([id]) => !known.has(id)), aroundOf(around), depth, told.layoutVersion, saved);
    };
    worker.postMessage(asked(told));
    return () => worker.terminate();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [told]);
  if (whole) return known;
  return found?.told === told ? found.places : null;
}

async function keep(placed: Placed, around: InfluenceMapAround, depth: number, expectedVersion: number | null, saved: () => void): Promise<void> {
  const places = placed.map(([one, x, y]) => ({ id: one, x, y }));
  const done = await act(LayoutSaveDocument, { input: { around, depth, places, expectedVersion, idempotencyKey: newKey() } });
  // Whoever was quicker has placed them: theirs is the map. Any other refusal leaves the map as it is drawn, and the next one tries again.
  if (!done.failure && done.faults.every((fault) => fault.code === "CONFLICT")) saved();
}
