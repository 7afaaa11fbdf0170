import { call } from "../api/calling";

export type Target = { to: string; says: string | null; kind: string | null; choices: string[] | null; many: boolean; key: boolean; writes: string[] };
export type Column = { column: string; to: string; write?: string; date?: string; number?: string; choices?: Record<string, string>; ask?: string };
export type Format = { separator?: string | null; encoding?: string | null; sheet?: string | null };
export type Mapping = { noun: string; mode?: string; key: string[]; format?: Format; columns: Column[] };
/** What the server makes of a file: what its columns may mean, and what they can lead to. */
export type Look = {
  uploadId: string;
  filename: string;
  bytes: number;
  mapping: Mapping;
  columns: { column: string; samples: string[] }[];
  nouns: string[];
  targets: Target[];
  dateForms: string[];
  numberForms: string[];
};

export const ASKED = "?";
export const MODES = ["both", "create", "update"] as const;

export async function look(upload: string, noun: string, format: Format): Promise<Look> {
  const reply = await call(`/uploads/${encodeURIComponent(upload)}/mapping`, { body: { as: noun, format } });
  return (await reply.json()) as Look;
}

/** Whether somebody has to say what a column means before it can be used. */
export function isOpen(column: Column): boolean {
  return [column.to, column.date, column.number, ...Object.values(column.choices ?? {})].includes(ASKED);
}

/** A column that leads elsewhere: how its cells are written and read is asked anew. */
export function led(column: string, target: Target): Column {
  const date = target.kind === "Date" ? { date: undefined } : {};
  return { column, to: target.to, write: target.many ? "add" : "overwrite", ...date };
}

/** The mapping as it is sent: what nothing is said of is left out. */
export function stated(noun: string, mode: string, key: string[], format: Format | undefined, columns: (Column | null)[]): Mapping {
  const told = columns.filter((one): one is Column => one !== null).map((one) => Object.fromEntries(Object.entries(one).filter(([name, value]) => value !== undefined && name !== "samples")) as unknown as Column);
  const mapped = new Set(told.map((one) => one.to));
  return { noun, mode, key: key.filter((one) => mapped.has(one)), ...(format ? { format } : {}), columns: told };
}

/** By what part of a record the targets go together. */
export function grouped(targets: Target[]): [string, Target[]][] {
  const found = new Map<string, Target[]>();
  for (const target of targets) {
    const part = target.to.includes(".") ? (target.to.split(".")[0] ?? "") : "own";
    found.set(part, [...(found.get(part) ?? []), target]);
  }
  return [...found];
}
