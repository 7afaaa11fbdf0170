import { useTranslation } from "react-i18next";
import { number } from "../format";
import { GROUPS, KINDS, STANCES, type Kind, type Stance } from "../scene/model";
import { LINES } from "../scene/palette";
import { cornersOf } from "../scene/shapes";
import { KIND_WORDS, STANCE_WORDS } from "./words";

/** A line as it is drawn. */
export function LineSign({ kind }: { kind: Kind }) {
  const { colour, dash, arrow } = LINES[kind];
  return (
    <svg width="30" height="10" viewBox="0 0 30 10" aria-hidden="true" focusable="false">
      <line x1="0" y1="5" x2={arrow ? 24 : 30} y2="5" stroke={`var(${colour})`} strokeWidth={kind === "KNOWS" ? 1.2 : 2.2} strokeDasharray={dash.join(" ")} />
      {arrow && <polygon points="30,5 21,0.5 21,9.5" fill={`var(${colour})`} />}
    </svg>
  );
}

export function StanceSign({ stance, tinted = true }: { stance: Stance | null; tinted?: boolean }) {
  const corners = cornersOf(stance);
  const fill = `var(${stance && tinted ? `--map-${stance.toLowerCase()}` : "--map-person"})`;
  return (
    <svg width="16" height="16" viewBox="-8 -8 16 16" aria-hidden="true" focusable="false">
      {corners && <polygon points={corners.map(([x, y]) => `${x * 6},${y * 6}`).join(" ")} fill={fill} />}
      {!corners && (stance ? <circle r="6" fill={fill} /> : <circle r="5.5" fill="none" stroke={fill} strokeWidth="2.5" />)}
    </svg>
  );
}

/** Each kind of link with its count: a click hides it or brings it back. */
export function KindToggles({ counts, hidden, flip }: { counts: Record<Kind, number>; hidden: ReadonlySet<Kind>; flip: (kind: Kind) => void }) {
  const { t } = useTranslation();
  return (
    <div role="group" aria-label={t("map.kinds")} className="map-kinds">
      {KINDS.map((kind) => (
        <button key={kind} type="button" className="map-kind" aria-pressed={!hidden.has(kind)} disabled={!counts[kind]} onClick={() => flip(kind)}>
          <LineSign kind={kind} />
          {t(KIND_WORDS[kind])} <span className="figure">{number(counts[kind])}</span>
        </button>
      ))}
    </div>
  );
}

export function Legend({ by, groups, stances, contradicted }: { by: "group" | "stance"; groups: number; stances: ReadonlySet<Stance>; contradicted: boolean }) {
  const { t } = useTranslation();
  return (
    <ul className="map-legend" aria-label={t("map.legend")}>
      <li>
        <svg width="30" height="16" viewBox="0 0 30 16" aria-hidden="true">
          <circle cx="5" cy="8" r="3.5" className="map-size" />
          <circle cx="21" cy="8" r="7.5" className="map-size" />
        </svg>
        {t("map.size")}
      </li>
      {STANCES.filter((stance) => stances.has(stance)).map((stance) => (
        <li key={stance}>
          <StanceSign stance={stance} tinted={by === "stance"} />
          {t(STANCE_WORDS[stance])}
        </li>
      ))}
      {by === "stance" && (
        <li>
          <StanceSign stance={null} />
          {t("map.noStance")}
        </li>
      )}
      {contradicted && (
        <li>
          <svg width="30" height="10" aria-hidden="true">
            <line x1="0" y1="5" x2="30" y2="5" stroke="var(--bad)" strokeWidth="2.2" strokeDasharray="7 4" />
          </svg>
          {t("map.contradicted")}
        </li>
      )}
      {by === "group" && groups > 0 && (
        <li>
          <svg width={Math.min(groups, GROUPS) * 13 + 3} height="16" aria-hidden="true">
            {Array.from({ length: Math.min(groups, GROUPS) }, (_, at) => (
              <circle key={at} cx={at * 13 + 7} cy="8" r="5.5" fill={`var(--map-group-${at})`} />
            ))}
          </svg>
          {t("map.groups", { count: groups })}
        </li>
      )}
    </ul>
  );
}
