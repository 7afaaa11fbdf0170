import { cut, plain, rightToLeft } from "../scene/labels";
import { escaped, type Drawing } from "../scene/paint_svg";
import type { Palette } from "../scene/palette";
import { CHANGES, SIGNS, type Change } from "./changes";
import { HIGH, WIDE } from "./layout";
import { colourOf, signsOf, type Picture } from "./paint";

/** What stands in the drawing beside the seats, and their ids. */
export type Told = { ids: readonly string[]; title: string; about: string; solid: string; dotted: string; vacant: string; changes: Record<Change, string> };

const MARGIN = 40;
const HEAD = 72;
const SMALLEST = 640;
const BAR = 5;
const COLUMN = 240; // of the legend
const ROW = 26;

/** The chart as a file: all seats that are shown, however few of them the screen has room for. */
export function paintSvg(picture: Picture, palette: Palette, told: Told): Drawing {
  const { placed } = picture;
  const width = Math.ceil(Math.max(SMALLEST, placed.right - placed.left + 2 * MARGIN));
  const legend = legendOf(picture, palette, told, width);
  const height = Math.ceil(placed.bottom - placed.top + 2 * MARGIN + HEAD + legend.height);
  const [ink, quiet] = [palette["--ink"], palette["--quiet"]];
  const parts = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Inter, system-ui, sans-serif" font-size="13">`,
    `<title>${escaped(told.title)}</title>`,
    `<rect width="${width}" height="${height}" fill="${palette["--surface"]}"/>`,
    `<text x="20" y="34" font-size="20" font-weight="600" fill="${ink}">${escaped(told.title)}</text>`,
    `<text x="20" y="56" fill="${quiet}">${escaped(told.about)}</text>`,
    `<g transform="translate(${round(MARGIN - placed.left)} ${round(MARGIN + HEAD - placed.top)})">`,
    `<path d="${linesOf(picture)}" fill="none" stroke="${palette["--map-reports"]}" stroke-opacity="0.8" stroke-width="1.5"/>`,
    ...dottedOf(picture, palette),
    ...Array.from(placed.seats, (seat, at) => card(picture, palette, told.ids[seat]!, seat, at)),
    "</g>",
    `<g transform="translate(20 ${height - legend.height})">${legend.text}</g>`,
    "</svg>",
  ];
  return { text: parts.join("\n"), width, height };
}

const round = (value: number) => Math.round(value * 10) / 10;

function linesOf({ placed: { lines } }: Picture): string {
  const steps: string[] = [];
  for (let at = 0; at < lines.length; at += 4) steps.push(`M${round(lines[at]!)} ${round(lines[at + 1]!)}L${round(lines[at + 2]!)} ${round(lines[at + 3]!)}`);
  return steps.join("");
}

/** From the right side of a seat to that of another, bent as on the screen. */
function dottedOf({ dotted, placed }: Picture, palette: Palette): string[] {
  const found: string[] = [];
  for (let pair = 0; pair < dotted.length; pair += 2) {
    const [from, to] = [placed.at[dotted[pair]!]!, placed.at[dotted[pair + 1]!]!];
    const [x, y, endX, endY] = [placed.x[from]! + WIDE, placed.y[from]! + HIGH / 2, placed.x[to]! + WIDE, placed.y[to]! + HIGH / 2];
    const bend = Math.max(x, endX) + 40 + Math.abs(endY - y) * 0.08;
    found.push(`<path d="M${round(x)} ${round(y)}C${round(bend)} ${round(y)} ${round(bend)} ${round(endY)} ${round(endX)} ${round(endY)}" fill="none" stroke="${palette["--map-influences"]}" stroke-width="1.6" stroke-dasharray="2 4"/>`);
  }
  return found;
}

function card(picture: Picture, palette: Palette, id: string, seat: number, at: number): string {
  const [x, y] = [picture.placed.x[at]!, picture.placed.y[at]!];
  const [title, holder] = picture.words(seat);
  const [vacant, changes] = [picture.vacant[seat] === 1, picture.changes?.[seat] ?? 0];
  const colour = palette[colourOf(seat, picture)];
  const signs = changes ? `<text x="${WIDE - 8}" y="64" text-anchor="end" font-size="15" font-weight="700" fill="${colour}">${escaped(signsOf(changes))}</text>` : "";
  return (
    `<g transform="translate(${round(x)} ${round(y)})" data-seat="${escaped(id)}"><title>${escaped(`${holder}, ${title}`)}</title>` +
    `<rect width="${WIDE}" height="${HIGH}" rx="4" fill="${palette["--surface"]}" stroke="${palette["--line"]}"${vacant ? ' stroke-dasharray="5 3"' : ""}/>` +
    `<rect width="${BAR}" height="${HIGH}" fill="${colour}"/>` +
    words(title, 25, 600, palette["--ink"]!) +
    words(holder, 47, 400, palette[vacant ? "--warn" : "--quiet"]!) +
    `${signs}</g>`
  );
}

function words(text: string, y: number, weight: number, colour: string): string {
  const told = cut(plain(text));
  const turned = rightToLeft(told);
  return `<text x="${turned ? WIDE - 10 : 14}" y="${y}" font-weight="${weight}" fill="${colour}" unicode-bidi="isolate"${turned ? ' direction="rtl"' : ""}>${escaped(told)}</text>`;
}

/** What the signs of this chart mean; signs it has not are left out. */
function legendOf(picture: Picture, palette: Palette, told: Told, width: number): { text: string; height: number } {
  const line = (colour: string, dash: string) => `<line x1="0" y1="0" x2="28" y2="0" stroke="${palette[colour]}" stroke-width="1.8"${dash}/>`;
  const changed = CHANGES.filter((change) => picture.changes && picture.placed.seats.some((seat) => signsOf(picture.changes![seat]!).includes(SIGNS[change])));
  const entries: [string, string][] = [
    ...(picture.placed.lines.length ? [[line("--map-reports", ""), told.solid] as [string, string]] : []),
    ...(picture.dotted.length ? [[line("--map-influences", ' stroke-dasharray="2 4"'), told.dotted] as [string, string]] : []),
    ...(picture.placed.seats.some((seat) => picture.vacant[seat]) ? [[`<rect x="2" y="-7" width="24" height="14" fill="none" stroke="${palette["--warn"]}" stroke-dasharray="4 2"/>`, told.vacant] as [string, string]] : []),
    ...changed.map((change): [string, string] => [`<text x="14" y="5" text-anchor="middle" font-size="15" font-weight="700" fill="${palette[`--chart-${change}`]}">${escaped(SIGNS[change])}</text>`, told.changes[change]]),
  ];
  const columns = Math.max(1, Math.floor((width - 40) / COLUMN));
  const text = entries.map(([sign, word], at) => `<g transform="translate(${(at % columns) * COLUMN} ${Math.floor(at / columns) * ROW + 12})">${sign}<text x="38" y="5" fill="${palette["--ink"]}">${escaped(word)}</text></g>`);
  return { text: text.join(""), height: Math.ceil(entries.length / columns) * ROW + 16 };
}
