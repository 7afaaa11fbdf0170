import type { Done } from "../api/acting";
import type { Clash } from "../grid/Conflict";

/** A record as one saw it: its version, and its values as people read them. */
export type Seen = { version: number | null; values: Record<string, string> };

const TRIES = 3;

/** The fields in which two readings differ. */
export function differing(one: Record<string, string>, other: Record<string, string>): string[] {
  return Object.keys(other).filter((field) => (one[field] ?? "") !== (other[field] ?? ""));
}

/**
 * Writes what is mine over what was seen. Where somebody else wrote other fields meanwhile both stay; where it was the
 * same field, nothing is written and theirs comes back.
 */
export async function writeOver(
  seen: Seen,
  mine: Record<string, string>,
  look: () => Promise<Seen | null>,
  write: (version: number | null) => Promise<Done<unknown>>,
): Promise<{ told: Done<unknown>; theirs: Seen | null }> {
  const changed = differing(seen.values, mine);
  let version = seen.version;
  for (let tries = 1; ; tries += 1) {
    const told = await write(version);
    if (tries === TRIES || !told.faults.some((fault) => fault.reason === "VERSION")) return { told, theirs: null };
    const now = await look();
    if (!now) return { told, theirs: null };
    if (differing(seen.values, now.values).some((field) => changed.includes(field) && now.values[field] !== mine[field])) return { told, theirs: now };
    version = now.version;
  }
}

/** The two values of each field that both changed, for a person to choose. */
export function clashOf(seen: Seen, mine: Record<string, string>, theirs: Seen, label: (field: string) => string): Omit<Clash, "write" | "drop"> {
  const both = differing(seen.values, mine).filter((field) => theirs.values[field] !== mine[field]);
  const said = (values: Record<string, string>) => (both.length === 1 ? (values[both[0]!] ?? "") : both.map((field) => `${label(field)}: ${values[field] || "–"}`).join(" · "));
  return { label: both.map(label).join(", "), before: said(seen.values), theirs: said(theirs.values), mine: said(mine) };
}
