import type { TFunction } from "i18next";
import { CHANGES, type Change } from "./changes";
import type { Told } from "./paint_svg";
import type { Skeleton } from "./skeleton";
import { CHANGE_WORDS } from "./words";

/** What stands in a drawing of a chart: its title, what of the chart it shows, and what its signs mean. */
export function drawingWords(t: TFunction, { ids, units }: Skeleton, about: (string | null)[]): Told {
  return {
    ids,
    title: `${t("chart.title")}: ${units[0]!.name ?? ""}`,
    about: about.filter(Boolean).join(" · "),
    solid: t("map.reportsTo"),
    dotted: t("map.dottedTo"),
    vacant: t("chart.isVacant"),
    changes: Object.fromEntries(CHANGES.map((change) => [change, t(CHANGE_WORDS[change])])) as Record<Change, string>,
  };
}
