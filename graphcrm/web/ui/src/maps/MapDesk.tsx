import { Button } from "@mantine/core";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { number, percent, today, day } from "../format";
import { counted, KINDS, partOf, STANCES, type Kind, type Scene, type SceneLink, type SceneNode, type Stance } from "../scene/model";
import { paletteOf, type Tinting } from "../scene/palette";
import { pictureOf } from "../scene/picture";
import type { Words } from "../scene/paint_svg";
import type { Seen } from "./address";
import { asPng, asSvg, saveAs } from "./exporting";
import type { Keep, Known, Told } from "./InfluenceMap";
import { MapCanvas } from "./MapCanvas";
import { MapControls } from "./MapControls";
import { KindToggles, Legend } from "./MapSigns";
import { MapTable } from "./MapTable";
import { useStances } from "./stances";
import type { MapView } from "./view";
import { LinkWhy, PersonWhy, WhyPanel } from "./WhyPanel";
import { KIND_WORDS, STANCE_WORDS } from "./words";

/** Ids, not records: what is chosen stays chosen when the map is read anew. */
type Chosen = { node: string | null; link: string | null; open: boolean; moveIn: boolean };

const NOTHING: Chosen = { node: null, link: null, open: false, moveIn: false };
const nameOf = (link: SceneLink) => `${link.kind} ${link.source.id} ${link.target.id} ${link.topic}`;

