import { Button, Group, TextInput } from "@mantine/core";
import { useEffect, useMemo, useRef, useState, type CSSProperties, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { number } from "../format";
import { Icon } from "../icons";
import { Ref } from "../widgets/Ref";
import { holdersOf, visible, type Seat, type SeatTree } from "./tree";

const FIRST_LEVELS = 2;

function firstOpen(tree: SeatTree): Set<string> {
  return new Set(tree.all.filter((seat) => seat.level < FIRST_LEVELS && seat.below.length).map((seat) => seat.id));
}

/** The chart as a tree of which one opens what one wants to see. */
export function Tree({ tree, at: home }: { tree: SeatTree; at: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [open, setOpen] = useState<ReadonlySet<string>>(() => firstOpen(tree));
  const [at, setAt] = useState(tree.roots[0]?.id ?? "");
  const [text, setText] = useState("");
  const rows = useMemo(() => visible(tree, open), [tree, open]);
  const list = useRef<HTMLUListElement>(null);
  const moved = useRef(false);

  useEffect(() => {
    if (moved.current) list.current?.querySelector<HTMLElement>(`[data-seat="${CSS.escape(at)}"]`)?.focus();
    moved.current = false;
  }, [at, rows]);

  function move(seat: Seat | undefined) {
    if (!seat) return;
    moved.current = true;
    setAt(seat.id);
  }

  function set(seat: Seat, opened: boolean) {
    const next = new Set(open);
    if (opened) next.add(seat.id);
    else next.delete(seat.id);
    setOpen(next);
  }

  function reveal(seat: Seat) {
    const next = new Set(open);
    // Ends: the line upward has no circle.
    for (let above = seat.above; above; above = above.above) next.add(above.id);
    setOpen(next);
    move(seat);
  }

  function find() {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return;
    const from = tree.all.findIndex((seat) => seat.id === at);
    const order = [...tree.all.slice(from + 1), ...tree.all.slice(0, from + 1)];
    const found = order.find((seat) => `${holdersOf(seat)} ${seat.row.role?.title ?? ""}`.toLowerCase().includes(wanted));
    if (found) reveal(found);
  }

  function keyed(event: KeyboardEvent, seat: Seat) {
    const here = rows.indexOf(seat);
    const siblings = seat.above ? seat.above.below : tree.roots;
    const acts: Record<string, () => void> = {
      ArrowDown: () => move(rows[here + 1]),
      ArrowUp: () => move(rows[here - 1]),
      ArrowRight: () => (seat.below.length && !open.has(seat.id) ? set(seat, true) : move(seat.below[0])),
      ArrowLeft: () => (open.has(seat.id) ? set(seat, false) : move(seat.above ?? undefined)),
      Home: () => move(rows[0]),
      End: () => move(rows.at(-1)),
      "[": () => move(siblings[siblings.indexOf(seat) - 1]),
      "]": () => move(siblings[siblings.indexOf(seat) + 1]),
      Enter: () => {
        const person = seat.row.holders[0]?.person;
        if (person) go(`/people/${person.id}`);
      },
    };
    const chosen = acts[event.key];
    if (!chosen || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    chosen();
  }

  return (
    <>
      <Group gap="xs" mb="sm">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            find();
          }}
        >
          <TextInput type="search" aria-label={t("chart.find")} placeholder={t("chart.find")} value={text} onChange={(event) => setText(event.currentTarget.value)} leftSection={<Icon name="search" />} />
        </form>
        <Button variant="default" onClick={() => setOpen(new Set(tree.all.map((seat) => seat.id)))}>
          {t("chart.openAll")}
        </Button>
        <Button variant="default" onClick={() => setOpen(firstOpen(tree))}>
          {t("chart.closeAll")}
        </Button>
      </Group>
      <ul role="tree" aria-label={t("chart.title")} className="seats" ref={list}>
        {rows.map((seat) => (
          <SeatRow key={seat.id} seat={seat} home={home} siblings={seat.above ? seat.above.below : tree.roots} opened={open.has(seat.id)} current={seat.id === at} toggle={() => set(seat, !open.has(seat.id))} focus={() => setAt(seat.id)} keyed={(event) => keyed(event, seat)} />
        ))}
      </ul>
      <p className="quiet">{t("chart.keys")}</p>
    </>
  );
}

type RowProps = {
  seat: Seat;
  home: string;
  siblings: Seat[];
  opened: boolean;
  current: boolean;
  toggle: () => void;
  focus: () => void;
  keyed: (event: KeyboardEvent) => void;
};

function SeatRow({ seat, home, siblings, opened, current, toggle, focus, keyed }: RowProps) {
  const { t } = useTranslation();
  const { role, vacant, holders } = seat.row;
  const dotted = role?.dottedTo ?? [];
  return (
    <li
      role="treeitem"
      aria-level={seat.level}
      aria-setsize={siblings.length}
      aria-posinset={siblings.indexOf(seat) + 1}
      aria-expanded={seat.below.length ? opened : undefined}
      aria-selected={current}
      tabIndex={current ? 0 : -1}
      data-seat={seat.id}
      style={{ "--level": Math.min(seat.level, 12) - 1 } as CSSProperties}
      className={vacant ? "seat seat-vacant" : "seat"}
      onFocus={(event) => event.target === event.currentTarget && focus()}
      onKeyDown={(event) => event.target === event.currentTarget && keyed(event)}
    >
      {seat.below.length ? (
        <button type="button" className="seat-toggle" tabIndex={-1} onClick={toggle} aria-hidden="true">
          <Icon name={opened ? "down" : "right"} size={14} />
        </button>
      ) : (
        <span className="seat-toggle" />
      )}
      <span className="seat-card">
        <span className="seat-title">{role?.title}</span>
        <Pause />
        <span className="seat-holder">
          {vacant
            ? t("chart.isVacant")
            : holders.map((holding, at) => (
                <span key={holding.person.id}>
                  {at > 0 && ", "}
                  <Ref to={holding.person} type="Person" />
                  {holding.acting && ` (${t("record.acting")})`}
                </span>
              ))}
        </span>
        <Pause />
        {role?.organization && role.organization.id !== home && (
          <span className="quiet">
            <bdi>{role.organization.name}</bdi>
            <Pause />
          </span>
        )}
        {dotted.map((line) => (
          <span key={line.id} className="seat-dotted">
            {t("chart.dotted", { title: line.title })}
          </span>
        ))}
        {seat.below.length > 0 && (
          <span className="visually-hidden">{t("chart.reports", { count: seat.row.directReports ?? seat.below.length })}</span>
        )}
        {seat.below.length > 0 && !opened && <span className="seat-count">+{number(seat.inAll)}</span>}
      </span>
    </li>
  );
}

/** Heard between the parts of a seat, which stand apart for the eye. */
function Pause() {
  return <span className="visually-hidden">, </span>;
}
