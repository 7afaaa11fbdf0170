import { Modal } from "@mantine/core";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { may } from "../api/session";
import { day as dayWords, number, today } from "../format";
import { saveDrawing, type Form } from "../maps/exporting";
import { paletteOf } from "../scene/palette";
import { Empty } from "../states/Empty";
import { UndoButton } from "../undo/UndoButton";
import type { Keep, Seen } from "./address";
import { useAims } from "./aims";
import { compared as comparedOf } from "./changes";
import { ChartControls } from "./ChartControls";
import { ChartStage } from "./ChartStage";
import { ChartTable } from "./ChartTable";
import { chartOn, daysOfChange, dottedOn, lineTo, NOBODY } from "./day";
import { DayBar } from "./DayBar";
import { keyed } from "./keys";
import { focused, opened, placed as placedOf } from "./layout";
import { LineActs } from "./LineActs";
import { useOpen } from "./open";
import type { Picture } from "./paint";
import { paintSvg } from "./paint_svg";
import { drawingWords } from "./saving";
import { ChangeCounts, Crumbs, KeyList } from "./Signs";
import { dayOf, textOf, type Skeleton } from "./skeleton";
import type { ChartView } from "./view";
import { useWords } from "./words";

/** The chart of a day, or of two: what is open, where one is, and how one gets elsewhere. */
export function ChartDesk({ skeleton, seen, keep, again }: { skeleton: Skeleton; seen: Seen; keep: Keep; again: () => void }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [keys, help] = [useId(), useState(false)];
  const view = useRef<ChartView | null>(null);
  const grip = useRef<HTMLDivElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
  const aims = useAims();
  const place = `chart ${skeleton.units[0]!.id}`;
  const day = dayOf(seen.on);
  const changes = useMemo(() => daysOfChange(skeleton), [skeleton]);
  const chart = useMemo(() => chartOn(skeleton, day), [skeleton, day]);
  const before = useMemo(() => (seen.versus === null ? null : chartOn(skeleton, dayOf(seen.versus))), [skeleton, seen.versus]);
  const compared = useMemo(() => before && comparedOf(skeleton, before, chart), [skeleton, before, chart]);
  const tree = compared?.tree ?? chart.tree;
  const words = useWords(skeleton, chart, before, tree, compared);
  const known = (id: string | null) => (id !== null && tree.there[skeleton.byId.get(id) ?? -1] ? skeleton.byId.get(id)! : NOBODY);
  const focus = known(seen.focus);
  const { isOpen, toggle, reveal, reset } = useOpen(tree, seen.levels, known(seen.at));
  const placed = useMemo(() => {
    if (focus === NOBODY) return placedOf(tree, tree.roots, opened(tree, isOpen));
    return placedOf(tree, lineTo(tree, focus).slice(0, 1), focused(tree, isOpen, focus));
  }, [tree, focus, isOpen]);
  const current = nearestShown(known(seen.at));
  const dotted = useMemo(() => (seen.dotted ? pairs() : new Int32Array()), [skeleton, tree, placed, day, seen.dotted]); // oxlint-disable-line react-hooks/exhaustive-deps
  const picture = useMemo<Picture>(() => ({ placed, current, vacant: chart.vacant, changes: compared?.of ?? null, dotted, words: (seat) => [words.title(seat), words.held(seat)] }), [placed, current, chart, compared, dotted, words]);

  /** The seat itself, else the next above it that is shown, else the first of all. */
  function nearestShown(seat: number): number {
    // Ends: the line upward has no circle.
    for (let at = seat; at !== NOBODY; at = tree.above[at]!) if (placed.at[at]! >= 0) return at;
    return placed.seats[0] ?? NOBODY;
  }

  function pairs(): Int32Array {
    const found: number[] = [];
    for (const seat of placed.seats) for (const to of dottedOn(skeleton, tree, seat, day)) if (placed.at[to]! >= 0) found.push(seat, to);
    return Int32Array.from(found);
  }

  function walk(seat: number | undefined, always = false) {
    if (seat === undefined || seat === NOBODY) return;
    const id = skeleton.ids[seat]!;
    const outside = focus !== NOBODY && placed.at[seat]! < 0;
    reveal(lineTo(tree, seat).slice(0, -1));
    keep({ at: id, ...(outside ? { focus: null } : {}) });
    // What was opened just now has its place in the next picture.
    requestAnimationFrame(() => requestAnimationFrame(() => view.current?.flyTo(seat, always)));
  }

  function toChart() {
    (grip.current ?? desk.current?.querySelector<HTMLElement>(".chart-table"))?.focus({ preventScroll: true });
  }

  function reread() {
    again();
    toChart();
  }

  function find(seat: number) {
    walk(seat, true);
    toChart();
  }

  function focusOn(seat: number) {
    keep({ focus: seat === NOBODY ? null : skeleton.ids[seat]!, ...(seat === NOBODY ? {} : { at: skeleton.ids[seat]! }) }, true);
    requestAnimationFrame(() => requestAnimationFrame(() => view.current?.flyTo(seat === NOBODY ? current : seat, true)));
  }

  function next(seats: number[]) {
    find(seats[(seats.indexOf(current) + 1) % seats.length]!);
  }

  function visit() {
    if (aims.reach(current)) return;
    const holder = current === NOBODY ? undefined : words.holders(current)[0];
    if (holder) go(`/people/${holder.id}`);
  }

  function leave() {
    if (aims.aim) aims.stop();
    else if (focus !== NOBODY) focusOn(NOBODY);
  }

  function save(form: Form) {
    const compare = seen.versus && t("chart.compared", { from: dayWords(seen.versus), to: dayWords(seen.on) });
    const told = drawingWords(t, skeleton, [dayWords(seen.on), summary, compare]);
    void saveDrawing(paintSvg(picture, paletteOf(desk.current!), told), form, `org-chart-${today()}`);
  }

  const walking = (event: KeyboardEvent) =>
    void keyed(event, { tree, placed, current, isOpen, walk, toggle, visit, zoom: (factor) => view.current?.zoomBy(factor), all: () => view.current?.showAll(), leave });

  function pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") keep({ table: !seen.table }, true);
    else if (event.key === "f" && current !== NOBODY) focusOn(focus === current ? NOBODY : current);
    else if (event.key === "/") field.current?.focus();
    else if (event.key === "?") help[1](true);
    else if ((event.key === "m" || event.key === "d") && draws) aims.begin(event.key === "m" ? "SOLID" : "DOTTED", current);
    else return;
    // Elsewhere / opens the palette.
    event.stopPropagation();
    event.preventDefault();
  }

  const summary = [t("chart.seats", { count: chart.seats }), skeleton.holders ? t("chart.vacant", { count: chart.vacancies }) : t("chart.notTold")].join(" · ");
  const label = `${t("chart.title")}, ${dayWords(seen.on)}: ${summary}`;
  const shared = { skeleton, day, tree, words, isOpen, toggle, keyed: walking };
  const stay = (seat: number) => keep({ at: skeleton.ids[seat]! });
  const choose = (seat: number) => void (aims.reach(seat) || stay(seat));
  // Who sees the chart of today alone sees too little of a line to end it on a day.
  const draws = may("write") && skeleton.dated && current !== NOBODY;
  const early = changes.length > 0 && day < changes[0]!;
  return (
    <div ref={desk} className="chart-desk" onKeyDown={pressed}>
      <ChartControls skeleton={skeleton} chart={chart} words={words} field={field} find={find} seen={seen} keep={keep} reset={reset} help={() => help[1](true)} save={save} />
      {skeleton.dated ? <DayBar seen={seen} keep={keep} changes={changes} /> : <p className="quiet">{t("chart.undated")}</p>}
      <p className="quiet" role="status">
        {summary}
        {skeleton.truncated && <strong className="warning"> · {t("chart.truncated", { shown: number(skeleton.ids.length), total: number(skeleton.total), left: number(skeleton.leftOut) })}</strong>}
        {chart.vacancies > 0 && (
          <button type="button" className="plain" onClick={() => next([...chart.vacant.keys()].filter((seat) => chart.vacant[seat]))}>
            {t("chart.nextVacant")}
          </button>
        )}
      </p>
      {early && (
        <p className="warning">
          {t("chart.early", { first: dayWords(textOf(changes[0]!)) })}
          <button type="button" className="plain" onClick={() => keep({ on: textOf(changes[0]!) })}>
            {t("chart.toFirst")}
          </button>
        </p>
      )}
      {compared && <ChangeCounts from={seen.versus!} to={seen.on} compared={compared} next={next} />}
      {focus !== NOBODY && <Crumbs line={lineTo(tree, focus)} title={words.title} go={focusOn} leave={() => focusOn(NOBODY)} />}
      <UndoButton place={place} done={reread} />
      {draws && <LineActs place={place} skeleton={skeleton} chart={chart} tree={tree} words={words} seat={current} on={seen.on} aims={aims} done={again} back={toChart} />}
      {placed.seats.length === 0 ? (
        <Empty text={t("chart.none")} />
      ) : seen.table ? (
        <ChartTable {...shared} placed={placed} current={current} changes={compared?.of ?? null} label={label} choose={choose} stay={stay} />
      ) : (
        <ChartStage {...shared} picture={picture} view={view} grip={grip} held={current} sight={seen.sight} label={label} describedBy={keys} choose={choose} stay={stay} aiming={aims.aim !== null} toldSight={(sight) => keep({ sight })} />
      )}
      <p className="quiet" id={keys}>
        {t("chart.keys")} {draws && t("chart.keysWrite")}
      </p>
      <div className="visually-hidden" aria-live="polite" data-said>
        {current === NOBODY ? "" : words.said(current)}
      </div>
      <Modal opened={help[0]} onClose={() => help[1](false)} title={t("chart.help")}>
        <KeyList draws={draws} />
      </Modal>
    </div>
  );
}
