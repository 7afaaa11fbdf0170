import { centred, fitted, toPlane, type Box, type Camera } from "../scene/camera";
import { hitter, isWithin, type Hit } from "../scene/hit";
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
  private watcher: ((seen: Box) => void) | null = null;
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

  /** Who stands within a line on the screen. */
  within(line: readonly Place[]): SceneNode[] {
    const corners = line.map((place) => toPlane(this.camera, place));
    return this.told?.picture.part.nodes.filter((node) => isWithin(corners, node)) ?? [];
  }

  flyTo(node: SceneNode, always = false): void {
    this.fly(node, READABLE, always);
  }

  centreOn(place: Place): void {
    this.fits = false;
    this.go(centred(place, this.camera.k, this.width, this.height));
  }

  /** Tells from now on which part of the plane is in sight, whenever that changes. */
  watch(watcher: ((seen: Box) => void) | null): void {
    this.watcher = watcher;
    this.ask();
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
    if (this.watcher) {
      const [first, last] = [toPlane(camera, { x: 0, y: 0 }), toPlane(camera, { x: width, y: height })];
      this.watcher({ left: first.x, top: first.y, right: last.x, bottom: last.y });
    }
    paintCanvas(this.context, { ...this.told, camera, width, height, palette, moving, labels }, devicePixelRatio);
  }
}
