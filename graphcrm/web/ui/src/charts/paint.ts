import type { Camera } from "../scene/camera";
import { cut, plain, rightToLeft } from "../scene/labels";
import type { Palette } from "../scene/palette";
import { changesOf, SIGNS } from "./changes";
import { HIGH, stripsIn, WIDE, type Placed } from "./layout";

/** What is painted, beside what the page shows as cards. */
export type Picture = {
  placed: Placed;
  current: number;
  vacant: Uint8Array;
  /** What became of each seat, where two days are compared. */
  changes: Uint8Array | null;
  /** Pairs of seats, both of which are shown. */
  dotted: Int32Array;
  /** Title and holder of a seat, as they are written. */
  words: (seat: number) => [string, string];
};

export type Sight = { picture: Picture; camera: Camera; width: number; height: number; palette: Palette; cards: boolean; /** No words: they take longest, and while one zooms nobody reads. */ plain: boolean };

export const FAR = 0.35; // of the scale: from there on seats are bars without words
const TINY = 3; // pixels: narrower seats share a dot with their neighbours
const CROWDED = 0.05; // of the scale: lines fall on the same dots
const DASHES = [2, 4];
const BAR = 5;

type Context = CanvasRenderingContext2D;

export function paintChart(context: Context, sight: Sight, ratio: number): void {
  context.setTransform(ratio, 0, 0, ratio, 0, 0);
  context.clearRect(0, 0, sight.width, sight.height);
  lines(context, sight);
  dotted(context, sight);
  if (!sight.cards) seats(context, sight);
}

/** Lines are level or upright: as rectangles they are drawn many times faster than as strokes. */
function lines(context: Context, { picture, camera, width, height, palette }: Sight): void {
  const { lines: all, strips, left: edge } = picture.placed;
  const { x, y, k } = camera;
  const wide = k < FAR ? 1 : 1.5;
  const told = k < CROWDED ? new Dots(width, height) : null;
  context.fillStyle = palette["--map-reports"]!;
  context.globalAlpha = k < FAR ? 0.45 : 0.8;
  for (const some of [strips.long, ...stripsIn(strips.lines, edge, -x / k, (width - x) / k)]) {
    for (const at of some) {
      const left = x + k * all[at]!;
      const top = y + k * all[at + 1]!;
      const across = k * (all[at + 2]! - all[at]!);
      const down = k * (all[at + 3]! - all[at + 1]!);
      if (left + across < 0 || left > width || top + down < 0 || top > height) continue;
      if (told && across < 1.5 && down < 1.5 && !told.first(left, top)) continue;
      const from = Math.max(-2, left);
      const over = Math.max(-2, top);
      context.fillRect(from, over, Math.max(wide, Math.min(left + across, width + 2) - from), Math.max(wide, Math.min(top + down, height + 2) - over));
    }
  }
  context.globalAlpha = 1;
}

/** The dots of a screen that have been drawn. */
class Dots {
  private readonly drawn: Uint8Array;
  constructor(
    private readonly width: number,
    height: number,
  ) {
    this.drawn = new Uint8Array((width + 1) * (height + 1));
  }

  first(x: number, y: number): boolean {
    const at = Math.max(0, y | 0) * this.width + Math.max(0, x | 0);
    if (this.drawn[at]) return false;
    this.drawn[at] = 1;
    return true;
  }
}

export function colourOf(seat: number, { changes, vacant }: Pick<Picture, "changes" | "vacant">): string {
  const change = changes && changesOf(changes[seat]!)[0];
  if (change) return `--chart-${change}`;
  return vacant[seat] ? "--warn" : changes ? "--map-person" : "--accent";
}

function seats(context: Context, sight: Sight): void {
  const { picture, camera, width, height, palette } = sight;
  const { x: xs, y: ys, seats: all, strips, left: edge } = picture.placed;
  const [wide, high] = [WIDE * camera.k, HIGH * camera.k];
  const tiny = wide < TINY ? new Dots(width, height) : null;
  const byColour = new Map<string, number[]>();
  for (const some of stripsIn(strips.seats, edge, -camera.x / camera.k, (width - camera.x) / camera.k)) {
    for (const at of some) {
      const x = camera.x + camera.k * xs[at]!;
      const y = camera.y + camera.k * ys[at]!;
      if (x > width || y > height || x + wide < 0 || y + high < 0) continue;
      const colour = colourOf(all[at]!, picture);
      // What changed is drawn, however small it is.
      if (tiny && !tiny.first(x, y) && !picture.changes?.[all[at]!]) continue;
      const same = byColour.get(colour);
      if (same) same.push(at);
      else byColour.set(colour, [at]);
    }
  }
  const near = camera.k >= FAR;
  for (const [colour, places] of byColour) {
    const paint = palette[colour]!;
    for (const at of places) {
      const [x, y] = [camera.x + camera.k * xs[at]!, camera.y + camera.k * ys[at]!];
      if (near) card(context, sight, all[at]!, x, y, paint);
      else bar(context, sight, all[at]!, x, y, paint);
    }
  }
  const at = picture.placed.at[picture.current] ?? -1;
  if (at >= 0) ring(context, palette, camera.x + camera.k * xs[at]!, camera.y + camera.k * ys[at]!, wide, high);
}

