import { useVirtualizer } from "@tanstack/react-virtual";
import { useEffect, useRef, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../format";
import { Ref } from "../widgets/Ref";
import { signsOf } from "./paint";
import { dottedOn, NOBODY, type Tree } from "./day";
import type { Placed } from "./layout";
import type { Skeleton } from "./skeleton";
import type { Words } from "./words";

const HEIGHT = 38;

type Props = {
  skeleton: Skeleton;
  day: number;
  tree: Tree;
  placed: Placed;
  current: number;
  changes: Uint8Array | null;
  words: Words;
  label: string;
  isOpen: (seat: number) => boolean;
  toggle: (seat: number) => void;
  choose: (seat: number) => void;
  stay: (seat: number) => void;
  keyed: (event: KeyboardEvent) => void;
};

/** The seats of the picture as a table, in its order; of all rows only those in sight are elements of the page. */
export function ChartTable({ skeleton, day, tree, placed, current, changes, words, label, isOpen, toggle, choose, stay, keyed }: Props) {
  const { t } = useTranslation();
  const scroller = useRef<HTMLDivElement>(null);
  const sight = useVirtualizer({ count: placed.seats.length, getScrollElement: () => scroller.current, estimateSize: () => HEIGHT, overscan: 8, scrollMargin: HEIGHT, scrollPaddingStart: HEIGHT });
  const at = placed.at[current] ?? -1;
  useEffect(() => {
    if (at >= 0) sight.scrollToIndex(at);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [at]);
  const columns = ["chart.seat", "chart.holder", "record.organization", "chart.level", "chart.reportsTo", "chart.dottedTo", "chart.inAll"];
  return (
    <div ref={scroller} className="chart-table" tabIndex={0} onKeyDown={keyed} role="region" aria-label={label}>
      <div role="table" aria-label={label} aria-rowcount={placed.seats.length + 1} aria-colcount={columns.length + (changes ? 1 : 0)}>
        <div role="row" aria-rowindex={1} className="chart-row chart-row-head">
          {columns.map((column) => (
            <span key={column} role="columnheader">
              {t(column)}
            </span>
          ))}
          {changes && <span role="columnheader">{t("chart.change")}</span>}
        </div>
        <div role="rowgroup" className="chart-rows" style={{ height: sight.getTotalSize() }}>
          {sight.getVirtualItems().map((item) => {
            const seat = placed.seats[item.index]!;
            const kids = tree.first[seat + 1]! > tree.first[seat]!;
            const over = tree.above[seat]!;
            const unit = words.unit(seat) ?? { id: skeleton.units[0]!.id, name: skeleton.units[0]!.name ?? t("record.unnamed") };
            return (
              <div key={item.key} role="row" aria-rowindex={item.index + 2} data-seat={skeleton.ids[seat]} aria-current={seat === current || undefined} className="chart-row" style={{ transform: `translateY(${item.start - HEIGHT}px)` }} onClick={(event) => ((event.target as Element).closest("a, button") ? stay : choose)(seat)}>
                <span role="rowheader" style={{ paddingInlineStart: Math.min(12, tree.level[seat]! - 1) * 14 }}>
                  {kids ? (
                    <button type="button" className="plain" aria-expanded={isOpen(seat)} aria-label={t("chart.open", { title: words.title(seat) })} onClick={() => toggle(seat)}>
                      {isOpen(seat) ? "−" : "+"}
                    </button>
                  ) : null}
                  <bdi>{words.title(seat)}</bdi>
                </span>
                <span role="cell">{words.holders(seat).length ? words.holders(seat).map((holder, place) => <span key={holder.id}>{place > 0 && ", "}<Ref to={holder} type="Person" />{holder.acting && ` (${t("record.acting")})`}</span>) : <span className="quiet">{words.held(seat)}</span>}</span>
                <span role="cell"><Ref to={unit} type="Organization" /></span>
                <span role="cell" className="figure">{number(tree.level[seat])}</span>
                <span role="cell"><bdi>{over === NOBODY ? "" : words.title(over)}</bdi></span>
                <span role="cell">{dottedOn(skeleton, tree, seat, day).map(words.title).join(", ")}</span>
                <span role="cell" className="figure">{number(tree.inAll[seat])}</span>
                {changes && <span role="cell">{signsOf(changes[seat]!)} {words.changes(seat).join(", ")}</span>}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
