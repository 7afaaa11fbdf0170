import type { Camera } from "./camera";
import { GROUPS, other, type Part, type SceneLink, type SceneNode } from "./model";
import type { Palette, Tinting } from "./palette";
import { hullOf } from "./shapes";

export type Hull = { colour: string; corners: [number, number][] };

/** A part of the scene with what is worked out once, not at each frame. */
export type Picture = { part: Part; ordered: SceneLink[]; hulls: Hull[] };

/** What one looks at: all that a painter is told. */
export type Sight = {
  picture: Picture;
  camera: Camera;
  width: number;
  height: number;
  palette: Palette;
  tinting: Tinting;
  selected: SceneNode | null;
  /** The link that is told about. */
  link: SceneLink | null;
  /** While it moves, the weightiest links are enough. */
  moving: boolean;
  labels: SceneNode[];
};

const ROOM = 34;

export function pictureOf(part: Part, grouped: boolean): Picture {
  // Lines of the chart and what people drew come first, ties by their strength.
  const weight = (link: SceneLink) => (link.kind === "KNOWS" ? (link.value ?? 0) : 2);
  const ordered = [...part.links].sort((a, b) => weight(b) - weight(a) || a.at - b.at);
  return { part, ordered, hulls: grouped ? hullsOf(part.nodes) : [] };
}

function hullsOf(nodes: SceneNode[]): Hull[] {
  const members: SceneNode[][] = Array.from({ length: GROUPS }, () => []);
  for (const node of nodes) if (node.group !== null) members[node.group]?.push(node);
  return members
    .map((group, at) => ({ colour: `--map-group-${at}`, corners: hullOf(group, ROOM) }))
    .filter(({ corners }) => corners.length > 0);
}

/** Who stands out beside the selected: all others are faded. */
export function litBy(sight: Pick<Sight, "selected" | "link" | "picture">): ReadonlySet<SceneNode> | null {
  if (sight.link) return new Set([sight.link.source, sight.link.target]);
  if (!sight.selected) return null;
  const lit = new Set([sight.selected]);
  const shown = new Set(sight.picture.part.links);
  for (const link of sight.selected.links) if (shown.has(link)) lit.add(other(link, sight.selected));
  return lit;
}

export function standsOut(link: SceneLink, sight: Pick<Sight, "selected" | "link">): boolean {
  if (sight.link) return link === sight.link;
  return !sight.selected || link.source === sight.selected || link.target === sight.selected;
}