function bar(context: Context, { camera, picture, palette }: Sight, seat: number, x: number, y: number, paint: string): void {
  const [wide, high] = [Math.max(1, WIDE * camera.k), Math.max(1, HIGH * camera.k)];
  context.fillStyle = paint;
  if (picture.vacant[seat] && wide > 8) {
    // Empty, not only of another colour.
    context.fillRect(x, y, wide, high);
    context.fillStyle = palette["--surface"]!;
    context.fillRect(x + 1.5, y + 1.5, wide - 3, high - 3);
  } else context.fillRect(x, y, wide, high);
  const of = picture.changes?.[seat];
  if (of && high > 9) {
    context.fillStyle = palette[picture.vacant[seat] ? "--ink" : "--surface"]!;
    context.font = `700 ${Math.min(16, high * 0.9)}px 'Inter Variable', system-ui, sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillText(signsOf(of), x + wide / 2, y + high / 2);
  }
}

export function signsOf(of: number): string {
  return changesOf(of).map((change) => SIGNS[change]).join(" ");
}

function card(context: Context, { camera, picture, palette, plain: wordless }: Sight, seat: number, x: number, y: number, paint: string): void {
  const { k } = camera;
  const [wide, high] = [WIDE * k, HIGH * k];
  context.fillStyle = palette["--surface"]!;
  context.fillRect(x, y, wide, high);
  context.strokeStyle = palette["--line"]!;
  context.lineWidth = 1;
  context.strokeRect(x + 0.5, y + 0.5, wide - 1, high - 1);
  context.fillStyle = paint;
  context.fillRect(x, y, BAR * k, high);
  if (wordless) return;
  const of = picture.changes?.[seat] ?? 0;
  const [title, holder] = picture.words(seat);
  context.textAlign = "start";
  context.textBaseline = "top";
  words(context, title, 600, 13 * k, x, y + 12 * k, wide, k, palette["--ink"]!);
  words(context, holder, 400, 13 * k, x, y + 34 * k, wide, k, palette[picture.vacant[seat] ? "--warn" : "--quiet"]!);
  if (!of) return;
  context.fillStyle = paint;
  context.font = `700 ${15 * k}px 'Inter Variable', system-ui, sans-serif`;
  context.textAlign = "end";
  context.fillText(signsOf(of), x + wide - 8 * k, y + 52 * k);
}

function words(context: Context, text: string, weight: number, size: number, x: number, y: number, wide: number, k: number, colour: string): void {
  const told = cut(plain(text));
  const turned = rightToLeft(told);
  context.font = `${weight} ${size}px 'Inter Variable', system-ui, sans-serif`;
  context.fillStyle = colour;
  context.direction = turned ? "rtl" : "ltr";
  context.fillText(told, turned ? x + wide - 10 * k : x + 14 * k, y, wide - 24 * k);
}

function ring(context: Context, palette: Palette, x: number, y: number, wide: number, high: number): void {
  context.strokeStyle = palette["--accent"]!;
  context.lineWidth = 3;
  context.strokeRect(x - 4, y - 4, Math.max(4, wide) + 8, Math.max(4, high) + 8);
}

const BEYOND = 1500; // pixels

/** A place on a screen, or not far beyond its edge. */
function within(place: number, size: number): number {
  return Math.max(-BEYOND, Math.min(size + BEYOND, place));
}

/** From seat to seat, bent so that they are not taken for the lines of the chart. */
function dotted(context: Context, { picture, camera, width, height, palette }: Sight): void {
  const { dotted: pairs, placed } = picture;
  if (!pairs.length) return;
  const { x, y, k } = camera;
  context.strokeStyle = palette["--map-influences"]!;
  context.lineWidth = k < FAR ? 1 : 1.6;
  context.setLineDash(DASHES);
  context.beginPath();
  for (let at = 0; at < pairs.length; at += 2) {
    // From afar they would hide the chart: those of one seat are left.
    if (k < FAR && pairs[at] !== picture.current && pairs[at + 1] !== picture.current) continue;
    const [from, to] = [placed.at[pairs[at]!]!, placed.at[pairs[at + 1]!]!];
    let [fromX, fromY] = [x + k * (placed.x[from]! + WIDE), y + k * (placed.y[from]! + HIGH / 2)];
    let [toX, toY] = [x + k * (placed.x[to]! + WIDE), y + k * (placed.y[to]! + HIGH / 2)];
    // One that only passes through tells nothing here; and a line of a million dots takes a second to draw.
    const inside = [[fromX, fromY] as const, [toX, toY] as const].some(([across, down]) => across > 0 && across < width + WIDE * k && down > 0 && down < height);
    if (!inside) continue;
    [fromX, toX] = [within(fromX, width), within(toX, width)];
    [fromY, toY] = [within(fromY, height), within(toY, height)];
    const bend = Math.max(fromX, toX) + 40 * k + Math.abs(toY - fromY) * 0.08;
    context.moveTo(fromX, fromY);
    context.bezierCurveTo(bend, fromY, bend, toY, toX, toY);
  }
  context.stroke();
  context.setLineDash([]);
}

