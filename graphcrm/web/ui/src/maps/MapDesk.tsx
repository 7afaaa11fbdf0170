import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { day, number, percent, today } from "../format";
import { counted, KINDS, partOf, type Scene, type SceneLink, type SceneNode } from "../scene/model";
import { paintSvg } from "../scene/paint_svg";
import { paletteOf, type Tinting } from "../scene/palette";
import { pictureOf, withGhost } from "../scene/picture";
import { bestWay } from "../scene/way";
import { UndoButton } from "../undo/UndoButton";
import { sinceOf, type Seen } from "./address";
import { useAims } from "./aims";
import type { Drawn } from "./drawing";
import { saveDrawing, type Form } from "./exporting";
import type { Keep, Known, Told } from "./InfluenceMap";
import { MapControls } from "./MapControls";
import { MapFrame } from "./MapFrame";
import { KindToggles, Legend } from "./MapSigns";
import { MapStatus, WayBar } from "./MapStatus";
import { MapTable } from "./MapTable";
import { MapWhy } from "./MapWhy";
import { PickPerson } from "./PickPerson";
import { wordsOf } from "./saving";
import { useStances } from "./stances";
import type { MapView } from "./view";
import { KIND_WORDS, STANCE_WORDS } from "./words";

/** Ids, not records: what is chosen stays chosen when the map is read anew. */
type Chosen = { node: string | null; link: string | null; open: boolean; moveIn: boolean };

const NOTHING: Chosen = { node: null, link: null, open: false, moveIn: false };
const nameOf = (link: SceneLink) => `${link.kind} ${link.source.id} ${link.target.id} ${link.topic}`;

type Props = { around: Known; told: Told; scene: Scene; seen: Seen; keep: Keep; again: () => void };

