import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

export const LANGUAGES = ["en", "de"] as const;
const PLACE = "graphcrm-language";

// The words of pages that few people open come with these pages.
const PARTS = {
  admin: { en: () => import("./admin.en.json"), de: () => import("./admin.de.json") },
  duplicates: { en: () => import("./duplicates.en.json"), de: () => import("./duplicates.de.json") },
  imports: { en: () => import("./imports.en.json"), de: () => import("./imports.de.json") },
  quality: { en: () => import("./quality.en.json"), de: () => import("./quality.de.json") },
};
type Part = keyof typeof PARTS;
const parts = new Set<Part>();

export function chosenLanguage(): string {
  const wanted = localStorage.getItem(PLACE) ?? navigator.language.slice(0, 2);
  return (LANGUAGES as readonly string[]).includes(wanted) ? wanted : "en";
}

/** Its words are there from then on. */
export async function load(language: string): Promise<void> {
  if (language === "de" && !i18next.hasResourceBundle("de", "translation")) {
    i18next.addResourceBundle("de", "translation", (await import("./de.json")).default);
  }
  for (const part of parts) await add(part, language);
}

/** The words of a part of the pages, in the language of the page and, for what it has none for, in English. */
export async function loadPart(part: Part): Promise<void> {
  parts.add(part);
  await add(part, "en");
  await add(part, i18next.language);
}

async function add(part: Part, language: string): Promise<void> {
  if (i18next.getResource(language, "translation", part)) return;
  const words = await PARTS[part][language === "de" ? "de" : "en"]();
  i18next.addResourceBundle(language, "translation", words.default, true);
}

export async function choose(language: string): Promise<void> {
  localStorage.setItem(PLACE, language);
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

export async function start(): Promise<void> {
  const language = chosenLanguage();
  await i18next.use(initReactI18next).init({
    lng: "en",
    fallbackLng: "en",
    resources: { en: { translation: en } },
    interpolation: { escapeValue: false },
    keySeparator: ".",
    returnNull: false,
  });
  await load(language);
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
