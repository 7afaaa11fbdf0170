import { quadtree } from "d3-quadtree";
import type { Camera } from "./camera";
import { toPlane } from "./camera";
import type { Part, Place, SceneLink, SceneNode } from "./model";

const NEAR = 5; // pixels beside somebody that still are theirs

export type Hit = { node: SceneNode } | { link: SceneLink } | null;

/** What lies under a point of the screen: people before links. */
export function hitter(part: Part): (camera: Camera, at: Place) => Hit {
  const tree = quadtree<SceneNode>(part.nodes, (node) => node.x, (node) => node.y);
  const largest = part.nodes.reduce((most, node) => Math.max(most, node.radius), 0);
  return (camera, at) => {
    const place = toPlane(camera, at);
    const node = tree.find(place.x, place.y, largest + NEAR / camera.k);
    if (node && Math.hypot(node.x - place.x, node.y - place.y) <= node.radius + NEAR / camera.k) return { node };
    const link = nearest(part.links, place, NEAR / camera.k);
    return link && { link };
  };
}

function nearest(links: SceneLink[], place: Place, within: number): SceneLink | null {
  let [found, least]: [SceneLink | null, number] = [null, within];
  for (const link of links) {
    const far = distance(place, link.from, link.to);
    if (far < least) [found, least] = [link, far];
  }
  return found;
}

export function distance(place: Place, a: Place, b: Place): number {
  const [x, y] = [b.x - a.x, b.y - a.y];
  const along = Math.max(0, Math.min(1, ((place.x - a.x) * x + (place.y - a.y) * y) / (x * x + y * y || 1)));
  return Math.hypot(place.x - a.x - along * x, place.y - a.y - along * y);
}

/** Whether a place lies within a closed line: a ray from it crosses the line an odd number of times. */
export function isWithin(corners: readonly Place[], { x, y }: Place): boolean {
  let within = false;
  corners.forEach((one, at) => {
    const two = corners[(at + 1) % corners.length]!;
    if (one.y > y !== two.y > y && x < one.x + ((y - one.y) / (two.y - one.y)) * (two.x - one.x)) within = !within;
  });
  return within;
}
