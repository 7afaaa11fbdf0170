import { boxOf } from "./camera";
import { cut, labelled, plain, rightToLeft } from "./labels";
import { KINDS, STANCES, type Kind, type SceneNode, type Stance } from "./model";
import { colourOf, dashOf, isHollow, LINES, widthOf, type Palette, type Tinting } from "./palette";
import { arrowOf } from "./paint_canvas";
import type { Picture } from "./picture";
import { cornersOf } from "./shapes";

export type Words = { title: string; about: string; kinds: Record<Kind, string>; stances: Record<Stance, string>; noStance: string; contradiction: string; size: string };

const MARGIN = 60;
const HEAD = 64;
const SMALLEST = 640;
const COLUMN = 290; // of the legend
const FADED = 0.25; // what is not on the way that is asked for

/** Text of XML: letters that XML cannot have are left out, and those that mean something in it are written as they must be. */
export function escaped(text: string): string {
  const letters: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };
  return plain(text)
    .replace(/[\ufffe\uffff]|\p{Cs}/gu, "")
    .replace(/[&<>"']/g, (letter) => letters[letter]!);
}

export type Drawing = { text: string; width: number; height: number };

/** The same picture as a file: with title, date and legend, and all of it, however little of it the screen shows. */
export function paintSvg(picture: Picture, palette: Palette, tinting: Tinting, words: Words): Drawing {
  const { nodes } = picture.part;
  const box = boxOf(nodes);
  const width = Math.ceil(Math.max(SMALLEST, box.right - box.left + 2 * MARGIN));
  const across = Math.max(0, SMALLEST - (box.right - box.left + 2 * MARGIN)) / 2;
  const legend = legendOf(picture, palette, tinting, words, width);
  const height = Math.ceil(box.bottom - box.top + 2 * MARGIN + HEAD + legend.height);
  const shift = { x: MARGIN + across - box.left, y: MARGIN + HEAD - box.top, k: 1 };
  const ink = palette["--ink"]!;
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="12">`,
    `<title>${escaped(words.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette["--surface"]}"/>`,
    `<text x="20" y="32" font-size="20" font-weight="600" fill="${ink}">${escaped(words.title)}</text>`,
    `<text x="20" y="52" fill="${palette["--quiet"]}">${escaped(words.about)}</text>`,
    `<g transform="translate(${round(shift.x)} ${round(shift.y)})">`,
    ...picture.hulls.map(({ colour, corners }) => `<polygon points="${points(corners)}" fill="${palette[colour]}" fill-opacity="0.07"/>`),
    ...lines(picture, palette),
    ...nodes.map((node) => person(node, palette, tinting)),
    ...labelled(nodes, new Set(), shift, width, height).map((node) => name(node, ink, palette["--surface"]!)),
    "</g>",
    `<g transform="translate(20 ${height - legend.height})">${legend.text}</g>`,
    "</svg>",
  ];
  return { text: parts.join("\n"), width, height };
}

const round = (value: number) => Math.round(value * 10) / 10;
const points = (corners: [number, number][]) => corners.map(([x, y]) => `${round(x)},${round(y)}`).join(" ");

function lines(picture: Picture, palette: Palette): string[] {
  return [...picture.ordered].reverse().map((link) => {
    const { colour, arrow } = LINES[link.kind];
    const paint = palette[link.contradiction ? "--bad" : colour]!;
    const wide = widthOf(link.kind, link.value);
    const beside = picture.way !== null && !picture.way.links.includes(link);
    const faint = beside ? FADED : link.kind === "KNOWS" ? 0.55 + 0.4 * (link.value ?? 0) : 0.9;
    const dashes = dashOf(link);
    const head = arrow ? `<polygon points="${points(arrowOf(link, wide, 1))}" fill="${paint}"${beside ? ` fill-opacity="${FADED}"` : ""}/>` : "";
    return (
      `<line x1="${round(link.from.x)}" y1="${round(link.from.y)}" x2="${round(link.to.x)}" y2="${round(link.to.y)}" stroke="${paint}" ` +
      `data-link="${escaped(`${link.kind} ${link.source.id} ${link.target.id}`)}" stroke-width="${round(wide)}" stroke-opacity="${Math.round(faint * 100) / 100}"${dashes.length ? ` stroke-dasharray="${dashes.join(" ")}"` : ""}/>${head}`
    );
  });
}

function person(node: SceneNode, palette: Palette, tinting: Tinting): string {
  const [own, ground] = [palette[colourOf(node, tinting)]!, palette["--surface"]!];
  const paint = isHollow(node, tinting) ? `fill="${ground}" stroke="${own}" stroke-width="2.5"` : `fill="${own}" stroke="${ground}" stroke-width="1.5"`;
  const look = `${paint} data-id="${escaped(node.id)}"`;
  const told = `<title>${escaped([node.label, node.title].filter(Boolean).join(", "))}</title>`;
  return shape(tinting.stances.get(node.id) ?? null, node.x, node.y, node.radius, look, told);
}

function shape(stance: Stance | null, x: number, y: number, r: number, look: string, within = ""): string {
  const corners = cornersOf(stance);
  if (!corners) return `<circle cx="${round(x)}" cy="${round(y)}" r="${round(r)}" ${look}>${within}</circle>`;
  return `<polygon points="${points(corners.map(([cx, cy]) => [x + cx * r, y + cy * r]))}" ${look}>${within}</polygon>`;
}

function name(node: SceneNode, ink: string, halo: string): string {
  const text = cut(plain(node.label));
  const way = rightToLeft(text) ? ' direction="rtl"' : "";
  return `<text x="${round(node.x)}" y="${round(node.y + node.radius + 14)}" text-anchor="middle" fill="${ink}" stroke="${halo}" stroke-width="3" stroke-linejoin="round" paint-order="stroke" unicode-bidi="isolate"${way}>${escaped(text)}</text>`;
}

/** What the signs of this picture mean; signs it has not are left out. */
function legendOf(picture: Picture, palette: Palette, tinting: Tinting, words: Words, width: number): { text: string; height: number } {
  const kinds = KINDS.filter((kind) => picture.part.links.some((link) => link.kind === kind));
  const told = new Set(picture.part.nodes.map((node) => tinting.stances.get(node.id)));
  const entries = [
    ...kinds.map((kind): [string, string] => {
      const { colour, dash, arrow } = LINES[kind];
      const dashes = dash.length ? ` stroke-dasharray="${dash.join(" ")}"` : "";
      const head = arrow ? `<polygon points="30,0 22,-4 22,4" fill="${palette[colour]}"/>` : "";
      return [`<line x1="0" y1="0" x2="28" y2="0" stroke="${palette[colour]}" stroke-width="2"${dashes}/>${head}`, words.kinds[kind]];
    }),
    ...STANCES.filter((stance) => told.has(stance)).map((stance): [string, string] => {
      const colour = tinting.by === "stance" ? `--map-${stance.toLowerCase()}` : "--map-person";
      return [shape(stance, 14, 0, 7, `fill="${palette[colour]}"`), words.stances[stance]];
    }),
    ...(tinting.by === "stance" ? [[`<circle cx="14" cy="0" r="6.5" fill="none" stroke="${palette["--map-person"]}" stroke-width="2.5"/>`, words.noStance] as [string, string]] : []),
    ...(picture.part.links.some((link) => link.contradiction) ? [[`<line x1="0" y1="0" x2="28" y2="0" stroke="${palette["--bad"]}" stroke-width="2" stroke-dasharray="7 4"/>`, words.contradiction] as [string, string]] : []),
    [`<circle cx="7" cy="0" r="4" fill="${palette["--quiet"]}"/><circle cx="22" cy="0" r="8" fill="${palette["--quiet"]}"/>`, words.size] as [string, string],
  ];
  const columns = Math.max(1, Math.floor((width - 40) / COLUMN));
  const text = entries.map(([sign, word], at) => `<g transform="translate(${(at % columns) * COLUMN} ${Math.floor(at / columns) * 24 + 12})">${sign}<text x="38" y="4" fill="${palette["--ink"]}">${escaped(word)}</text></g>`);
  return { text: text.join(""), height: Math.ceil(entries.length / columns) * 24 + 20 };
}
