import { centred, type Camera } from "../scene/camera";
import { Stage } from "../scene/stage";
import { NOBODY } from "./day";
import { HIGH, middleOf, seatAt, stripsIn, WIDE } from "./layout";
import { FAR, paintChart, type Picture } from "./paint";

/** As many cards are elements of the page at most; where more are in sight they are painted. */
export const CARDS = 36;
const NEAR = 0.6; // of the scale: cards of the page can be read
const USUAL = 0.9; // the same where one arrives
const MARGIN = 0.25; // of the screen: so much more is painted on each side of what is moved
const HEAVY = 250; // seats in sight: more are painted once and then moved as a picture
const HEAVY_WORDS = 12; // the same where they have words, which take longest
const ROOM = 40;

/** What lies in the middle of the screen, and how near: the same on a screen of any size. */
export type Middle = { x: number; y: number; k: number };
export type Cards = { seats: number[]; near: boolean };

/** The chart on its canvas, and which of its seats the page shows as cards. */
export class ChartView extends Stage {
  private picture: Picture | null = null;
  private told: Cards = { seats: [], near: false };
  private readonly bitmap = document.createElement("canvas");
  private readonly bitmapContext = this.bitmap.getContext("2d")!;
  /** How the bitmap was painted; null: it is of no use. */
  private painted: Camera | null = null;
  private wanted: Middle | null = null;
  private sought = NOBODY;
  /** The scale at which it was at rest: at another one zooms. */
  private restedAt = 1;

  constructor(
    canvas: HTMLCanvasElement,
    grip: HTMLElement,
    private readonly layer: HTMLElement,
    private readonly toldCards: (cards: Cards) => void,
    private readonly toldSight: (sight: Middle) => void,
  ) {
    super(canvas, grip, "button, input");
  }

  /** Another picture; the seat `held` stays where it is on the screen. `sight`: where to begin. */
  show(picture: Picture, held: number, sight: Middle | null): void {
    const before = this.picture && this.picture.placed !== picture.placed ? middleOf(this.picture.placed, held) : null;
    const after = middleOf(picture.placed, held);
    const first = this.picture === null;
    this.picture = picture;
    this.painted = null;
    if (first && sight) {
      this.fits = false;
      this.wanted = sight;
    } else if (first) this.sought = held;
    if (this.fits && this.width) this.fit();
    else if (before && after) this.go({ ...this.camera, x: this.camera.x + this.camera.k * (before.x - after.x), y: this.camera.y + this.camera.k * (before.y - after.y) });
    this.settle();
  }

  /** All of it, however small that is. */
  showAll(): void {
    if (!this.picture || !this.width) return;
    const { left, right, top, bottom } = this.picture.placed;
    this.fits = false;
    this.go(centred({ x: (left + right) / 2, y: (top + bottom) / 2 }, Math.min(1, this.least()), this.width, this.height));
  }

  private least(): number {
    const { left, right, top, bottom } = this.picture!.placed;
    return Math.min((this.width - ROOM) / Math.max(1, right - left), (this.height - ROOM) / Math.max(1, bottom - top));
  }

  flyTo(seat: number, always = false): void {
    const place = this.picture && middleOf(this.picture.placed, seat);
    if (place) this.fly(place, USUAL, always);
  }

  hit(x: number, y: number): number {
    const { camera } = this;
    return this.picture ? seatAt(this.picture.placed, { x: (x - camera.x) / camera.k, y: (y - camera.y) / camera.k }, 3 / camera.k) : NOBODY;
  }

  /** Its roots at the top, as large as all of it allows and as can be read. */
  protected override whole(): Camera | null {
    const placed = this.picture?.placed;
    if (!placed?.seats.length) return null;
    const { left, right, top } = placed;
    const k = Math.max(NEAR, Math.min(USUAL, (this.width - ROOM) / Math.max(1, right - left)));
    const middle = (right - left) * k <= this.width - ROOM ? (left + right) / 2 : placed.x[0]! + WIDE / 2;
    return { x: this.width / 2 - k * middle, y: ROOM / 2 - k * top, k };
  }

  protected override stale(): void {
    this.painted = null;
  }

  protected override rested(): void {
    this.painted = null;
    this.restedAt = this.camera.k;
    if (!this.picture || !this.width) return;
    this.farthest(this.least());
    if (this.wanted) {
      const wanted = this.wanted;
      this.wanted = null;
      this.go(centred(wanted, wanted.k, this.width, this.height));
      this.restedAt = wanted.k;
      return;
    }
    if (this.sought !== NOBODY) {
      const sought = this.sought;
      this.sought = NOBODY;
      const place = middleOf(this.picture.placed, sought);
      const { x, y } = place ? this.onScreen(place) : { x: 0, y: 0 };
      if (x < 0 || y < 0 || x > this.width || y > this.height) this.flyTo(sought);
    }
    if (!this.fits) this.toldSight({ x: (this.width / 2 - this.camera.x) / this.camera.k, y: (this.height / 2 - this.camera.y) / this.camera.k, k: this.camera.k });
  }

