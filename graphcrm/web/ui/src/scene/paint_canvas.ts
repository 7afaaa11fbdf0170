import { toScreen } from "./camera";
import { cut, plain, rightToLeft } from "./labels";
import type { SceneLink, SceneNode } from "./model";
import { colourOf, dashOf, isHollow, LINES, widthOf } from "./palette";
import { litBy, standsOut, type Sight } from "./picture";
import { cornersOf } from "./shapes";

const MOVING_LINKS = 2000;
const MOVING_LABELS = 40;
const FADED = 0.12;
const STEPS = 4; // of width: links of a step are drawn as one path

type Context = CanvasRenderingContext2D;

export function paintCanvas(context: Context, sight: Sight, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  const lit = litBy(sight);
  hulls(context, sight);
  links(context, sight);
  people(context, sight, lit);
  if (sight.selected) ring(context, sight, sight.selected);
  names(context, sight, lit);
  context.globalAlpha = 1;
}

function hulls(context: Context, { picture, camera, palette }: Sight): void {
  context.lineJoin = "round";
  for (const { colour, corners } of picture.hulls) {
    context.beginPath();
    corners.forEach(([x, y], at) => {
      const place = toScreen(camera, { x, y });
      if (at) context.lineTo(place.x, place.y);
      else context.moveTo(place.x, place.y);
    });
    context.closePath();
    context.fillStyle = palette[colour]!;
    context.globalAlpha = 0.07;
    context.fill();
  }
  context.globalAlpha = 1;
}

type Bundle = { links: SceneLink[]; width: number; faded: boolean; wrong: boolean; dash: number[] };

function links(context: Context, sight: Sight): void {
  const { camera, palette, picture } = sight;
  const far = Math.max(0.35, Math.min(1, camera.k * 1.6));
  const bundles = new Map<string, Bundle>();
  let left = sight.moving ? MOVING_LINKS : Infinity;
  for (const link of picture.ordered) {
    if (outside(link, sight)) continue;
    left -= 1;
    if (left < 0) break;
    const faded = !standsOut(link, sight);
    const step = Math.round((link.value ?? 0) * STEPS);
    const key = `${link.kind}${step}${faded}${link.contradiction}${link.ghost ?? false}`;
    const bundle = bundles.get(key);
    if (bundle) bundle.links.push(link);
    else bundles.set(key, { links: [link], width: widthOf(link.kind, link.value === null ? null : step / STEPS), faded, wrong: link.contradiction, dash: dashOf(link) });
  }
  // What was drawn last lies on top: ties below, lines of the chart and of influence above.
  for (const { links: all, width, faded, wrong, dash } of [...bundles.values()].reverse()) {
    const { kind } = all[0]!;
    const { colour, arrow } = LINES[kind];
    context.strokeStyle = context.fillStyle = palette[wrong ? "--bad" : colour]!;
    context.globalAlpha = (faded ? FADED : kind === "KNOWS" ? 0.55 + 0.4 * (all[0]!.value ?? 0) : 0.9) * (faded ? 1 : far);
    // Lines of one dot are drawn many times faster than wider ones; and from afar wide lines would hide the map.
    context.lineWidth = sight.moving ? 1 : Math.max(0.5, width * far);
    context.setLineDash(sight.moving ? [] : dash);
    context.beginPath();
    for (const { from, to } of all) {
      context.moveTo(camera.x + camera.k * from.x, camera.y + camera.k * from.y);
      context.lineTo(camera.x + camera.k * to.x, camera.y + camera.k * to.y);
    }
    context.stroke();
    if (arrow && camera.k > 0.3) {
      context.beginPath();
      for (const link of all) for (const [at, [x, y]] of arrowOf(link, width, camera.k).entries()) context[at ? "lineTo" : "moveTo"](camera.x + x, camera.y + y);
      context.fill();
    }
  }
  context.setLineDash([]);
  context.globalAlpha = 1;
}

function outside({ source, target }: SceneLink, { camera, width, height }: Sight): boolean {
  const [ax, ay] = [camera.x + camera.k * source.x, camera.y + camera.k * source.y];
  const [bx, by] = [camera.x + camera.k * target.x, camera.y + camera.k * target.y];
  return (ax < 0 && bx < 0) || (ay < 0 && by < 0) || (ax > width && bx > width) || (ay > height && by > height);
}

