/** What a role sees of a fact: a word where all acts follow from it, else the word and what may be done. */
export type Said = "show" | "mask" | "hide" | { read: "show" | "mask" | "hide"; may: string[] };
export const CLASSES = ["public", "personal", "confidential", "sensitive"] as const;
export type Class = (typeof CLASSES)[number];
export const ACTS = ["write", "filter", "sort", "aggregate", "search", "export", "subscribe"] as const;

type Entry = { rows: string; may: string[] } & Partial<Record<Class, Said>>;
type Duty = Entry & { minutes: number; under_request: boolean; reviewed: boolean };
export type Fact = { sensitivity: Class | null; sight: Record<string, Said> };
/** As `graphcrm policy dump --json` prints it. */
export type PolicyTable = { version: string; roles: Record<string, Entry>; duties: Record<string, Duty>; facts: Record<string, Fact> };

export function sightOf(said: Said | undefined): "show" | "mask" | "hide" {
  return said === undefined ? "hide" : typeof said === "string" ? said : said.read;
}

/** What may be done beside reading: all with what is shown, none else, unless the policy names the acts. */
export function actsOf(said: Said | undefined): readonly string[] {
  if (said !== undefined && typeof said !== "string") return said.may;
  return said === "show" ? ACTS : [];
}

const same = (one: Said | undefined, other: Said | undefined) => sightOf(one) === sightOf(other) && [...actsOf(one)].sort().join() === [...actsOf(other)].sort().join();

/** What a role sees of a fact. */
export function saidOf(table: PolicyTable, role: string, fact: string): Said | undefined {
  return table.facts[fact]?.sight[role];
}

/** Whether the policy says of this fact something else to the role than of its class. */
export function isOverride(table: PolicyTable, role: string, fact: string): boolean {
  const known = table.facts[fact];
  if (!known) return false;
  if (known.sensitivity === null) return role in known.sight;
  return !same(known.sight[role], table.roles[role]?.[known.sensitivity]);
}

/** The facts of which the policy says something of their own to some role. */
export function overridden(table: PolicyTable): string[] {
  return Object.keys(table.facts).filter((fact) => Object.keys(table.roles).some((role) => isOverride(table, role, fact)));
}
