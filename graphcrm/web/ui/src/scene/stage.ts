import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { centred, FARTHEST, NEAREST, type Camera } from "./camera";
import type { Place } from "./model";
import { paletteOf, type Palette } from "./palette";

const STILL = 120; // milliseconds without a movement until all is drawn again
const FLIGHT = 260;

/** A canvas with its camera: it pans, zooms and flies, and paints at most once a frame, and only when something has changed. */
export abstract class Stage {
  protected readonly context: CanvasRenderingContext2D;
  protected camera: Camera = { x: 0, y: 0, k: 1 };
  protected width = 0;
  protected height = 0;
  protected palette: Palette;
  protected moving = false;
  /** Nobody has moved the camera yet: it follows what there is. */
  protected fits = true;
  private readonly resized: ResizeObserver;
  private readonly recoloured: MutationObserver;
  private readonly zoomed = zoom<HTMLElement, unknown>().scaleExtent([FARTHEST, NEAREST]);
  private framed = 0;
  private flown = 0;
  private still: ReturnType<typeof setTimeout> | undefined;

  /** `grip` is what a pointer takes hold of; what is `kept` in it is pressed instead. */
  constructor(
    protected readonly canvas: HTMLCanvasElement,
    private readonly grip: HTMLElement = canvas,
    kept = "",
  ) {
    this.context = canvas.getContext("2d")!;
    this.palette = paletteOf(canvas.parentElement!);
    this.zoomed.on("zoom", (event: D3ZoomEvent<HTMLElement, unknown>) => this.moved(event));
    // With the shift key one draws round what one means.
    this.zoomed.filter((event: MouseEvent) => event.type === "wheel" || (!event.ctrlKey && !event.shiftKey && !event.button && !(kept && (event.target as Element).closest(kept))));
    select(grip).call(this.zoomed);
    this.resized = new ResizeObserver(() => this.size());
    this.resized.observe(canvas);
    this.recoloured = new MutationObserver(() => {
      this.palette = paletteOf(canvas.parentElement!);
      this.stale();
      this.ask();
    });
    this.recoloured.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
    void document.fonts.ready.then(() => this.ask());
  }

  protected abstract paint(): void;
  /** Where the camera goes to show all; null while there is nothing to show. */
  protected abstract whole(): Camera | null;
  /** It has come to rest. */
  protected rested(): void {}
  /** What was painted before is of no use any more. */
  protected stale(): void {}

  end(): void {
    this.resized.disconnect();
    this.recoloured.disconnect();
    cancelAnimationFrame(this.framed);
    cancelAnimationFrame(this.flown);
    clearTimeout(this.still);
    select(this.grip).on(".zoom", null);
  }

  fit(): void {
    const camera = this.width ? this.whole() : null;
    if (!camera) return;
    this.go(camera);
    this.fits = true;
  }

  zoomBy(factor: number): void {
    this.fits = false;
    select(this.grip).call(this.zoomed.scaleBy, factor);
  }

  onScreen({ x, y }: Place): Place {
    return { x: this.camera.x + this.camera.k * x, y: this.camera.y + this.camera.k * y };
  }

  /** To a place, not from farther than `nearest`; what is well in sight already is not moved to. */
  protected fly(place: Place, nearest: number, always: boolean): void {
    const { x, y } = this.onScreen(place);
    const inside = x > 60 && y > 40 && x < this.width - 60 && y < this.height - 60;
    if ((inside && !always) || !this.width) return;
    this.fits = false;
    const [from, to] = [this.camera, centred(place, Math.max(this.camera.k, nearest), this.width, this.height)];
    cancelAnimationFrame(this.flown);
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.go(to);
    const began = performance.now();
    const step = (now: number) => {
      const part = Math.min(1, (now - began) / FLIGHT);
      const eased = part * (2 - part);
      this.go({ x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, k: from.k + (to.k - from.k) * eased });
      if (part < 1) this.flown = requestAnimationFrame(step);
    };
    this.flown = requestAnimationFrame(step);
  }

  protected go({ x, y, k }: Camera): void {
    select(this.grip).call(this.zoomed.transform, zoomIdentity.translate(x, y).scale(k));
  }

  protected farthest(least: number): void {
    this.zoomed.scaleExtent([Math.min(FARTHEST, least), NEAREST]);
  }

  protected settle(): void {
    this.moving = false;
    this.rested();
    this.ask();
  }

  protected ask(): void {
    if (this.framed) return;
    this.framed = requestAnimationFrame(() => {
      this.framed = 0;
      if (this.width) this.paint();
    });
  }

  private moved({ transform, sourceEvent }: D3ZoomEvent<HTMLElement, unknown>): void {
    this.camera = { x: transform.x, y: transform.y, k: transform.k };
    if (sourceEvent) this.fits = false;
    this.moving = true;
    clearTimeout(this.still);
    this.still = setTimeout(() => this.settle(), STILL);
    this.ask();
  }

  private size(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    [this.width, this.height] = [clientWidth, clientHeight];
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    this.stale();
    if (this.fits) this.fit();
    this.settle();
  }
}