export function MapDesk({ around, told, scene, seen, keep }: { around: Known; told: Told; scene: Scene; seen: Seen; keep: Keep }) {
  const { t } = useTranslation();
  const keys = useId();
  const view = useRef<MapView | null>(null);
  const finder = useRef<HTMLInputElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Chosen>(NOTHING);
  const deals = around.deals;
  const stances = useStances((deals.find((deal) => deal.id === seen.deal) ?? deals[0])?.id ?? null);
  const part = useMemo(() => partOf(scene, seen), [scene, seen]);
  const picture = useMemo(() => pictureOf(part, seen.by === "group"), [part, seen.by]);
  const tinting = useMemo<Tinting>(() => ({ by: seen.by, stances }), [seen.by, stances]);
  const selected = chosen.node === null ? null : (part.nodes.find((node) => node.id === chosen.node) ?? null);
  const link = chosen.link === null ? null : (part.links.find((one) => nameOf(one) === chosen.link) ?? null);
  const focus = seen.focus === null ? undefined : scene.byId.get(seen.focus);
  const present = useMemo(() => new Set(part.nodes.map((node) => stances.get(node.id)).filter((stance) => stance !== undefined)), [part, stances]);

  function choose(node: SceneNode | null, open = chosen.open, moveIn = false) {
    setChosen(node ? { node: node.id, link: null, open, moveIn } : NOTHING);
    if (node) view.current?.flyTo(node);
  }
  const chooseLink = (one: SceneLink) => setChosen({ node: null, link: nameOf(one), open: true, moveIn: true });

  function closeWhy() {
    setChosen({ ...chosen, open: false, link: null });
    desk.current?.querySelector<HTMLElement>(".map-canvas")?.focus({ preventScroll: true });
  }

  function focusOn(id: string | null) {
    keep({ focus: id });
    requestAnimationFrame(() => view.current?.fit());
  }

  function leave() {
    if (chosen.node || chosen.link) setChosen(NOTHING);
    else if (seen.focus) focusOn(null);
  }

  function pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") keep({ table: !seen.table });
    else if (event.key === "f" && (selected || seen.focus)) focusOn(selected && selected.id !== seen.focus ? selected.id : null);
    else if (event.key === "/") finder.current?.focus();
    else return;
    // Elsewhere / opens the palette.
    event.stopPropagation();
    event.preventDefault();
  }

  async function save(kind: "png" | "svg") {
    const words: Words = {
      title: `${t("map.title")}: ${around.name ?? ""}`,
      about: [day(today()), summary, told.truncated && t("map.truncated"), ...(seen.by === "stance" ? [] : [t("map.groups", { count: scene.groups })])].filter(Boolean).join(" · "),
      kinds: Object.fromEntries(KINDS.map((one) => [one, t(KIND_WORDS[one])])) as Record<Kind, string>,
      stances: Object.fromEntries(STANCES.map((one) => [one, t(STANCE_WORDS[one])])) as Record<Stance, string>,
      noStance: t("map.noStance"),
      contradiction: t("map.contradicted"),
      size: t("map.size"),
    };
    const palette = paletteOf(desk.current!);
    const content = kind === "svg" ? asSvg(picture, palette, tinting, words) : await asPng(picture, palette, tinting, words);
    saveAs(content, `influence-map-${today()}.${kind}`);
  }

  const summary = `${t("map.people", { count: part.nodes.length })} · ${t("map.linksOf", { count: part.links.length })}`;
  const said = link ? `${link.source.label}, ${t(KIND_WORDS[link.kind])}, ${link.target.label}` : selected && spoken(selected);

  function spoken(node: SceneNode): string {
    const stance = stances.get(node.id);
    const influence = node.influence === null ? t("map.noInfluence") : t("map.influenceOf", { value: percent(node.influence) });
    return [node.label, node.title, stance && t(STANCE_WORDS[stance]), influence, node.group !== null && t("map.groupOf", { group: number(node.group + 1) }), t("map.linksOf", { count: node.links.length })].filter(Boolean).join(", ");
  }

  return (
    <div ref={desk} className="map-desk" onKeyDown={pressed}>
      <MapControls seen={seen} keep={keep} part={part} deals={deals} finder={finder} find={(node) => choose(node, true)} save={(kind) => void save(kind)} />
      <KindToggles counts={useMemo(() => counted(scene.links), [scene])} hidden={seen.hidden} flip={(kind) => keep({ hidden: new Set(KINDS.filter((one) => seen.hidden.has(one) !== (one === kind))) })} />
      <p className="quiet map-summary" role="status">
        {summary}
        {told.truncated && <strong className="warning"> · {t("map.truncated")}</strong>}
        {told.nodes!.length === 1 && ` · ${t("map.alone")}`}
        {focus && (
          <>
            {" · "}
            {t("map.focusOn")} <bdi>{focus.label}</bdi>{" "}
            <Button size="compact-xs" variant="default" onClick={() => focusOn(null)}>
              {t("map.unfocus")}
            </Button>
          </>
        )}
      </p>
      <div className={chosen.open && (selected || link) ? "map-room map-room-open" : "map-room"}>
        {seen.table ? (
          <MapTable part={part} stances={stances} choose={(node) => choose(node, true, true)} chooseLink={chooseLink} />
        ) : (
          <div className="map-frame">
            <MapCanvas view={view} picture={picture} tinting={tinting} selected={selected} link={link} label={`${t("map.title")}: ${summary}`} describedBy={keys} choose={(node) => choose(node, true)} walk={choose} chooseLink={chooseLink} open={() => selected && choose(selected, true, true)} leave={leave} />
            <div className="map-zoom">
              <button type="button" aria-label={t("map.nearer")} aria-keyshortcuts="+" onClick={() => view.current?.zoomBy(1.4)}>
                +
              </button>
              <button type="button" aria-label={t("map.farther")} aria-keyshortcuts="-" onClick={() => view.current?.zoomBy(1 / 1.4)}>
                −
              </button>
              <button type="button" aria-label={t("map.fit")} aria-keyshortcuts="0" onClick={() => view.current?.fit()}>
                ⤢
              </button>
            </div>
          </div>
        )}
        {chosen.open && selected && (
          <WhyPanel key={selected.id} title={<bdi>{selected.label}</bdi>} close={closeWhy} moveIn={chosen.moveIn}>
            <PersonWhy node={selected} part={part} stance={stances.get(selected.id) ?? null} focused={seen.focus === selected.id} focus={() => focusOn(seen.focus === selected.id ? null : selected.id)} chooseLink={chooseLink} />
          </WhyPanel>
        )}
        {link && (
          <WhyPanel key={chosen.link} title={t(KIND_WORDS[link.kind])} close={closeWhy} moveIn={chosen.moveIn}>
            <LinkWhy link={link} choose={(node) => choose(node, true, true)} />
          </WhyPanel>
        )}
      </div>
      <Legend by={seen.by} groups={scene.groups} stances={present} contradicted={part.links.some((one) => one.contradiction)} />
      <p className="quiet" id={keys}>
        {t("map.keys")}
      </p>
      <div className="visually-hidden" aria-live="polite" data-said>
        {said}
      </div>
    </div>
  );
}
