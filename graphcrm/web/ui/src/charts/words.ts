import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../format";
import { changesOf, type Compared } from "./changes";
import { holdingsOn, siblings, type Chart, type Tree } from "./day";
import type { Skeleton } from "./skeleton";

export type Holder = { id: string; name: string; acting: boolean };

/** What is told of a seat, in words: by cards, table, canvas and to who hears the page. */
export type Words = {
  title: (seat: number) => string;
  holders: (seat: number) => Holder[];
  /** Names of the holders, or that there is none, or that one may not see them. */
  held: (seat: number) => string;
  unit: (seat: number) => { id: string; name: string } | null;
  changes: (seat: number) => string[];
  /** All that is heard of a seat, and the same without its first holder. */
  said: (seat: number) => string;
  rest: (seat: number) => string;
};

export function useWords(skeleton: Skeleton, chart: Chart, before: Chart | null, tree: Tree, compared: Compared | null): Words {
  const { t } = useTranslation();
  return useMemo(() => {
    const title = (seat: number) => skeleton.titles[seat] ?? t("record.unnamed");
    // Who has gone is named where two days are compared.
    const dayOf = (seat: number) => (before && !holdingsOn(skeleton, seat, chart.day).length ? before.day : chart.day);
    const holders = (seat: number) =>
      holdingsOn(skeleton, seat, dayOf(seat)).map((at): Holder => {
        const { id, name } = skeleton.people[skeleton.held.to[at]!]!;
        return { id, name: name ?? t("record.unnamed"), acting: skeleton.acting[at] === 1 };
      });
    const held = (seat: number) => {
      if (!skeleton.holders) return t("chart.notTold");
      const names = holders(seat).map(({ name, acting }) => (acting ? `${name} (${t("record.acting")})` : name));
      return names.join(", ") || t("chart.isVacant");
    };
    const unit = (seat: number) => {
      const at = skeleton.unit[seat]!;
      const { id, name } = skeleton.units[at]!;
      return at ? { id, name: name ?? t("record.unnamed") } : null;
    };
    const changes = (seat: number) => (compared ? changesOf(compared.of[seat]!).map((change) => t(CHANGE_WORDS[change])) : []);
    const rest = (seat: number) =>
      [
        ...holders(seat).slice(1).map(({ name }) => name),
        title(seat),
        ...changes(seat),
        tree.first[seat + 1]! > tree.first[seat]! && t("chart.reports", { count: tree.first[seat + 1]! - tree.first[seat]! }),
        t("chart.levelOf", { level: number(tree.level[seat]), levels: number(tree.levels) }),
        t("chart.placeOf", { place: number(placeOf(tree, seat)), of: number(siblings(tree, seat).length) }),
      ]
        .filter(Boolean)
        .join(", ");
    const said = (seat: number) => `${holders(seat)[0]?.name ?? held(seat)}, ${rest(seat)}`;
    return { title, holders, held, unit, changes, said, rest };
  }, [skeleton, chart, before, tree, compared, t]);
}

/** From 1: which one it is among those below the same seat. */
export function placeOf(tree: Tree, seat: number): number {
  return Array.prototype.indexOf.call(siblings(tree, seat), seat) + 1;
}

export const CHANGE_WORDS = { added: "chart.added", removed: "chart.removed", moved: "chart.moved", holder: "chart.newHolder" } as const;
export const COUNT_WORDS = { added: "chart.countAdded", removed: "chart.countRemoved", moved: "chart.countMoved", holder: "chart.countHolder" } as const;
