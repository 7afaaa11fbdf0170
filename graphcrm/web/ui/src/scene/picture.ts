import type { Camera } from "./camera";
import { GROUPS, other, type Part, type SceneLink, type SceneNode } from "./model";
import type { Palette, Tinting } from "./palette";
import { hullOf } from "./shapes";
import type { Way } from "./way";

export type Hull = { colour: string; corners: [number, number][] };

const NOBODY: ReadonlySet<SceneNode> = new Set();

/** A part of the scene with what is worked out once, not at each frame. `way` and `group` stand out in it. */
export type Picture = { part: Part; ordered: SceneLink[]; hulls: Hull[]; way: Way | null; group: ReadonlySet<SceneNode> };

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

export function pictureOf(part: Part, grouped: boolean, way: Way | null = null, group = NOBODY): Picture {
  // Lines of the chart and what people drew come first, ties by their strength.
  const weight = (link: SceneLink) => (link.kind === "KNOWS" ? (link.value ?? 0) : 2);
  const ordered = [...part.links].sort((a, b) => weight(b) - weight(a) || a.at - b.at);
  return { part, ordered, hulls: grouped ? hullsOf(part.nodes) : [], way, group };
}

/** The same with a link between two people that is not written yet. */
export function withGhost(picture: Picture, source: SceneNode, target: SceneNode, value: number | null): Picture {
  const ghost: SceneLink = { at: -1, source, target, from: source, to: target, kind: "INFLUENCES", value, topic: null, lastContactAt: null, contradiction: false, ghost: true };
  return { ...picture, ordered: [ghost, ...picture.ordered] };
}

function hullsOf(nodes: SceneNode[]): Hull[] {
  const members: SceneNode[][] = Array.from({ length: GROUPS }, () => []);
  for (const node of nodes) if (node.group !== null) members[node.group]?.push(node);
  return members
    .map((group, at) => ({ colour: `--map-group-${at}`, corners: hullOf(group, ROOM) }))
    .filter(({ corners }) => corners.length > 0);
}

/** Who stands out: the selected with whom they are linked to, and who is on the way that was asked for. All others are faded. */
export function litBy(sight: Pick<Sight, "selected" | "link" | "picture">): ReadonlySet<SceneNode> | null {
  const [first] = sight.picture.ordered;
  const onWay = [...(sight.picture.way?.people ?? []), ...sight.picture.group, ...(first?.ghost ? [first.source, first.target] : [])];
  if (sight.link) return new Set([...onWay, sight.link.source, sight.link.target]);
  if (!sight.selected) return onWay.length ? new Set(onWay) : null;
  const lit = new Set([...onWay, sight.selected]);
  const shown = new Set(sight.picture.part.links);
  for (const link of sight.selected.links) if (shown.has(link)) lit.add(other(link, sight.selected));
  return lit;
}

export function standsOut(link: SceneLink, sight: Pick<Sight, "selected" | "link" | "picture">): boolean {
  const { way, group } = sight.picture;
  if (link.ghost || way?.links.includes(link) || (group.has(link.source) && group.has(link.target))) return true;
  if (sight.link) return link === sight.link;
  return sight.selected ? link.source === sight.selected || link.target === sight.selected : !way && !group.size;
}
