import { useTranslation } from "react-i18next";
import { day, number, percent } from "../format";
import type { QualityDayShownFragment as Day, QualityNoun } from "../gql";
import { lineOf } from "../widgets/OverTime";
import { Tile } from "../widgets/Tile";

export const NUMBERS = ["completeness", "accuracy", "freshness", "crossReference"] as const;
const WIDE = 96;
const HIGH = 24;

/** The four numbers of a kind of record, each with its course; `course` is the latest day first. */
export function Numbers({ noun, course }: { noun: QualityNoun; course: Day[] }) {
  const { t } = useTranslation();
  const [now] = course;
  if (!now) return null;
  const days = [...course].reverse();
  return (
    <Tile title={t(`quality.${noun}`)} side={<span className="quiet">{t("quality.records", { count: now.records ?? 0, shown: number(now.records) })}</span>}>
      <dl className="facts">
        {NUMBERS.map((name) => (
          <div key={name}>
            <dt title={t(`quality.how.${name}`)}>{t(`quality.${name}`)}</dt>
            <dd className="quality-number">
              {percent(now[name]) || t("quality.nothing")}
              <Course days={days} name={name} />
            </dd>
          </div>
        ))}
      </dl>
    </Tile>
  );
}

/** How a number went, in a line; of a single day there is none. */
function Course({ days, name }: { days: Day[]; name: (typeof NUMBERS)[number] }) {
  const { t } = useTranslation();
  const [first, last] = [days.find((one) => one[name] !== null), days.at(-1)];
  if (days.length < 2 || !first || !last) return null;
  const x = (at: number) => 2 + (at * (WIDE - 4)) / (days.length - 1);
  const y = (value: number) => 2 + (1 - value) * (HIGH - 4);
  const said = t("quality.course", { from: percent(first[name]), on: day(first.day), to: percent(last[name]) });
  return (
    <svg className="quality-course" viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={said}>
      <title>{said}</title>
      <path d={lineOf(days.map((one) => one[name]), x, y)} />
    </svg>
  );
}

/** The same numbers of those of a team, and of those that came from one source. */
export function Groups({ days }: { days: Day[] }) {
  const { t } = useTranslation();
  const groups = days.filter((one) => one.team || one.source);
  if (!groups.length) return null;
  return (
    <Tile title={t("quality.groups")}>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t("quality.groups")}>
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t("quality.of")}</th>
              <th scope="col">{t("quality.which")}</th>
              <th scope="col" className="figure">{t("quality.number")}</th>
              {NUMBERS.map((name) => (
                <th key={name} scope="col" className="figure">
                  {t(`quality.${name}`)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {groups.map((one) => (
              <tr key={`${one.noun} ${one.team?.id} ${one.source}`}>
                <th scope="row">
                  <bdi>{one.team ? t("quality.team", { name: one.team.name }) : t("quality.source", { name: one.source === "entered" ? t("quality.entered") : one.source })}</bdi>
                </th>
                <td>{t(`quality.${one.noun}`)}</td>
                <td className="figure">{number(one.records)}</td>
                {NUMBERS.map((name) => (
                  <td key={name} className="figure">
                    {percent(one[name]) || "–"}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Tile>
  );
}
