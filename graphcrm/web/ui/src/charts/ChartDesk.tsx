import { Button, Checkbox, Group, Modal } from "@mantine/core";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { day as dayWords, number } from "../format";
import { Empty } from "../states/Empty";
import { ALL, LEVELS, type Keep, type Seen } from "./address";
import { compared as comparedOf } from "./changes";
import { ChartFind } from "./ChartFind";
import { ChartStage } from "./ChartStage";
import { ChartTable } from "./ChartTable";
import { chartOn, daysOfChange, dottedOn, lineTo, NOBODY } from "./day";
import { DayBar } from "./DayBar";
import { keyed } from "./keys";
import { focused, opened, placed as placedOf } from "./layout";
import type { Picture } from "./paint";
import { ChangeCounts, Crumbs, KeyList } from "./Signs";
import { dayOf, textOf, type Skeleton } from "./skeleton";
import type { ChartView } from "./view";
import { useWords } from "./words";

/** The chart of a day, or of two: what is open, where one is, and how one gets elsewhere. */
export function ChartDesk({ skeleton, seen, keep }: { skeleton: Skeleton; seen: Seen; keep: Keep }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [keys, help] = [useId(), useState(false)];
  const view = useRef<ChartView | null>(null);
  const grip = useRef<HTMLDivElement>(null);
  const desk = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLInputElement>(null);
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

  function find(seat: number) {
    walk(seat, true);
    (grip.current ?? desk.current?.querySelector<HTMLElement>(".chart-table"))?.focus({ preventScroll: true });
  }

  function focusOn(seat: number) {
    keep({ focus: seat === NOBODY ? null : skeleton.ids[seat]!, ...(seat === NOBODY ? {} : { at: skeleton.ids[seat]! }) }, true);
    requestAnimationFrame(() => requestAnimationFrame(() => view.current?.flyTo(seat === NOBODY ? current : seat, true)));
  }

  function next(seats: number[]) {
    find(seats[(seats.indexOf(current) + 1) % seats.length]!);
  }

  function visit() {
    const holder = current === NOBODY ? undefined : words.holders(current)[0];
    if (holder) go(`/people/${holder.id}`);
  }

  function leave() {
    if (focus !== NOBODY) focusOn(NOBODY);
  }

  const walking = (event: KeyboardEvent) =>
    void keyed(event, { tree, placed, current, isOpen, walk, toggle, visit, zoom: (factor) => view.current?.zoomBy(factor), all: () => view.current?.showAll(), leave });

  function pressed(event: KeyboardEvent) {
    if (event.target instanceof HTMLInputElement || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "t") keep({ table: !seen.table }, true);
    else if (event.key === "f" && current !== NOBODY) focusOn(focus === current ? NOBODY : current);
    else if (event.key === "/") field.current?.focus();
    else if (event.key === "?") help[1](true);
    else return;
    // Elsewhere / opens the palette.
    event.stopPropagation();
    event.preventDefault();
  }

  const summary = [t("chart.seats", { count: chart.seats }), skeleton.holders ? t("chart.vacant", { count: chart.vacancies }) : t("chart.notTold")].join(" · ");
  const label = `${t("chart.title")}, ${dayWords(seen.on)}: ${summary}`;
  const shared = { skeleton, day, tree, words, isOpen, toggle, keyed: walking };
  const choose = (seat: number) => keep({ at: skeleton.ids[seat]! });
  const early = changes.length > 0 && day < changes[0]!;
  return (
    <div ref={desk} className="chart-desk" onKeyDown={pressed}>
      <Group align="end" gap="md" className="chart-controls">
        <ChartFind skeleton={skeleton} chart={chart} words={words} field={field} find={find} />
        <Checkbox label={t("chart.below")} checked={seen.below} onChange={(event) => keep({ below: event.currentTarget.checked, sight: null }, true)} mb={8} />
        <Checkbox label={t("chart.dottedLines")} checked={seen.dotted} onChange={(event) => keep({ dotted: event.currentTarget.checked })} mb={8} />
        <Button variant="default" onClick={() => reset(() => keep({ levels: ALL, sight: null }, true))}>
          {t("chart.openAll")}
        </Button>
        <Button variant="default" onClick={() => reset(() => keep({ levels: LEVELS, sight: null }, true))}>
          {t("chart.closeAll")}
        </Button>
        <Button variant="default" onClick={() => keep({ table: !seen.table }, true)} aria-keyshortcuts="t">
          {seen.table ? t("chart.asTree") : t("chart.asTable")}
        </Button>
        <Button variant="default" onClick={() => help[1](true)} aria-keyshortcuts="?">
          {t("chart.help")}
        </Button>
      </Group>
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
      {placed.seats.length === 0 ? (
        <Empty text={t("chart.none")} />
      ) : seen.table ? (
        <ChartTable {...shared} placed={placed} current={current} changes={compared?.of ?? null} label={label} choose={choose} />
      ) : (
        <ChartStage {...shared} picture={picture} view={view} grip={grip} held={current} sight={seen.sight} label={label} describedBy={keys} choose={choose} toldSight={(sight) => keep({ sight })} />
      )}
      <p className="quiet" id={keys}>
        {t("chart.keys")}
      </p>
      <div className="visually-hidden" aria-live="polite" data-said>
        {current === NOBODY ? "" : words.said(current)}
      </div>
      <Modal opened={help[0]} onClose={() => help[1](false)} title={t("chart.help")}>
        <KeyList />
      </Modal>
    </div>
  );
}

/** Which seats are open: the upper levels, the way to where one is, and what one has opened or closed oneself. */
function useOpen(tree: { level: Uint16Array; above: Int32Array }, levels: number, at: number) {
  const [chosen, setChosen] = useState<ReadonlyMap<number, boolean>>(() => {
    const found = new Map<number, boolean>();
    // Ends: the line upward has no circle.
    for (let seat = at === NOBODY ? NOBODY : tree.above[at]!; seat !== NOBODY; seat = tree.above[seat]!) found.set(seat, true);
    return found;
  });
  const isOpen = useMemo(() => (seat: number) => chosen.get(seat) ?? (levels === ALL || tree.level[seat]! < levels), [chosen, levels, tree]);
  return {
    isOpen,
    toggle: (seat: number) => setChosen(new Map(chosen).set(seat, !isOpen(seat))),
    reveal: (line: number[]) => {
      const closed = line.filter((seat) => !isOpen(seat));
      if (closed.length) setChosen(new Map([...chosen, ...closed.map((seat) => [seat, true] as const)]));
    },
    reset: (then: () => void) => {
      setChosen(new Map());
      then();
    },
  };
}
