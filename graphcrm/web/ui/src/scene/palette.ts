import { GROUPS, STANCES, type Kind, type SceneLink, type SceneNode, type Stance } from "./model";

const NAMES = [
  "--surface", "--ink", "--quiet", "--accent", "--bad", "--map-reports", "--map-influences", "--map-knows", "--map-related", "--map-person",
  ...Array.from({ length: GROUPS }, (_, at) => `--map-group-${at}`), "--map-group-rest",
  ...STANCES.map((stance) => `--map-${stance.toLowerCase()}`),
  "--line", "--hover", "--warn", "--chart-added", "--chart-removed", "--chart-moved", "--chart-holder",
] as const;

export type Palette = Record<string, string>;

/** The colours of the page as they are now: they live once, in the style sheet. */
export function paletteOf(element: HTMLElement): Palette {
  const probe = element.appendChild(document.createElement("span"));
  const found: Palette = {};
  for (const name of NAMES) {
    probe.style.color = `var(${name})`;
    found[name] = getComputedStyle(probe).color;
  }
  probe.remove();
  return found;
}

export const LINES: Record<Kind, { colour: string; dash: number[]; arrow: boolean }> = {
  REPORTS_TO: { colour: "--map-reports", dash: [], arrow: false },
  DOTTED_TO: { colour: "--map-reports", dash: [2, 4], arrow: false },
  INFLUENCES: { colour: "--map-influences", dash: [], arrow: true },
  KNOWS: { colour: "--map-knows", dash: [], arrow: false },
  RELATED_TO: { colour: "--map-related", dash: [9, 4], arrow: false },
};

export function dashOf(link: SceneLink): number[] {
  if (link.ghost) return [3, 5];
  return link.contradiction ? [7, 4] : LINES[link.kind].dash;
}

/** In pixels: how strong a link is, is how wide it is. */
export function widthOf(kind: Kind, value: number | null): number {
  if (kind === "KNOWS") return 0.6 + 1.6 * (value ?? 0);
  if (kind === "INFLUENCES") return 1.2 + 3.3 * (value ?? 0.3);
  return kind === "RELATED_TO" ? 1.4 : 1.7;
}

export type Tinting = { by: "group" | "stance"; stances: ReadonlyMap<string, Stance> };

/** Of whom no stance is known among stances: an empty circle, so that it is not taken for a neutral one. */
export function isHollow(node: SceneNode, tinting: Tinting): boolean {
  return tinting.by === "stance" && !tinting.stances.has(node.id);
}

export function colourOf(node: SceneNode, tinting: Tinting): string {
  if (tinting.by === "stance") {
    const stance = tinting.stances.get(node.id);
    return stance ? `--map-${stance.toLowerCase()}` : "--map-person";
  }
  if (node.group === null) return "--map-person";
  return node.group < GROUPS ? `--map-group-${node.group}` : "--map-group-rest";
}
