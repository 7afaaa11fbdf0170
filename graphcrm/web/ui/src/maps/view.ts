import { select } from "d3-selection";
import { zoom, zoomIdentity, type D3ZoomEvent } from "d3-zoom";
import { centred, FARTHEST, fitted, NEAREST, type Camera } from "../scene/camera";
import { hitter, type Hit } from "../scene/hit";
import { labelled } from "../scene/labels";
import type { SceneNode } from "../scene/model";
import { paintCanvas } from "../scene/paint_canvas";
import { paletteOf } from "../scene/palette";
import { litBy, type Sight } from "../scene/picture";

type Told = Pick<Sight, "picture" | "tinting" | "selected" | "link">;

const STILL = 120; // milliseconds without a movement until all is drawn again
const FLIGHT = 260;
const NOBODY: ReadonlySet<SceneNode> = new Set();

/** The canvas with its camera: it paints at most once a frame, and only when something has changed. */
export class MapView {
  private readonly context: CanvasRenderingContext2D;
  private readonly resized: ResizeObserver;
  private readonly recoloured: MutationObserver;
  private readonly zoomed = zoom<HTMLCanvasElement, unknown>().scaleExtent([FARTHEST, NEAREST]);
  private camera: Camera = { x: 0, y: 0, k: 1 };
  private width = 0;
  private height = 0;
  private palette: Sight["palette"];
  private labels: SceneNode[] = [];
  private told: Told | null = null;
  private hits: ((camera: Camera, at: { x: number; y: number }) => Hit) | null = null;
  private moving = false;
  private framed = 0;
  private flown = 0;
  private still: ReturnType<typeof setTimeout> | undefined;
  private fits = true;

  constructor(private readonly canvas: HTMLCanvasElement) {
    this.context = canvas.getContext("2d")!;
    this.palette = paletteOf(canvas.parentElement!);
    this.zoomed.on("zoom", (event: D3ZoomEvent<HTMLCanvasElement, unknown>) => this.moved(event));
    select(canvas).call(this.zoomed);
    this.resized = new ResizeObserver(() => this.size());
    this.resized.observe(canvas);
    this.recoloured = new MutationObserver(() => {
      this.palette = paletteOf(canvas.parentElement!);
      this.ask();
    });
    this.recoloured.observe(document.documentElement, { attributes: true, attributeFilter: ["data-mantine-color-scheme"] });
    void document.fonts.ready.then(() => this.ask());
  }

  end(): void {
    this.resized.disconnect();
    this.recoloured.disconnect();
    cancelAnimationFrame(this.framed);
    cancelAnimationFrame(this.flown);
    clearTimeout(this.still);
    select(this.canvas).on(".zoom", null);
  }

  show(told: Told): void {
    if (told.picture !== this.told?.picture) this.hits = null;
    this.told = told;
    if (this.fits && this.width) this.fit();
    this.settle();
  }

  hit(x: number, y: number): Hit {
    if (!this.told) return null;
    this.hits ??= hitter(this.told.picture.part);
    return this.hits(this.camera, { x, y });
  }

  at(node: SceneNode): { x: number; y: number } {
    return { x: this.camera.x + this.camera.k * node.x, y: this.camera.y + this.camera.k * node.y };
  }

  fit(): void {
    if (!this.told || !this.width) return;
    this.go(fitted(this.told.picture.part.nodes, this.width, this.height));
    this.fits = true;
  }

  zoomBy(factor: number): void {
    select(this.canvas).call(this.zoomed.scaleBy, factor);
  }

  /** To somebody; who is well in sight already is not moved. */
  flyTo(node: SceneNode, always = false): void {
    const { x, y } = this.at(node);
    const inside = x > 60 && y > 40 && x < this.width - 60 && y < this.height - 60;
    if (inside && !always) return;
    const [from, to] = [this.camera, centred(node, Math.max(this.camera.k, 0.7), this.width, this.height)];
    if (matchMedia("(prefers-reduced-motion: reduce)").matches) return this.go(to);
    const began = performance.now();
    const step = (now: number) => {
      const part = Math.min(1, (now - began) / FLIGHT);
      const eased = part * (2 - part);
      this.go({ x: from.x + (to.x - from.x) * eased, y: from.y + (to.y - from.y) * eased, k: from.k + (to.k - from.k) * eased });
      if (part < 1) this.flown = requestAnimationFrame(step);
    };
    cancelAnimationFrame(this.flown);
    this.flown = requestAnimationFrame(step);
  }

  private go({ x, y, k }: Camera): void {
    select(this.canvas).call(this.zoomed.transform, zoomIdentity.translate(x, y).scale(k));
  }

  private moved({ transform, sourceEvent }: D3ZoomEvent<HTMLCanvasElement, unknown>): void {
    this.camera = { x: transform.x, y: transform.y, k: transform.k };
    if (sourceEvent) this.fits = false;
    this.moving = true;
    clearTimeout(this.still);
    this.still = setTimeout(() => this.settle(), STILL);
    this.ask();
  }

  private settle(): void {
    this.moving = false;
    if (this.told) {
      const lit = litBy(this.told) ?? NOBODY;
      this.labels = labelled(this.told.picture.part.nodes, lit.size <= 60 ? lit : NOBODY, this.camera, this.width, this.height);
    }
    this.ask();
  }

  private size(): void {
    const { clientWidth, clientHeight } = this.canvas;
    if (!clientWidth || !clientHeight) return;
    [this.width, this.height] = [clientWidth, clientHeight];
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    if (this.fits) this.fit();
    this.settle();
  }

  private ask(): void {
    if (this.framed) return;
    this.framed = requestAnimationFrame(() => {
      this.framed = 0;
      if (!this.told || !this.width) return;
      const { camera, width, height, palette, moving, labels } = this;
      paintCanvas(this.context, { ...this.told, camera, width, height, palette, moving, labels }, devicePixelRatio);
    });
  }
}
