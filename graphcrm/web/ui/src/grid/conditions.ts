import type { Picked } from "../forms/RecordPicker";
import type { GridColumn } from "./columns";
import type { Order } from "./Grid";
import { fits } from "./jump";

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

/** In what order the rows stand, and from where on. */
export type Place = { order: Order; from: string | null };

type Kept = { conditions?: Condition[]; place?: Place } | null;

export const USUAL: Place = { order: { field: "NAME", direction: "ASC" }, from: null };

/** The conditions of the page's address, and those that stay with the entry of the history. */
export function read(): Condition[] {
  const kept = (history.state as Kept)?.conditions;
  if (kept) return kept;
  return [...new URLSearchParams(location.search)].flatMap(([name, value]) => {
    const [field, how] = name.split(".");
    return field && how ? [{ field, how, value }] : [];
  });
}

/** The place of the page's address, or that of the entry of the history; the usual one where it is none of the columns'. */
export function readPlace<Row>(columns: GridColumn<Row>[]): Place {
  const kept = (history.state as Kept)?.place;
  if (kept) return kept;
  const told = new URLSearchParams(location.search);
  const name = told.get("order") ?? "NAME";
  const column = columns.find((one) => one.order && one.order === name.replace(/^-/, ""));
  if (!column?.order) return USUAL;
  const from = told.get("from");
  return {
    order: { field: column.order, direction: name.startsWith("-") ? "DESC" : "ASC" },
    from: from !== null && column.jump && fits(column.jump, from) ? from : null,
  };
}

/** Whether two filters say the same, in whatever order. */
export function same(one: Condition[], other: Condition[]): boolean {
  const told = (all: Condition[]) => JSON.stringify(all.map(({ field, how, value }) => JSON.stringify([field, how, value])).sort());
  return told(one) === told(other);
}

/** Keeps conditions and place in the address; of a saved filter no more than its id stands there, of a text no more than
 * a letter. */
export function keep<Filter>(fields: FieldOf<Filter>[], conditions: Condition[], place: Place, saved?: string): void {
  const open = conditions.filter((one) => !fields.find((field) => field.field === one.field)?.personal && !one.picked);
  const told = new URLSearchParams(saved ? { saved } : open.map((one) => [`${one.field}.${one.how}`, one.value]));
  const { order, from } = place;
  if (order && (order.field !== "NAME" || order.direction === "DESC")) told.set("order", `${order.direction === "DESC" ? "-" : ""}${order.field}`);
  if (from !== null && (from.length === 1 || /^[\d.-]+$/.test(from))) told.set("from", from);
  history.replaceState({ ...history.state, conditions, place }, "", `${location.pathname}${told.size ? `?${told}` : ""}`);
}
