/** What is drawn, whoever draws it: a canvas on the screen, an SVG in a file. A painter reads the scene and nothing else. */
export const KINDS = ["REPORTS_TO", "DOTTED_TO", "INFLUENCES", "KNOWS", "RELATED_TO"] as const;
export type Kind = (typeof KINDS)[number];

export const STANCES = ["CHAMPION", "SUPPORTER", "NEUTRAL", "SCEPTIC", "OPPONENT"] as const;
export type Stance = (typeof STANCES)[number];

/** As many groups have a colour of their own; people of smaller ones share the last. */
export const GROUPS = 7;

export type Place = { x: number; y: number };

export type SceneNode = Place & {
  id: string;
  at: number;
  label: string;
  title: string;
  organizationId: string | null;
  influence: number | null;
  /** The number of the group, the largest is 0; none: not computed. */
  group: number | null;
  distance: number;
  radius: number;
  links: SceneLink[];
};

export type SceneLink = {
  at: number;
  source: SceneNode;
  target: SceneNode;
  /** Where its line begins and ends: several links of the same two people run beside each other. */
  from: Place;
  to: Place;
  kind: Kind;
  /** Strength of a tie or weight of a line, 0–1; none: not told, or it is a line of the chart. */
  value: number | null;
  topic: string | null;
  lastContactAt: string | null;
  contradiction: boolean;
  /** It is not written yet: how it would look. */
  ghost?: boolean;
};

export type Scene = { nodes: SceneNode[]; links: SceneLink[]; byId: Map<string, SceneNode>; groups: number };

type ToldNode = {
  id: string;
  label: string | null;
  title: string | null;
  organizationId: string | null;
  influence: number | null;
  group: string | null;
  distance: number;
};

type ToldLink = {
  source: string;
  target: string;
  kind: string;
  strength: number | null;
  weight: number | null;
  topic: string | null;
  lastContactAt: string | null;
  contradiction: boolean;
};

const SMALLEST = 7;
const LARGEST = 20;

/** The area, not the width, stands for the influence. */
export function radiusOf(influence: number | null): number {
  return Math.sqrt(SMALLEST ** 2 + (influence ?? 0) * (LARGEST ** 2 - SMALLEST ** 2));
}

/** The largest group first; of two as large the one whose name comes first, so that colours stay. */
export function numbered(groups: (string | null)[]): Map<string, number> {
  const sizes = new Map<string, number>();
  for (const group of groups) if (group) sizes.set(group, (sizes.get(group) ?? 0) + 1);
  const order = [...sizes].sort(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return new Map(order.map(([group], at) => [group, at]));
}

export function sceneOf(told: { nodes: ToldNode[]; links: ToldLink[] }, places: ReadonlyMap<string, Place>, unnamed: string): Scene {
  const groups = numbered(told.nodes.map((node) => node.group));
  const nodes = told.nodes.map(
    (node, at): SceneNode => ({
      id: node.id,
      at,
      label: node.label ?? unnamed,
      title: node.title ?? "",
      organizationId: node.organizationId,
      influence: node.influence,
      group: node.group ? (groups.get(node.group) ?? null) : null,
      distance: node.distance,
      radius: radiusOf(node.influence),
      links: [],
      ...(places.get(node.id) ?? { x: 0, y: 0 }),
    }),
  );
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const links: SceneLink[] = [];
  for (const link of told.links) {
    const [source, target] = [byId.get(link.source), byId.get(link.target)];
    if (!source || !target || !isKind(link.kind)) continue;
    const value = link.strength ?? link.weight;
    const { topic, lastContactAt, contradiction } = link;
    const made: SceneLink = { at: links.length, source, target, from: source, to: target, kind: link.kind, value, topic, lastContactAt, contradiction };
    links.push(made);
    source.links.push(made);
    if (target !== source) target.links.push(made);
  }
  sideBySide(links);
  return { nodes, links, byId, groups: groups.size };
}

const LANE = 6;

function sideBySide(links: SceneLink[]): void {
  const pairs = new Map<string, SceneLink[]>();
  for (const link of links) {
    const [one, two] = [link.source.at, link.target.at];
    const pair = one < two ? `${one} ${two}` : `${two} ${one}`;
    const same = pairs.get(pair);
    if (same) same.push(link);
    else pairs.set(pair, [link]);
  }
  for (const same of pairs.values()) {
    if (same.length === 1) continue;
    for (const [lane, link] of same.entries()) {
      const way = link.source.at < link.target.at ? 1 : -1;
      const [x, y] = [way * (link.target.x - link.source.x), way * (link.target.y - link.source.y)];
      const shift = (LANE * (lane - (same.length - 1) / 2)) / (Math.hypot(x, y) || 1);
      link.from = { x: link.source.x - y * shift, y: link.source.y + x * shift };
      link.to = { x: link.target.x - y * shift, y: link.target.y + x * shift };
    }
  }
}

function isKind(kind: string): kind is Kind {
  return (KINDS as readonly string[]).includes(kind);
}

export function other(link: SceneLink, node: SceneNode): SceneNode {
  return link.source === node ? link.target : link.source;
}

export function counted(links: SceneLink[]): Record<Kind, number> {
  const found = Object.fromEntries(KINDS.map((kind) => [kind, 0])) as Record<Kind, number>;
  for (const link of links) found[link.kind] += 1;
  return found;
}

/** `since`: ties without a contact from that moment on are left out, in milliseconds since 1970. */
export type Filter = { hidden: ReadonlySet<Kind>; least: number; focus: string | null; since: number | null };

/** What picture and table show: links by kind, strength and last contact (a line of the chart has neither and stays, what
 *  people drew or declared has no contact and stays), and in focus one person with whom they are linked to. */
export type Part = { nodes: SceneNode[]; links: SceneLink[]; has: (node: SceneNode) => boolean };

export function partOf(scene: Scene, filter: Filter): Part {
  const recent = ({ kind, lastContactAt }: SceneLink) => filter.since === null || kind !== "KNOWS" || (lastContactAt !== null && Date.parse(lastContactAt) >= filter.since);
  const passes = (link: SceneLink) => !filter.hidden.has(link.kind) && (link.value === null || link.value >= filter.least) && recent(link);
  const links = scene.links.filter(passes);
  const centre = filter.focus === null ? undefined : scene.byId.get(filter.focus);
  if (!centre) return { nodes: scene.nodes, links, has: () => true };
  const near = new Set([centre]);
  for (const link of centre.links) if (passes(link)) near.add(other(link, centre));
  return {
    nodes: scene.nodes.filter((node) => near.has(node)),
    links: links.filter((link) => near.has(link.source) && near.has(link.target)),
    has: (node) => near.has(node),
  };
}

/** Whom the arrow keys go to: a neighbour in that direction, else whoever else is nearest there. */
export function towards(from: SceneNode, part: Part, x: number, y: number): SceneNode | null {
  const shown = new Set(part.links);
  const near = new Set<SceneNode>();
  for (const link of from.links) if (shown.has(link)) near.add(other(link, from));
  return best(from, [...near], x, y) ?? best(from, part.nodes, x, y);
}

function best(from: SceneNode, among: SceneNode[], x: number, y: number): SceneNode | null {
  let [found, least]: [SceneNode | null, number] = [null, Infinity];
  for (const node of among) {
    const [ahead, aside] = [(node.x - from.x) * x + (node.y - from.y) * y, Math.abs((node.x - from.x) * y - (node.y - from.y) * x)];
    if (node === from || ahead <= 0 || aside > ahead * 1.5) continue;
    const far = ahead + 2 * aside;
    if (far < least) [found, least] = [node, far];
  }
  return found;
}
