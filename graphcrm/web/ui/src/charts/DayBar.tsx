import { Button, Group } from "@mantine/core";
import { useId, useMemo } from "react";
import { useTranslation } from "react-i18next";
import { DayField } from "../forms/DayField";
import { day as dayWords, today } from "../format";
import type { Keep, Seen } from "./address";
import { dayOf, textOf } from "./skeleton";

type Props = { seen: Seen; keep: Keep; changes: Int32Array };

/** The day one looks at: as a date, on a line of all days with those on which something changed, and a second day to compare with. */
export function DayBar({ seen, keep, changes }: Props) {
  const { t } = useTranslation();
  const label = useId();
  const at = dayOf(seen.on);
  const now = dayOf(today());
  const [first, last] = [Math.min(changes[0] ?? now, now, at), Math.max(changes.at(-1) ?? now, now, at)];
  const before = useMemo(() => changes.findLast((one) => one < at), [changes, at]);
  const after = useMemo(() => changes.find((one) => one > at), [changes, at]);
  const ticks = useMemo(() => ticksOf(changes, first, last), [changes, first, last]);
  const go = (to: number | undefined) => to !== undefined && keep({ on: textOf(to) });
  return (
    <div className="chart-days">
      <DayField label={t("chart.asOf")} value={seen.on} take={(on) => keep({ on })} />
      {changes.length > 0 && (
        <div className="chart-line">
          <span id={label} className="quiet">
            {t("chart.changes", { count: changes.length })}
          </span>
          <div className="chart-range">
            <Button variant="default" size="compact-sm" disabled={before === undefined} aria-label={t("chart.changeBefore")} onClick={() => go(before)}>
              ‹
            </Button>
            <span className="chart-slider">
              <input type="range" aria-labelledby={label} aria-valuetext={dayWords(seen.on)} min={first} max={last} step={1} value={at} onChange={(event) => go(Number(event.currentTarget.value))} />
              <svg viewBox="0 0 1000 8" preserveAspectRatio="none" aria-hidden="true">
                <path d={ticks} />
              </svg>
            </span>
            <Button variant="default" size="compact-sm" disabled={after === undefined} aria-label={t("chart.changeAfter")} onClick={() => go(after)}>
              ›
            </Button>
          </div>
        </div>
      )}
      <Group gap="xs" align="end">
        <DayField label={t("chart.versus")} value={seen.versus ?? ""} take={(versus) => keep({ versus })} />
        {seen.versus ? (
          <Button variant="default" onClick={() => keep({ versus: null }, true)}>
            {t("chart.noVersus")}
          </Button>
        ) : (
          before !== undefined && (
            <Button variant="default" onClick={() => keep({ versus: textOf((changes.findLast((one) => one <= at) ?? at) - 1) }, true)}>
              {t("chart.versusBefore")}
            </Button>
          )
        )}
      </Group>
    </div>
  );
}

const DOTS = 1000;

/** One mark for the days that fall on the same dot. */
function ticksOf(changes: Int32Array, first: number, last: number): string {
  const dots = new Set<number>();
  for (const day of changes) dots.add(Math.round(((day - first) / Math.max(1, last - first)) * (DOTS - 1)));
  return [...dots].map((dot) => `M${dot} 0V8`).join("");
}