  protected override paint(): void {
    const { picture, camera, width, height, palette } = this;
    if (!picture) return;
    const zooms = this.zooms();
    const cards = this.cards(zooms);
    // While it moves the cards are a picture too: their words are drawn anew when it has come to rest.
    this.layer.classList.toggle("chart-moving", this.moving);
    this.layer.style.transform = `translate(${camera.x}px, ${camera.y}px) scale(${camera.k})`;
    if (cards.near !== this.told.near || !same(cards.seats, this.told.seats)) {
      this.told = cards;
      this.toldCards(cards);
    }
    const sight = { picture, camera, width, height, palette, cards: cards.near && !zooms, plain: zooms };
    if (cards.near || !this.moving || this.isLight()) {
      paintChart(this.context, sight, devicePixelRatio);
      return;
    }
    if (!this.covers()) this.paintBitmap();
    this.blit();
  }

  /** The seats in sight, a little beyond the edge too, if they are few and near enough; else the current one alone, for who hears the page. */
  private cards(zooms: boolean): Cards {
    const { placed, current } = this.picture!;
    const alone = { seats: (placed.at[current] ?? -1) >= 0 ? [current] : [], near: false };
    if (this.camera.k < NEAR) return alone;
    // While one zooms the cards that are there grow and shrink; others are painted, and become cards at rest.
    if (zooms) return this.told;
    const found = this.inSight(CARDS + 1);
    if (found.length > CARDS) return alone;
    if (alone.seats.length && !found.includes(current)) found.push(current);
    return { seats: found, near: true };
  }

  /** The seats in sight, so many at most. */
  private inSight(most: number): number[] {
    const { placed } = this.picture!;
    const { x, y, k } = this.camera;
    const found: number[] = [];
    for (const some of stripsIn(placed.strips.seats, placed.left, -x / k, (this.width - x) / k)) {
      for (const at of some) {
        const left = x + k * placed.x[at]!;
        const top = y + k * placed.y[at]!;
        if (left > this.width || top > this.height || left + WIDE * k < 0 || top + HIGH * k < 0) continue;
        found.push(placed.seats[at]!);
        if (found.length >= most) return found;
      }
    }
    return found;
  }

  private zooms(): boolean {
    return this.moving && Math.abs(this.camera.k / this.restedAt - 1) > 0.01;
  }

  private isLight(): boolean {
    const most = this.camera.k < FAR ? HEAVY : HEAVY_WORDS;
    return this.inSight(most + 1).length <= most;
  }

  private covers(): boolean {
    if (!this.painted) return false;
    const scale = this.camera.k / this.painted.k;
    if (scale > 2 || scale < 0.5) return false;
    const { left, top, right, bottom } = this.shadow();
    return left <= 0 && top <= 0 && right >= this.width && bottom >= this.height;
  }

  /** Where the bitmap lies on the screen now. */
  private shadow() {
    const scale = this.camera.k / this.painted!.k;
    const [left, top] = [this.camera.x - scale * this.painted!.x, this.camera.y - scale * this.painted!.y];
    return { left, top, right: left + scale * this.width * (1 + 2 * MARGIN), bottom: top + scale * this.height * (1 + 2 * MARGIN) };
  }

  private paintBitmap(): void {
    const [width, height] = [Math.round(this.width * (1 + 2 * MARGIN)), Math.round(this.height * (1 + 2 * MARGIN))];
    const [across, down] = [Math.round(width * devicePixelRatio), Math.round(height * devicePixelRatio)];
    if (this.bitmap.width !== across || this.bitmap.height !== down) [this.bitmap.width, this.bitmap.height] = [across, down];
    const camera = { x: this.camera.x + this.width * MARGIN, y: this.camera.y + this.height * MARGIN, k: this.camera.k };
    paintChart(this.bitmapContext, { picture: this.picture!, camera, width, height, palette: this.palette, cards: false, plain: this.zooms() }, devicePixelRatio);
    this.painted = camera;
  }

  private blit(): void {
    const { left, top, right, bottom } = this.shadow();
    const { context } = this;
    context.setTransform(devicePixelRatio, 0, 0, devicePixelRatio, 0, 0);
    context.clearRect(0, 0, this.width, this.height);
    // Between two paintings speed counts, not the shape of a dot.
    context.imageSmoothingEnabled = false;
    context.drawImage(this.bitmap, left, top, right - left, bottom - top);
  }
}

function same(one: readonly number[], other: readonly number[]): boolean {
  return one.length === other.length && one.every((seat, at) => seat === other[at]);
}
