import { useCallback, useEffect, useMemo, useRef, useState, type KeyboardEvent, type RefObject } from "react";
import { useTranslation } from "react-i18next";
import { Cards } from "./Cards";
import { dottedOn, NOBODY, type Tree } from "./day";
import type { Picture } from "./paint";
import { usePeople } from "./people";
import type { Skeleton } from "./skeleton";
import { ChartView, type Cards as Shown, type Middle } from "./view";
import type { Words } from "./words";

const FAR_CLICK = 4; // pixels: a pointer that moved farther has dragged

type Props = {
  skeleton: Skeleton;
  day: number;
  tree: Tree;
  picture: Picture;
  words: Words;
  view: RefObject<ChartView | null>;
  grip: RefObject<HTMLDivElement | null>;
  held: number;
  sight: Middle | null;
  label: string;
  describedBy: string;
  isOpen: (seat: number) => boolean;
  toggle: (seat: number) => void;
  choose: (seat: number) => void;
  /** To go to a seat whose reports are opened or closed, which chooses it for nothing else. */
  stay: (seat: number) => void;
  /** A seat is being looked for: links do not lead away. */
  aiming: boolean;
  toldSight: (sight: Middle) => void;
  keyed: (event: KeyboardEvent) => void;
};

/** The picture for eye and pointer, and the same as a tree for keyboard and screen reader. */
export function ChartStage({ skeleton, day, tree, picture, words, view, grip, held, sight, label, describedBy, isOpen, toggle, choose, stay, aiming, toldSight, keyed }: Props) {
  const { t } = useTranslation();
  const canvas = useRef<HTMLCanvasElement>(null);
  const layer = useRef<HTMLDivElement>(null);
  const [shown, setShown] = useState<Shown>({ seats: [], near: false });
  const pressed = useRef({ x: 0, y: 0 });
  const told = useRef(toldSight);
  told.current = toldSight;
  useEffect(() => {
    const made = new ChartView(canvas.current!, grip.current!, layer.current!, setShown, (now) => told.current(now));
    view.current = made;
    return () => {
      made.end();
      view.current = null;
    };
  }, [view, grip]);
  useEffect(() => {
    view.current?.show(picture, held, sight);
    // The sight is where to begin, and what is held is held when the picture changes.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [view, picture]);
  const near = useMemo(() => (shown.near ? shown.seats.flatMap((seat) => words.holders(seat).slice(0, 1).map(({ id }) => id)) : []), [shown, words]);
  const people = usePeople(near);
  const seats = useMemo(() => shown.seats.filter((seat) => picture.placed.at[seat]! >= 0), [shown, picture]);
  const dotted = useMemo(() => (seat: number) => dottedOn(skeleton, tree, seat, day).map(words.title), [skeleton, tree, day, words]);
  const acts = useRef({ stay, toggle });
  acts.current = { stay, toggle };
  const toggleHere = useCallback((seat: number) => {
    acts.current.stay(seat);
    acts.current.toggle(seat);
  }, []);
  const current = seats.includes(picture.current) ? `seat-${picture.current}` : undefined;
  return (
    <div className="chart-frame" data-drawn={picture.placed.seats.length}>
      <canvas ref={canvas} aria-hidden="true" />
      <div
        ref={grip}
        role="tree"
        tabIndex={0}
        className="chart-tree"
        aria-label={label}
        aria-describedby={describedBy}
        aria-activedescendant={current}
        onKeyDown={keyed}
        onPointerDown={(event) => {
          pressed.current = { x: event.clientX, y: event.clientY };
        }}
        onClickCapture={(event) => {
          if (!aiming || !(event.target as Element).closest("a")) return;
          event.preventDefault();
          event.stopPropagation();
          const { left, top } = event.currentTarget.getBoundingClientRect();
          const seat = view.current?.hit(event.clientX - left, event.clientY - top) ?? NOBODY;
          if (seat !== NOBODY) choose(seat);
        }}
        onClick={(event) => {
          if (Math.hypot(event.clientX - pressed.current.x, event.clientY - pressed.current.y) > FAR_CLICK || (event.target as Element).closest("a, button")) return;
          const { left, top } = event.currentTarget.getBoundingClientRect();
          const seat = view.current?.hit(event.clientX - left, event.clientY - top) ?? NOBODY;
          if (seat !== NOBODY) choose(seat);
        }}
      >
        <div ref={layer} role="presentation" className="chart-cards" data-far={!shown.near || undefined}>
          <Cards seats={seats} picture={picture} placed={picture.placed} tree={tree} words={words} people={people} dotted={dotted} isOpen={isOpen} toggle={toggleHere} ids={skeleton.ids} />
        </div>
      </div>
      <div className="map-zoom">
        <button type="button" aria-label={t("map.nearer")} aria-keyshortcuts="+" onClick={() => view.current?.zoomBy(1.4)}>
          +
        </button>
        <button type="button" aria-label={t("map.farther")} aria-keyshortcuts="-" onClick={() => view.current?.zoomBy(1 / 1.4)}>
          −
        </button>
        <button type="button" aria-label={t("chart.fit")} aria-keyshortcuts="0" onClick={() => view.current?.showAll()}>
          ⤢
        </button>
      </div>
    </div>
  );
}
