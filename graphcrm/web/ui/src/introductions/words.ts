import i18next from "i18next";
import { LANGUAGES } from "../i18n";
import type { Known, Named } from "./paths";

/** The language that somebody reads, where we have words of it; else that of the pages. */
export function languageOf(person: Known | undefined): string {
  const theirs = person?.language?.slice(0, 2).toLowerCase() ?? "";
  return (LANGUAGES as readonly string[]).includes(theirs) ? theirs : i18next.language;
}

type Letter = { goBetween: Named; via: Named[]; target: Named; seat: string; me: string };

/** What one might write to whoever is asked; the words of the language must be there. */
export function letter(language: string, { goBetween, via, target, seat, me }: Letter): string {
  const t = i18next.getFixedT(language);
  const name = (one: Named) => one.name ?? "";
  const whom = seat ? `${name(target)} (${seat})` : name(target);
  const way = via.length ? t("paths.letterVia", { next: name(via[0]!), whom }) : t("paths.letterDirect", { whom });
  return [t("paths.letterHello", { name: name(goBetween) }), way, t("paths.letterAbout"), `${t("paths.letterEnd")}\n${me}`].join("\n\n");
}

export function titleOf(language: string): string {
  return i18next.getFixedT(language)("paths.taskTitle");
}

export function seatOf(person: Known | undefined): string {
  const seat = person?.roles.nodes[0];
  return [seat?.title, seat?.organization?.name].filter(Boolean).join(", ");
}
