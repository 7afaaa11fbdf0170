import { fitted, type Camera } from "../scene/camera";
import { hitter, type Hit } from "../scene/hit";
import { labelled } from "../scene/labels";
import type { Place, SceneNode } from "../scene/model";
import { paintCanvas } from "../scene/paint_canvas";
import { litBy, type Sight } from "../scene/picture";
import { Stage } from "../scene/stage";

type Told = Pick<Sight, "picture" | "tinting" | "selected" | "link">;

const READABLE = 0.7; // of the scale
const NOBODY: ReadonlySet<SceneNode> = new Set();

/** The map on its canvas. */
export class MapView extends Stage {
  private labels: SceneNode[] = [];
  private told: Told | null = null;
  private hits: ((camera: Camera, at: Place) => Hit) | null = null;

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

  flyTo(node: SceneNode, always = false): void {
    this.fly(node, READABLE, always);
  }

  protected whole(): Camera | null {
    return this.told && fitted(this.told.picture.part.nodes, this.width, this.height);
  }

  protected rested(): void {
    if (!this.told) return;
    const lit = litBy(this.told) ?? NOBODY;
    this.labels = labelled(this.told.picture.part.nodes, lit.size <= 60 ? lit : NOBODY, this.camera, this.width, this.height);
  }

  protected paint(): void {
    if (!this.told) return;
    const { camera, width, height, palette, moving, labels } = this;
    paintCanvas(this.context, { ...this.told, camera, width, height, palette, moving, labels }, devicePixelRatio);
  }
}
