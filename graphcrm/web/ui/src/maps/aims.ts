import { useState } from "react";
import type { Scene, SceneNode } from "../scene/model";

/** What two people are looked for: the one is known, the other is to be chosen. */
export type Aim = { act: "draw" | "way"; from: SceneNode };
/** The two between whom a line is being drawn, and how strong it would be. */
export type Drawing = { from: SceneNode; to: SceneNode; weight: number | null };

type Kept = { aim: { act: Aim["act"]; from: string } | null; drawing: { from: string; to: string; weight: number | null } | null };

/** What is being done between two people. They are kept by id, so that it goes on when the map is read anew. */
export function useAims(scene: Scene, showWay: (way: [string, string]) => void) {
  const [kept, set] = useState<Kept>({ aim: null, drawing: null });
  const { byId } = scene;
  const from = kept.aim && byId.get(kept.aim.from);
  const aim: Aim | null = kept.aim && from ? { act: kept.aim.act, from } : null;
  const [one, two] = [kept.drawing && byId.get(kept.drawing.from), kept.drawing && byId.get(kept.drawing.to)];
  const drawing: Drawing | null = kept.drawing && one && two ? { from: one, to: two, weight: kept.drawing.weight } : null;
  return {
    aim,
    drawing,
    begin: (act: Aim["act"], node: SceneNode) => set({ aim: { act, from: node.id }, drawing: null }),
    /** Whether somebody was looked for, and this is them. */
    reach: (node: SceneNode): boolean => {
      if (!aim) return false;
      if (node === aim.from) return true;
      if (aim.act === "way") showWay([aim.from.id, node.id]);
      set({ aim: null, drawing: aim.act === "draw" ? { from: aim.from.id, to: node.id, weight: null } : null });
      return true;
    },
    turn: () => set({ aim: null, drawing: kept.drawing && { ...kept.drawing, from: kept.drawing.to, to: kept.drawing.from } }),
    weigh: (weight: number | null) => set((now) => ({ ...now, drawing: now.drawing && { ...now.drawing, weight } })),
    end: () => set({ aim: null, drawing: null }),
  };
}
