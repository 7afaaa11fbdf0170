import i18next from "i18next";

const dates = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(i18next.language, options);

/** A day without a zone: it never shifts. */
export function day(text: string | null | undefined): string {
  if (!text) return "";
  return dates({ day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

export function month(text: string): string {
  return dates({ month: "short", year: "2-digit", timeZone: "UTC" }).format(new Date(`${text}T00:00:00Z`));
}

export function instant(text: string | null | undefined): string {
  if (!text) return "";
  return dates({ day: "numeric", month: "short", year: "numeric", hour: "2-digit", minute: "2-digit" }).format(new Date(text));
}

/** The same, with the zone, for the pointer to rest on. */
export function exact(text: string | null | undefined): string {
  if (!text) return "";
  return dates({ dateStyle: "full", timeStyle: "long" }).format(new Date(text));
}

export function clock(when: Date): string {
  return dates({ hour: "2-digit", minute: "2-digit" }).format(when);
}

const STEPS: [Intl.RelativeTimeFormatUnit, number][] = [
  ["year", 365 * 86400],
  ["month", 30 * 86400],
  ["week", 7 * 86400],
  ["day", 86400],
  ["hour", 3600],
  ["minute", 60],
];

export function ago(text: string | null | undefined): string {
  if (!text) return "";
  const seconds = (new Date(text).getTime() - Date.now()) / 1000;
  const words = new Intl.RelativeTimeFormat(i18next.language, { numeric: "auto" });
  for (const [unit, length] of STEPS) {
    if (Math.abs(seconds) >= length) return words.format(Math.round(seconds / length), unit);
  }
  return words.format(Math.round(seconds), "second");
}

export function number(value: number | null | undefined, digits = 0): string {
  if (value === null || value === undefined) return "";
  return new Intl.NumberFormat(i18next.language, { maximumFractionDigits: digits }).format(value);
}

export function percent(value: number | null | undefined): string {
  if (value === null || value === undefined) return "";
  return new Intl.NumberFormat(i18next.language, { style: "percent", maximumFractionDigits: 0 }).format(value);
}

export function money(value: { amount: string | null; currency: string | null } | null | undefined): string {
  if (!value?.amount) return "";
  const amount = Number(value.amount);
  if (!value.currency) return number(amount);
  return new Intl.NumberFormat(i18next.language, {
    style: "currency",
    currency: value.currency,
    maximumFractionDigits: Number.isInteger(amount) ? 0 : 2,
  }).format(amount);
}

export function today(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

/** This moment as an input of date and time takes it. */
export function localNow(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The day so many days from today. */
export function inDays(days: number): string {
  return new Date(new Date(`${today()}T00:00:00Z`).getTime() + days * 86_400_000).toISOString().slice(0, 10);
}
