import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { Picking } from "../forms/Picking";
import type { useAims } from "./aims";
import { ChartFind } from "./ChartFind";
import type { Chart, Tree } from "./day";
import { EndLineForm } from "./EndLineForm";
import { LineForm } from "./LineForm";
import { SeatBar } from "./SeatBar";
import type { Skeleton } from "./skeleton";
import type { Words } from "./words";

type Props = { place: string; skeleton: Skeleton; chart: Chart; tree: Tree; words: Words; seat: number; on: string; aims: ReturnType<typeof useAims>; done: () => void; back: () => void };

/** What one does with lines: they begin at the seat where one is, their other end is looked for, what they say is written. */
export function LineActs({ place, skeleton, chart, tree, words, seat, on, aims, done, back }: Props) {
  const { t } = useTranslation();
  const field = useRef<HTMLInputElement>(null);
  const { aim, drawing, ending } = aims;

  function stop() {
    aims.stop();
    back();
  }

  function written() {
    stop();
    done();
  }

  const shared = { place, skeleton, words, on, close: stop, done: written };

  if (aim) {
    const text = t(aim.kind === "SOLID" ? "line.pick" : "line.pickDotted", { seat: words.title(aim.seat) });
    return (
      <Picking text={text} field={field} cancel={stop}>
        <ChartFind skeleton={skeleton} chart={chart} words={words} field={field} label={t("line.to")} find={aims.reach} />
      </Picking>
    );
  }
  return (
    <>
      <SeatBar skeleton={skeleton} words={words} seat={seat} day={chart.day} begin={(kind) => aims.begin(kind, seat)} end={aims.end} />
      {drawing && <LineForm {...shared} tree={tree} drawing={drawing} />}
      {ending && <EndLineForm {...shared} line={ending} />}
    </>
  );
}