export function MapDesk({ around, told, scene, seen, keep, again }: Props) {
  const { t } = useTranslation();
  const keys = useId();
  const view = useRef<MapView | null>(null);
  const finder = useRef<HTMLInputElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const [chosen, setChosen] = useState<Chosen>(NOTHING);
  const aims = useAims(scene, (way) => {
    setChosen(NOTHING);
    keep({ way });
  });
  const { aim, drawing } = aims;
  const place = `map ${around.id}`;
  const deals = around.deals;
  const stances = useStances((deals.find((deal) => deal.id === seen.deal) ?? deals[0])?.id ?? null);
  const part = useMemo(() => partOf(scene, { ...seen, since: seen.contact === null ? null : new Date(`${sinceOf(seen.contact)}T00:00`).getTime() }), [scene, seen]);
  const ends = useMemo(() => seen.way?.flatMap((id) => scene.byId.get(id) ?? []) ?? [], [scene, seen.way]);
  const way = useMemo(() => (ends.length === 2 ? bestWay(part, ends[0]!, ends[1]!) : null), [part, ends]);
  const [grouped, setGrouped] = useState<ReadonlySet<string>>(new Set());
  const group = useMemo(() => part.nodes.filter(({ id }) => grouped.has(id)), [part, grouped]);
  const gather = (people: SceneNode[]) => setGrouped(new Set(people.map(({ id }) => id)));
  const picture = useMemo(() => pictureOf(part, seen.by === "group", way, new Set(group)), [part, seen.by, way, group]);
  const shown = useMemo(() => (drawing ? withGhost(picture, drawing.from, drawing.to, drawing.weight) : picture), [picture, drawing?.from, drawing?.to, drawing?.weight]); // oxlint-disable-line react-hooks/exhaustive-deps
  const tinting = useMemo<Tinting>(() => ({ by: seen.by, stances }), [seen.by, stances]);
  const selected = chosen.node === null ? null : (part.nodes.find((node) => node.id === chosen.node) ?? null);
  const link = chosen.link === null ? null : (part.links.find((one) => nameOf(one) === chosen.link) ?? null);
  const present = useMemo(() => new Set(part.nodes.map((node) => stances.get(node.id)).filter((stance) => stance !== undefined)), [part, stances]);

  function choose(node: SceneNode | null, open = chosen.open, moveIn = false) {
    if (node && aims.reach(node)) return;
    walk(node, open, moveIn);
  }

  function walk(node: SceneNode | null, open = chosen.open, moveIn = false) {
    setChosen(node ? { node: node.id, link: null, open, moveIn } : NOTHING);
    if (node) view.current?.flyTo(node);
  }

  /** Those round whom a line was drawn, beside those chosen before. */
  function surround(people: SceneNode[]) {
    setChosen(NOTHING);
    gather([...new Set([...group, ...people])]);
  }

  function chooseLink(one: SceneLink) {
    if (!aim) setChosen({ node: null, link: nameOf(one), open: true, moveIn: true });
  }

  function begin(act: "draw" | "way", node: SceneNode) {
    setChosen({ node: node.id, link: null, open: false, moveIn: false });
    aims.begin(act, node);
  }

  function toPicture() {
    desk.current?.querySelector<HTMLElement>(".map-canvas, .map-table button")?.focus({ preventScroll: true });
  }

  function stop() {
    aims.end();
    toPicture();
  }

  function closeWhy() {
    if (drawing) return stop();
    setChosen({ ...chosen, open: false, link: null });
    toPicture();
  }

  /** Shows the line that was drawn, whatever is left out else. */
  function drawn({ from, to, topic, said }: Drawn) {
    aims.end();
    const hidden = new Set([...seen.hidden].filter((kind) => kind !== "INFLUENCES"));
    keep({ hidden, least: said.weight === null ? seen.least : Math.min(seen.least, said.weight) });
    setChosen({ node: null, link: `INFLUENCES ${from.id} ${to.id} ${topic}`, open: true, moveIn: true });
    again();
  }

  function reread() {
    again();
    toPicture();
  }

  function focusOn(id: string | null) {
    keep({ focus: id });
    requestAnimationFrame(() => view.current?.fit());
  }

  function leave() {
    if (aim || drawing) stop();
    else if (chosen.node || chosen.link) setChosen(NOTHING);
    else if (group.length) gather([]);
    else if (seen.way) keep({ way: null });
    else if (seen.focus) focusOn(null);
  }

  function pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") keep({ table: !seen.table });
    else if (event.key === "f" && (selected || seen.focus)) focusOn(selected && selected.id !== seen.focus ? selected.id : null);
    else if (event.key === "i" && selected && may("write")) begin("draw", selected);
    else if (event.key === "w" && selected) begin("way", selected);
    else if (event.key === "s" && selected) gather(group.includes(selected) ? group.filter((one) => one !== selected) : [...group, selected]);
    else if (event.key === "/") finder.current?.focus();
    else return;
    // Elsewhere / opens the palette.
    event.stopPropagation();
    event.preventDefault();
  }

  function save(form: Form) {
    const words = wordsOf(t, around.name, [summary, Boolean(told.truncated) && t("map.truncated"), seen.contact !== null && t("map.onlySince", { on: day(sinceOf(seen.contact)) }), seen.by !== "stance" && t("map.groups", { count: scene.groups })]);
    void saveDrawing(paintSvg(picture, paletteOf(desk.current!), tinting, words), form, `influence-map-${today()}`);
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
      <MapControls seen={seen} keep={keep} part={part} deals={deals} finder={finder} find={(node) => walk(node, true)} save={save} />
      <KindToggles counts={useMemo(() => counted(scene.links), [scene])} hidden={seen.hidden} flip={(kind) => keep({ hidden: new Set(KINDS.filter((one) => seen.hidden.has(one) !== (one === kind))) })} />
      <MapStatus summary={summary} truncated={told.truncated ?? false} alone={told.nodes!.length === 1} contact={seen.contact} focus={seen.focus === null ? undefined : scene.byId.get(seen.focus)} unfocus={() => focusOn(null)} />
      <UndoButton place={place} done={reread} />
      {ends.length === 2 && <WayBar ends={[ends[0]!, ends[1]!]} way={way} leave={() => keep({ way: null })} />}
      {aim && <PickPerson aim={aim} people={part.nodes} pick={aims.reach} cancel={stop} />}
      <div className={drawing || (chosen.open && (selected || link)) || group.length ? "map-room map-room-open" : "map-room"}>
        {seen.table ? (
          <MapTable part={part} way={way} stances={stances} choose={(node) => choose(node, true, true)} chooseLink={chooseLink} />
        ) : (
          <MapFrame view={view} picture={shown} tinting={tinting} selected={selected} link={link} label={`${t("map.title")}: ${summary}`} describedBy={keys} choose={(node) => choose(node, true)} walk={walk} chooseLink={chooseLink} gather={surround} open={() => selected && choose(selected, true, true)} leave={leave} />
        )}
        <MapWhy place={place} part={part} selected={chosen.open ? selected : null} link={link} drawing={drawing} group={group} gather={gather} stances={stances} focused={seen.focus === selected?.id} moveIn={chosen.moveIn} focus={() => focusOn(seen.focus === selected?.id ? null : selected!.id)} begin={begin} turn={aims.turn} weigh={aims.weigh} drawn={drawn} changed={again} choose={(node) => walk(node, true, true)} chooseLink={chooseLink} close={closeWhy} />
      </div>
      <Legend by={seen.by} groups={scene.groups} stances={present} contradicted={part.links.some((one) => one.contradiction)} />
      <p className="quiet" id={keys}>
        {t("map.keys")} {may("write") && t("map.keysWrite")}
      </p>
      <div className="visually-hidden" aria-live="polite" data-said>
        {said}
      </div>
    </div>
  );
}
