import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { day } from "../format";
import { CHANGES, SIGNS, type Compared } from "./changes";
import { COUNT_WORDS } from "./words";

/** What became of the seats between two days: each kind with its sign, its colour and its number, and the way to the next of them. */
export function ChangeCounts({ from, to, compared, next }: { from: string; to: string; compared: Compared; next: (seats: number[]) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" className="map-kinds" aria-label={t("chart.compared", { from: day(from), to: day(to) })}>
      <span className="quiet">{t("chart.compared", { from: day(from), to: day(to) })}</span>
      {CHANGES.map((change) => (
        <button key={change} type="button" className="map-kind" disabled={!compared.seats[change].length} onClick={() => next(compared.seats[change])}>
          <b aria-hidden="true" style={{ color: `var(--chart-${change})` }}>
            {SIGNS[change]}
          </b>
          {t(COUNT_WORDS[change], { count: compared.seats[change].length })}
        </button>
      ))}
    </div>
  );
}

/** The line from the top down to the seat that alone is looked at. */
export function Crumbs({ line, title, go, leave }: { line: number[]; title: (seat: number) => string; go: (seat: number) => void; leave: () => void }) {
  const { t } = useTranslation();
  return (
    <nav aria-label={t("chart.line")} className="chart-crumbs">
      <ol>
        {line.map((seat, at) => (
          <li key={seat}>
            {at === line.length - 1 ? (
              <strong aria-current="true">
                <bdi>{title(seat)}</bdi>
              </strong>
            ) : (
              <button type="button" className="plain" onClick={() => go(seat)}>
                <bdi>{title(seat)}</bdi>
              </button>
            )}
          </li>
        ))}
      </ol>
      <Button size="compact-xs" variant="default" onClick={leave}>
        {t("map.unfocus")}
      </Button>
    </nav>
  );
}

const KEYS = ["Arrows", "Siblings", "Ends", "Enter", "Space", "Focus", "Zoom", "All", "Find", "Manager", "Dotted", "Table", "Help", "Leave"] as const;
const CAPS: Record<(typeof KEYS)[number], string> = { Arrows: "← → ↑ ↓", Siblings: "[ ]", Ends: "Home End", Enter: "Enter", Space: "␣", Focus: "f", Zoom: "+ −", All: "0", Find: "/", Manager: "m", Dotted: "d", Table: "t", Help: "?", Leave: "Esc" };
const KEY_WORDS: Record<(typeof KEYS)[number], string> = {
  Arrows: "chart.keyArrows",
  Siblings: "chart.keySiblings",
  Ends: "chart.keyEnds",
  Enter: "chart.keyEnter",
  Space: "chart.keySpace",
  Focus: "chart.keyFocus",
  Zoom: "chart.keyZoom",
  All: "chart.keyAll",
  Find: "chart.keyFind",
  Manager: "chart.keyManager",
  Dotted: "chart.keyDotted",
  Table: "chart.keyTable",
  Help: "chart.keyHelp",
  Leave: "chart.keyLeave",
};

const WRITES: ReadonlySet<string> = new Set(["Manager", "Dotted"]);

/** All keys; `draws`: those too that write. */
export function KeyList({ draws }: { draws: boolean }) {
  const { t } = useTranslation();
  return (
    <dl className="chart-keys">
      {KEYS.filter((key) => draws || !WRITES.has(key)).map((key) => (
        <div key={key}>
          <dt>
            <kbd>{CAPS[key]}</kbd>
          </dt>
          <dd>{t(KEY_WORDS[key])}</dd>
        </div>
      ))}
    </dl>
  );
}
