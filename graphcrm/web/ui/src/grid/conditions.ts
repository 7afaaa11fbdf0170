import type { Picked } from "../forms/RecordPicker";

/** One condition of a filter, as it is chosen and said. */
export type Condition = { field: string; how: string; value: string; picked?: Picked };

export type FieldOf<Filter> = {
  field: string;
  /** Kept out of addresses, where others would read it: names, e-mails and the like. */
  personal?: boolean;
  hows: { how: string; kind: "text" | "choice" | "date" | "organization" | "none"; choices?: string[]; filter: (value: string) => Filter }[];
  /** The name of a custom field, which is not in our texts. */
  label?: string;
  /** Where the words for its choices stand. */
  words?: string;
};

export function filterOf<Filter>(fields: FieldOf<Filter>[], conditions: Condition[]): Filter | null {
  const all = conditions.flatMap((condition) => {
    const how = fields.find((one) => one.field === condition.field)?.hows.find((one) => one.how === condition.how);
    return how ? [how.filter(condition.value)] : [];
  });
  return all.length ? ({ and: all } as Filter) : null;
}

/** The conditions of the page's address, and those that stay with the entry of the history. */
export function read(): Condition[] {
  const kept = (history.state as { conditions?: Condition[] } | null)?.conditions;
  if (kept) return kept;
  return [...new URLSearchParams(location.search)].flatMap(([name, value]) => {
    const [field, how] = name.split(".");
    return field && how ? [{ field, how, value }] : [];
  });
}

/** Whether two filters say the same, in whatever order. */
export function same(one: Condition[], other: Condition[]): boolean {
  const told = (all: Condition[]) => JSON.stringify(all.map(({ field, how, value }) => JSON.stringify([field, how, value])).sort());
  return told(one) === told(other);
}

/** Keeps the conditions in the address; of a saved filter no more than its id stands there. */
export function keep<Filter>(fields: FieldOf<Filter>[], conditions: Condition[], saved?: string): void {
  const open = conditions.filter((one) => !fields.find((field) => field.field === one.field)?.personal && !one.picked);
  const told = new URLSearchParams(saved ? { saved } : open.map((one) => [`${one.field}.${one.how}`, one.value]));
  history.replaceState({ ...history.state, conditions }, "", `${location.pathname}${told.size ? `?${told}` : ""}`);
}
