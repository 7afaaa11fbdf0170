import "../maps/map.css";
import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { spread, type LayoutAsked } from "../maps/layout";
import { MapCanvas } from "../maps/MapCanvas";
import type { MapView } from "../maps/view";
import { GROUPS, partOf, sceneOf, type Kind, type Place, type SceneNode } from "../scene/model";
import type { Tinting } from "../scene/palette";
import { pictureOf } from "../scene/picture";
import { Pending } from "../states/Pending";
import { Ref } from "../widgets/Ref";
import type { Node, Relation } from "./answers";

const MOST = 500; // nodes: beyond that a table says more than a picture
const STYLES: Record<string, Kind> = { KNOWS: "KNOWS", REPORTS_TO: "REPORTS_TO", RELATED_TO: "RELATED_TO", MAY_CONNECT: "DOTTED_TO" };
const BY_LABEL: Tinting = { by: "group", stances: new Map() };
const ALL = { hidden: new Set<Kind>(), least: 0, focus: null, since: null };
const GOLDEN = Math.PI * (3 - Math.sqrt(5));

/** The nodes and relations of an answer, each kind of node in a colour of its own. The table says the same in words. */
export default function ResultGraph({ nodes, relations }: { nodes: Node[]; relations: Relation[] }) {
  const { t } = useTranslation();
  const shown = useMemo(() => nodes.slice(0, MOST), [nodes]);
  const places = usePlaces(shown, relations);
  if (!places) return <Pending rows={6} what={t("analysis.placing")} />;
  return <Drawn shown={shown} all={nodes.length} relations={relations} places={places} />;
}

type Props = { shown: Node[]; all: number; relations: Relation[]; places: ReadonlyMap<string, Place> };

function Drawn({ shown, all, relations, places }: Props) {
  const { t } = useTranslation();
  const view = useRef<MapView | null>(null);
  const [chosen, setChosen] = useState<SceneNode | null>(null);
  const scene = useMemo(() => {
    const people = shown.map((one) => ({ id: one.node, label: one.title, title: one.label, organizationId: null, influence: null, group: one.label, distance: 0 }));
    const links = relations.map((one) => ({ source: one.from!, target: one.to!, kind: STYLES[one.relation] ?? "INFLUENCES", strength: strengthOf(one), weight: null, topic: one.relation, lastContactAt: null, contradiction: false }));
    return sceneOf({ nodes: people, links }, places, t("record.unnamed"));
  }, [shown, relations, places, t]);
  const picture = useMemo(() => pictureOf(partOf(scene, ALL), false), [scene]);
  const kinds = useMemo(() => [...new Map(scene.nodes.map((node) => [node.title, node.group])).entries()], [scene]);
  const label = t("analysis.picture", { nodes: scene.nodes.length, relations: scene.links.length });
  return (
    <>
      {all > shown.length && <p className="warning">{t("analysis.picturePart", { shown: shown.length, total: all })}</p>}
      <div className="map-frame">
        <MapCanvas view={view} picture={picture} tinting={BY_LABEL} selected={chosen} link={null} label={label} describedBy="result-graph" choose={setChosen} walk={setChosen} chooseLink={() => {}} open={() => {}} leave={() => setChosen(null)} />
      </div>
      <ul className="map-legend" aria-label={t("map.legend")}>
        {kinds.map(([kind, group]) => (
          <li key={kind}>
            <svg width="14" height="14" viewBox="-7 -7 14 14" aria-hidden="true">
              <circle r="6" fill={`var(${group === null ? "--map-person" : group < GROUPS ? `--map-group-${group}` : "--map-group-rest"})`} />
            </svg>
            {kind}
          </li>
        ))}
      </ul>
      <p id="result-graph" className="quiet">
        {t("analysis.pictureKeys")}
      </p>
      <div aria-live="polite" className="result-chosen">
        {chosen && (
          <>
            <Ref to={{ __typename: chosen.title, id: chosen.id, name: chosen.label }} /> <span className="quiet">{chosen.title}</span>
            <ul className="lines">
              {chosen.links.map((link) => (
                <li key={link.at}>
                  <span>
                    {link.source === chosen ? "→" : "←"} {link.topic} <bdi>{(link.source === chosen ? link.target : link.source).label}</bdi>
                  </span>
                </li>
              ))}
            </ul>
          </>
        )}
      </div>
    </>
  );
}

/** How strong a tie is, is how wide it is drawn; of other relations nothing is known. */
function strengthOf({ properties }: Relation): number | null {
  return typeof properties.strength === "number" ? properties.strength : null;
}

/** Where each node stands: worked out apart from the page, the same for the same answer. */
function usePlaces(nodes: Node[], relations: Relation[]): ReadonlyMap<string, Place> | null {
  const [places, setPlaces] = useState<ReadonlyMap<string, Place> | null>(null);
  useEffect(() => {
    const worker = new Worker(new URL("../worker/layout.ts", import.meta.url), { type: "module" });
    worker.onmessage = ({ data }: MessageEvent<[string, number, number][]>) => {
      setPlaces(new Map(spread(data, new Set()).map(([id, x, y]) => [id, { x, y }])));
    };
    const known = new Set(nodes.map((one) => one.node));
    const asked: LayoutAsked = {
      nodes: nodes.map(({ node }, at) => ({ id: node, fixed: false, x: 10 * Math.sqrt(at + 0.5) * Math.cos(at * GOLDEN), y: 10 * Math.sqrt(at + 0.5) * Math.sin(at * GOLDEN) })),
      links: relations.filter(({ from, to }) => known.has(from!) && known.has(to!)).map(({ from, to }) => ({ source: from!, target: to!, weight: 1 })),
    };
    worker.postMessage(asked);
    return () => worker.terminate();
  }, [nodes, relations]);
  return places;
}