/** The head of an arrow at the edge of whom it points to; on the scale of the screen, from the origin of the plane. */
export function arrowOf({ from, to, target }: Pick<SceneLink, "from" | "to" | "target">, width: number, k: number): [number, number][] {
  const [x, y] = [to.x - from.x, to.y - from.y];
  const far = Math.hypot(x, y);
  if (!far) return [];
  const [ux, uy] = [x / far, y / far];
  const [long, half] = [5 + 2 * width, 2.5 + width];
  const [tipX, tipY] = [k * (to.x - ux * (target.radius + 1)), k * (to.y - uy * (target.radius + 1))];
  const [footX, footY] = [tipX - ux * long, tipY - uy * long];
  return [[tipX, tipY], [footX - uy * half, footY + ux * half], [footX + uy * half, footY - ux * half]];
}

function people(context: Context, sight: Sight, lit: ReadonlySet<SceneNode> | null): void {
  const { camera, width, height, palette, picture, tinting } = sight;
  const colours = new Map<string, SceneNode[]>();
  for (const node of picture.part.nodes) {
    const [x, y, r] = [camera.x + camera.k * node.x, camera.y + camera.k * node.y, node.radius * camera.k];
    if (x < -r || y < -r || x > width + r || y > height + r) continue;
    const key = `${lit && !lit.has(node) ? "faded" : "clear"} ${colourOf(node, tinting)}${isHollow(node, tinting) ? " hollow" : ""}`;
    const same = colours.get(key);
    if (same) same.push(node);
    else colours.set(key, [node]);
  }
  for (const [key, nodes] of colours) {
    const [how, colour, hollow] = key.split(" ") as [string, string, string | undefined];
    context.globalAlpha = how === "faded" ? 0.25 : 1;
    context.fillStyle = palette[hollow ? "--surface" : colour]!;
    context.strokeStyle = palette[hollow ? colour : "--surface"]!;
    context.lineWidth = hollow ? Math.min(2.5, 4 * camera.k) : 1.5;
    context.beginPath();
    for (const node of nodes) outline(context, sight, node);
    context.fill();
    if (hollow || (!sight.moving && camera.k > 0.25)) context.stroke();
  }
  context.globalAlpha = 1;
}

function outline(context: Context, { camera, tinting }: Sight, node: SceneNode): void {
  const [x, y, r] = [camera.x + camera.k * node.x, camera.y + camera.k * node.y, Math.max(1.5, node.radius * camera.k)];
  const corners = cornersOf(tinting.stances.get(node.id) ?? null);
  if (!corners) {
    context.moveTo(x + r, y);
    context.arc(x, y, r, 0, 2 * Math.PI);
    return;
  }
  corners.forEach(([cx, cy], at) => context[at ? "lineTo" : "moveTo"](x + cx * r, y + cy * r));
  context.closePath();
}

/** Where the keyboard is. */
function ring(context: Context, { camera, palette }: Sight, node: SceneNode): void {
  const at = toScreen(camera, node);
  context.strokeStyle = palette["--accent"]!;
  context.lineWidth = 3;
  context.beginPath();
  context.arc(at.x, at.y, Math.max(6, node.radius * camera.k * 1.25) + 4, 0, 2 * Math.PI);
  context.stroke();
}

function names(context: Context, sight: Sight, lit: ReadonlySet<SceneNode> | null): void {
  const { camera, palette, moving, labels } = sight;
  context.font = "12px 'Inter Variable', system-ui, sans-serif";
  context.textAlign = "center";
  context.textBaseline = "top";
  context.lineJoin = "round";
  context.lineWidth = 3;
  context.strokeStyle = palette["--surface"]!;
  context.fillStyle = palette["--ink"]!;
  for (const node of moving ? labels.slice(0, MOVING_LABELS) : labels) {
    if (lit && !lit.has(node)) continue;
    const at = toScreen(camera, node);
    const text = cut(plain(node.label));
    context.direction = rightToLeft(text) ? "rtl" : "ltr";
    const top = at.y + Math.max(1.5, node.radius * camera.k) * (node === sight.selected ? 1.25 : 1) + (node === sight.selected ? 8 : 4);
    if (!moving) context.strokeText(text, at.x, top);
    context.fillText(text, at.x, top);
  }
}
