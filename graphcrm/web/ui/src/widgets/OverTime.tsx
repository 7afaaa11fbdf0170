import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../api/client";
import { failureOf, type Failure } from "../api/failures";
import { day, month, percent, today } from "../format";
import { TieThenDocument } from "../gql";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";

type Point = { on: string; strength: number | null; health: number | null };

const WIDE = 520;
const HIGH = 150;
const LEFT = 40;
const BOTTOM = 22;

/** How a tie became what it is: its strength and its health on this day of each of the last twelve months. */
export function OverTime({ between }: { between: { id: string }[] }) {
  const { t } = useTranslation();
  const { points, failure, again } = usePoints(between.map(({ id }) => id));
  return (
    <section aria-label={t("over.title")}>
      <h3>{t("over.title")}</h3>
      {failure ? <Failed failure={failure} again={again} /> : points ? <Shown points={points} /> : <Pending rows={4} />}
    </section>
  );
}

function Shown({ points }: { points: Point[] }) {
  return (
    <>
      <Chart points={points} />
      <Twin points={points} />
    </>
  );
}

/** One question for each day, so that the database plans it once. */
function usePoints(ids: string[]) {
  const [points, setPoints] = useState<Point[] | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [round, setRound] = useState(0);
  const asked = ids.join();
  useEffect(() => {
    let gone = false;
    async function look() {
      setFailure(null);
      const found: Point[] = [];
      for (const on of months()) {
        const { data, error } = await client.query(TieThenDocument, { between: asked.split(",").map((id) => ({ id })), asOf: on }).toPromise();
        if (gone) return;
        if (!data) return setFailure(failureOf(error));
        found.push({ on, strength: data.relationship?.strength.value ?? null, health: data.relationship?.health?.probability60d ?? null });
      }
      setPoints(found);
    }
    void look();
    return () => {
      gone = true;
    };
  }, [asked, round]);
  return { points, failure, again: () => setRound(round + 1) };
}

function Chart({ points }: { points: Point[] }) {
  const { t } = useTranslation();
  const x = (at: number) => LEFT + (at * (WIDE - LEFT - 8)) / (points.length - 1);
  const y = (value: number) => 8 + (1 - value) * (HIGH - BOTTOM - 8);
  const [first, last] = [points.find((one) => one.strength !== null), points.at(-1)];
  return (
    <figure className="over-time">
      <svg viewBox={`0 0 ${WIDE} ${HIGH}`} role="img" aria-label={t("over.said", { from: percent(first?.strength ?? 0), on: day(first?.on), to: percent(last?.strength ?? 0) })}>
        {[0, 0.5, 1].map((value) => (
          <g key={value} className="over-scale">
            <line x1={LEFT} x2={WIDE - 8} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {percent(value)}
            </text>
          </g>
        ))}
        {points.map(({ on }, at) =>
          at % 3 === 0 ? (
            <text key={on} x={x(at)} y={HIGH - 5} textAnchor={at === 0 ? "start" : at === points.length - 1 ? "end" : "middle"} className="over-month">
              {month(on)}
            </text>
          ) : null,
        )}
        {(["health", "strength"] as const).map((kind) => (
          <g key={kind} className={`over-${kind}`}>
            <path d={lineOf(points.map((point) => point[kind]), x, y)} />
            {points.map((point, at) => (point[kind] === null ? null : <circle key={point.on} cx={x(at)} cy={y(point[kind])} r="2.5" />))}
          </g>
        ))}
      </svg>
      <figcaption className="quiet">
        <span className="over-key over-key-strength" aria-hidden="true" /> {t("tie.strength")} <span className="over-key over-key-health" aria-hidden="true" /> {t("over.health")}
      </figcaption>
    </figure>
  );
}

/** The same in figures. */
function Twin({ points }: { points: Point[] }) {
  const { t } = useTranslation();
  return (
    <details>
      <summary>{t("over.figures")}</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("over.on")}</th>
            <th scope="col" className="figure">{t("tie.strength")}</th>
            <th scope="col" className="figure">{t("over.health")}</th>
          </tr>
        </thead>
        <tbody>
          {points.map(({ on, strength, health }) => (
            <tr key={on}>
              <th scope="row">{day(on)}</th>
              <td className="figure">{percent(strength) || "–"}</td>
              <td className="figure">{percent(health) || "–"}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}

/** A line through the values; where one is not known it is broken. */
export function lineOf(values: (number | null)[], x: (at: number) => number, y: (value: number) => number): string {
  return values.map((value, at) => (value === null ? "" : `${at > 0 && values[at - 1] !== null ? "L" : "M"}${x(at).toFixed(1)} ${y(value).toFixed(1)}`)).join("");
}

/** This day of the twelve months before, or the last of a shorter one, and today. */
function months(): string[] {
  const [year, month, date] = today().split("-").map(Number) as [number, number, number];
  return Array.from({ length: 13 }, (_, at) => {
    const last = new Date(Date.UTC(year, month - 12 + at, 0)).getUTCDate();
    return new Date(Date.UTC(year, month - 13 + at, Math.min(date, last))).toISOString().slice(0, 10);
  });
}
