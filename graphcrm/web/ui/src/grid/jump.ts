import type { Order } from "./Grid";
import type { PageOf, Told, Turn } from "./rows";

/** How one gets to a place in an order: what is typed there, and the filters of which the first that finds anything
 * begins with the row one wants, if the rows stand in this order. */
export type Jump = { kind: "text" | "date" | "number"; from: (value: string, direction: "ASC" | "DESC") => object[] };

type Part = { after?: string | null; before?: string | null; first?: number; last?: number; count: boolean };
type Ask<Row, Filter> = (filter: Filter | null, part: Part) => Promise<Told<Row>>;

/** By letters. Downwards, what begins with them comes before what is less. */
export function byText(field: string): Jump {
  return {
    kind: "text",
    from: (value, direction) => (direction === "ASC" ? [{ [field]: { gte: value } }] : [{ [field]: { startsWith: value } }, { [field]: { lt: value } }]),
  };
}

/** By a day of the calendar on the wall here. */
export function byInstant(field: string): Jump {
  return { kind: "date", from: (value, direction) => [{ [field]: direction === "ASC" ? { gte: midnight(value, 0) } : { lt: midnight(value, 1) } }] };
}

/** By a day that has no zone. */
export function byDay(field: string): Jump {
  return { kind: "date", from: (value, direction) => [{ [field]: { [direction === "ASC" ? "gte" : "lte"]: value } }] };
}

export function byNumber(field: string): Jump {
  return { kind: "number", from: (value, direction) => [{ [field]: { [direction === "ASC" ? "gte" : "lte"]: Number(value) } }] };
}

/** By an amount, whatever its currency: so does the server order them. */
export function byAmount(field: string): Jump {
  return { kind: "number", from: (value, direction) => [{ [field]: { [direction === "ASC" ? "gte" : "lte"]: value } }] };
}

/** Whether one may be sent there: an address may hold anything. */
export function fits(jump: Jump, value: string): boolean {
  if (jump.kind === "date") return /^\d{4}-\d\d-\d\d$/.test(value) && !Number.isNaN(new Date(value).getTime());
  if (jump.kind === "number") return value.trim() !== "" && Number.isFinite(Number(value)) && Math.abs(Number(value)) < 2 ** 31;
  return value.trim() !== "" && value.length <= 100;
}

/** Asks for a page of the list that begins at `from`. A cursor is one of the order, whatever the filter: so the pages
 * around the first one are asked for without it, and hold the rows on either side. */
export async function pageOf<Row, Filter>(turn: Turn, size: number, filter: Filter | null, ask: Ask<Row, Filter>, from: { jump: Jump; value: string; order: NonNullable<Order> } | null): Promise<Told<Row>> {
  if (turn.to === "after") return ask(filter, { after: turn.cursor, first: size, count: false });
  if (turn.to === "before") return ask(filter, { before: turn.cursor, last: size, count: false });
  if (!from) return ask(filter, { first: size, count: true });
  for (const place of from.jump.from(from.value, from.order.direction)) {
    const told = await ask(both(filter, place as Filter), { first: size, count: false });
    if (!told.page) return told;
    if (told.page.rows.length) return { page: { ...told.page, before: true, more: true } };
  }
  const told = await ask(filter, { last: size, count: false });
  return told.page ? { page: { ...told.page, past: true } satisfies PageOf<Row> } : told;
}

function both<Filter>(filter: Filter | null, other: Filter): Filter {
  return filter ? ({ and: [filter, other] } as Filter) : other;
}

function midnight(day: string, later: number): string {
  const at = new Date(`${day}T00:00:00`);
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
