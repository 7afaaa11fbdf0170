import type { OrgChartQuery } from "../gql";

type Row = NonNullable<NonNullable<OrgChartQuery["organization"]>["orgChart"]>["seats"][number];

export type Seat = {
  id: string;
  row: Row;
  level: number;
  below: Seat[];
  above: Seat | null;
  /** Seats below at any depth, as the server counts them. */
  inAll: number;
};

export type SeatTree = { roots: Seat[]; all: Seat[] };

/** The rows of the chart, which come in its order, as a tree. A seat whose superior is not among them is a root. */
export function treeOf(rows: readonly Row[]): SeatTree {
  const all: Seat[] = [];
  const byId = new Map<string, Seat>();
  const roots: Seat[] = [];
  for (const row of rows) {
    if (!row.role) continue;
    const seat: Seat = { id: row.role.id, row, level: 1, below: [], above: null, inAll: row.reportsInAll ?? 0 };
    all.push(seat);
    byId.set(seat.id, seat);
  }
  for (const seat of all) {
    const above = byId.get(seat.row.role?.reportsTo?.id ?? "");
    if (above && above !== seat) {
      seat.above = above;
      above.below.push(seat);
    } else roots.push(seat);
  }
  // Ends: solid lines form a forest, so each seat is reached once.
  const waiting = [...roots];
  for (let seat = waiting.pop(); seat; seat = waiting.pop()) {
    for (const next of seat.below) {
      next.level = seat.level + 1;
      waiting.push(next);
    }
  }
  return { roots, all };
}

export function holdersOf(seat: Seat): string {
  return seat.row.holders.map((holding) => holding.person.name ?? "").join(", ");
}

/** The seats one sees when these are open, from top to bottom. */
export function visible(tree: SeatTree, open: ReadonlySet<string>): Seat[] {
  const found: Seat[] = [];
  const waiting = [...tree.roots].reverse();
  for (let seat = waiting.pop(); seat; seat = waiting.pop()) {
    found.push(seat);
    if (open.has(seat.id)) waiting.push(...[...seat.below].reverse());
  }
  return found;
}
