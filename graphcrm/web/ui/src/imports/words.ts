import type { TFunction } from "i18next";

/** What a target is called. */
export function target(t: TFunction, to: string): string {
  const own = to.includes(".") ? (to.split(".")[1] ?? to) : to;
  const name = t(`imports.to.${own}`, own.replace(/^x_/, "").replaceAll("_", " "));
  return to.includes(".") ? `${t(`imports.partOf.${to.split(".")[0]}`)}: ${name}` : name;
}
