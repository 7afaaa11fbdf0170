import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import en from "./en.json";

export const LANGUAGES = ["en", "de"] as const;
const PLACE = "graphcrm-language";

export function chosenLanguage(): string {
  const wanted = localStorage.getItem(PLACE) ?? navigator.language.slice(0, 2);
  return (LANGUAGES as readonly string[]).includes(wanted) ? wanted : "en";
}

/** Its words are there from then on. */
export async function load(language: string): Promise<void> {
  if (language === "de" && !i18next.hasResourceBundle("de", "translation")) {
    i18next.addResourceBundle("de", "translation", (await import("./de.json")).default);
  }
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
