import { memo, useRef, type CSSProperties } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { ago, number, percent } from "../format";
import { siblings, type Tree } from "./day";
import type { Placed } from "./layout";
import { colourOf, signsOf, type Picture } from "./paint";
import { placeOf, type Words } from "./words";
import type { Known } from "./people";

type Props = {
  seats: readonly number[];
  picture: Picture;
  placed: Placed;
  tree: Tree;
  words: Words;
  people: ReadonlyMap<string, Known>;
  dotted: (seat: number) => string[];
  isOpen: (seat: number) => boolean;
  toggle: (seat: number) => void;
  ids: readonly string[];
};

/** The seats in sight as elements of the page: a few of them, which stand for other seats as one moves on. */
export const Cards = memo(function Cards({ seats, picture, placed, tree, words, people, dotted, isOpen, toggle, ids }: Props) {
  const slots = useSlots(seats);
  return seats.map((seat) => {
    const at = placed.at[seat]!;
    if (at === undefined || at < 0) return null;
    return (
      <Card
        key={slots.get(seat)}
        seat={seat}
        x={placed.x[at]!}
        y={placed.y[at]!}
        id={ids[seat]!}
        current={seat === picture.current}
        colour={colourOf(seat, picture)}
        signs={picture.changes?.[seat] ? signsOf(picture.changes[seat]!) : ""}
        vacant={picture.vacant[seat] === 1}
        tree={tree}
        words={words}
        known={people.get(words.holders(seat)[0]?.id ?? "")}
        dotted={dotted}
        open={isOpen(seat)}
        toggle={toggle}
      />
    );
  });
});

/** Elements are used again: a seat that comes into sight takes that of one that has left. */
function useSlots(seats: readonly number[]): ReadonlyMap<number, number> {
  const known = useRef(new Map<number, number>());
  const next = new Map<number, number>();
  const taken = new Set<number>();
  for (const seat of seats) {
    const slot = known.current.get(seat);
    if (slot === undefined) continue;
    next.set(seat, slot);
    taken.add(slot);
  }
  let free = 0;
  for (const seat of seats) {
    if (next.has(seat)) continue;
    while (taken.has(free)) free += 1;
    next.set(seat, free);
    taken.add(free);
  }
  known.current = next;
  return next;
}

type CardProps = {
  seat: number;
  x: number;
  y: number;
  id: string;
  current: boolean;
  colour: string;
  signs: string;
  vacant: boolean;
  tree: Tree;
  words: Words;
  known: Known | undefined;
  dotted: (seat: number) => string[];
  open: boolean;
  toggle: (seat: number) => void;
};

const Card = memo(function Card({ seat, x, y, id, current, colour, signs, vacant, tree, words, known, dotted: dottedOf, open, toggle }: CardProps) {
  const { t } = useTranslation();
  const kids = tree.first[seat + 1]! - tree.first[seat]!;
  const [holder, ...more] = words.holders(seat);
  const dotted = dottedOf(seat);
  const unit = words.unit(seat);
  const inTouch = known ? [known.influence !== null && t("map.influenceOf", { value: percent(known.influence) }), ago(known.lastContactAt)].filter(Boolean).join(" · ") : "";
  // There is room for one line: what is least expected comes first.
  const about = more.length ? more.map(({ name }) => name).join(", ") : dotted.length ? t("chart.dotted", { title: dotted[0] }) : inTouch || unit?.name;
  return (
    <div
      role="treeitem"
      id={`seat-${seat}`}
      data-seat={id}
      aria-level={tree.level[seat]}
      aria-setsize={siblings(tree, seat).length}
      aria-posinset={placeOf(tree, seat)}
      aria-expanded={kids ? open : undefined}
      aria-selected={current}
      className={["chart-card", vacant && "chart-vacant", current && "chart-current"].filter(Boolean).join(" ")}
      style={{ transform: `translate(${x}px, ${y}px)`, borderInlineStartColor: `var(${colour})` } as CSSProperties}
    >
      <strong dir="auto" aria-hidden="true">
        {words.title(seat)}
      </strong>
      {holder ? (
        <Link href={`/people/${holder.id}`} dir="auto" tabIndex={-1}>
          {holder.name}
          {holder.acting && ` (${t("record.acting")})`}
        </Link>
      ) : (
        <em>{words.held(seat)}</em>
      )}
      {/* Heard in the order in which one wants to know it, which is not that of the eye. */}
      <span className="visually-hidden">, {[words.rest(seat), ...dotted.map((title) => t("chart.dotted", { title }))].join(", ")}</span>
      <span dir="auto" className="chart-about" aria-hidden="true">
        {about}
      </span>
      {signs && <b aria-hidden="true" style={{ color: `var(${colour})` }}>{signs}</b>}
      {kids > 0 && (
        <button type="button" tabIndex={-1} aria-hidden="true" onClick={() => toggle(seat)}>
          {open ? "−" : `+${number(tree.inAll[seat])}`}
          {!open && tree.vacantInAll[seat]! > 0 && ` · ${t("chart.vacant", { count: tree.vacantInAll[seat] })}`}
        </button>
      )}
    </div>
  );
});
