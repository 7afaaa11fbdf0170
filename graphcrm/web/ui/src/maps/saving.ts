import type { TFunction } from "i18next";
import { day, today } from "../format";
import { KINDS, STANCES, type Kind, type Stance } from "../scene/model";
import type { Words } from "../scene/paint_svg";
import { KIND_WORDS, STANCE_WORDS } from "./words";

/** What stands in a drawing of a map: its title, what of the map it shows, and what its signs mean. */
export function wordsOf(t: TFunction, name: string | null, about: (string | false)[]): Words {
  return {
    title: `${t("map.title")}: ${name ?? ""}`,
    about: [day(today()), ...about].filter(Boolean).join(" · "),
    kinds: Object.fromEntries(KINDS.map((one) => [one, t(KIND_WORDS[one])])) as Record<Kind, string>,
    stances: Object.fromEntries(STANCES.map((one) => [one, t(STANCE_WORDS[one])])) as Record<Stance, string>,
    noStance: t("map.noStance"),
    contradiction: t("map.contradicted"),
    size: t("map.size"),
  };
}
