import { useEffect, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { percent } from "../format";
import { towards, type SceneLink, type SceneNode } from "../scene/model";
import type { Sight } from "../scene/picture";
import { useLasso } from "./lasso";
import { MapView } from "./view";

const WAYS: Record<string, [number, number]> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

type Props = Pick<Sight, "picture" | "tinting" | "selected" | "link"> & {
  view: RefObject<MapView | null>;
  label: string;
  describedBy: string;
  /** By the pointer, which opens why, and by the arrows, which only go there. */
  choose: (node: SceneNode | null) => void;
  walk: (node: SceneNode) => void;
  chooseLink: (link: SceneLink) => void;
  /** Of people round whom a line was drawn; without it none is drawn. */
  gather?: (people: SceneNode[]) => void;
  open: () => void;
  leave: () => void;
};

/** The picture, for pointer and keyboard. */
export function MapCanvas({ picture, tinting, selected, link, view, label, describedBy, choose, walk, chooseLink, gather, open, leave }: Props) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [over, setOver] = useState<{ node: SceneNode; x: number; y: number } | null>(null);
  useEffect(() => {
    const made = new MapView(canvas.current!);
    view.current = made;
    return () => {
      made.end();
      view.current = null;
    };
  }, [view]);
  const lasso = useLasso((line) => gather?.(view.current?.within(line) ?? []));
  useEffect(() => view.current?.show({ picture, tinting, selected, link }), [view, picture, tinting, selected, link]);

  function pointed(event: PointerEvent<HTMLCanvasElement>) {
    lasso.move(event);
    if (event.buttons || event.pointerType === "touch") return setOver(null);
    const { left, top } = event.currentTarget.getBoundingClientRect();
    const hit = view.current?.hit(event.clientX - left, event.clientY - top);
    event.currentTarget.style.cursor = hit ? "pointer" : "grab";
    const node = hit && "node" in hit ? hit.node : null;
    if (node !== (over?.node ?? null)) setOver(node && { node, ...view.current!.onScreen(node) });
  }

  function pressed(event: KeyboardEvent) {
    const way = WAYS[event.key];
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (way) {
      const next = selected ? towards(selected, picture.part, ...way) : first(picture.part.nodes);
      if (next) walk(next);
    } else if (event.key === "Enter" || event.key === " ") open();
    else if (event.key === "+" || event.key === "=") view.current?.zoomBy(1.3);
    else if (event.key === "-") view.current?.zoomBy(1 / 1.3);
    else if (event.key === "0") view.current?.fit();
    else if (event.key === "Escape") leave();
    else return;
    event.preventDefault();
  }

  return (
    <>
      <canvas
        ref={canvas}
        className="map-canvas"
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-describedby={describedBy}
        onKeyDown={pressed}
        onPointerMove={pointed}
        onPointerLeave={() => setOver(null)}
        onPointerDown={(event) => {
          setOver(null);
          if (gather) lasso.begin(event);
        }}
        onPointerUp={lasso.end}
        onClick={(event) => {
          if (event.shiftKey) return;
          const { left, top } = event.currentTarget.getBoundingClientRect();
          const hit = view.current?.hit(event.clientX - left, event.clientY - top) ?? null;
          if (hit && "link" in hit) chooseLink(hit.link);
          else choose(hit?.node ?? null);
        }}
      />
      <svg className="map-lasso" aria-hidden="true">
        <path ref={lasso.path} />
      </svg>
      {over && <Tip {...over} />}
    </>
  );
}

function first(nodes: SceneNode[]): SceneNode | null {
  return nodes.reduce<SceneNode | null>((most, node) => (most && (most.influence ?? -1) >= (node.influence ?? -1) ? most : node), null);
}

function Tip({ node, x, y }: { node: SceneNode; x: number; y: number }) {
  const { t } = useTranslation();
  return (
    <div className="map-tip" style={{ left: x, top: y }} aria-hidden="true">
      <strong>
        <bdi>{node.label}</bdi>
      </strong>
      {node.title && <bdi>{node.title}</bdi>}
      <span className="quiet">{node.influence === null ? t("map.noInfluence") : t("map.influenceOf", { value: percent(node.influence) })}</span>
    </div>
  );
}
