/** Dates without a zone as whole days since 1970-01-01. */
export const EVER = -(2 ** 31);
export const ALWAYS = 2 ** 31 - 1;
const DAY = 86_400_000;

type Days = [since: string | null, until: string | null];

/** A chart as it is downloaded: rows by position, in the order of `columns` of the reply. */
export type Told = {
  asOf: string;
  dated: boolean;
  holders: boolean;
  total: number;
  truncated: boolean;
  leftOut: number;
  units: [id: string, name: string | null, above: [unit: number, owned: boolean, ...Days][]][];
  people: [id: string, name: string | null][];
  seats: [id: string, title: string | null, unit: number, holders: [person: number, ...Days, acting: boolean | null][], solid: [seat: number, ...Days][], dotted: [seat: number, ...Days][]][];
};

/** What holds for some days, by owner: that of the owner i stands from first[i] to first[i + 1]. */
export type Spans = { first: Int32Array; to: Int32Array; since: Int32Array; until: Int32Array };

/** The same in arrays of numbers, which fifty thousand seats are quickly gone through in. */
export type Skeleton = Omit<Told, "units" | "people" | "seats"> & {
  ids: string[];
  titles: (string | null)[];
  unit: Int32Array;
  units: { id: string; name: string | null }[];
  people: { id: string; name: string | null }[];
  held: Spans;
  acting: Uint8Array;
  solid: Spans;
  dotted: Spans;
  below: Spans;
  byId: ReadonlyMap<string, number>;
};

export function dayOf(text: string): number {
  return Math.round(Date.UTC(Number(text.slice(0, 4)), Number(text.slice(5, 7)) - 1, Number(text.slice(8, 10))) / DAY);
}

export function textOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}

export function holds(spans: Spans, at: number, day: number): boolean {
  return spans.since[at]! <= day && day <= spans.until[at]!;
}

export function skeletonOf(told: Told): Skeleton {
  const known = new Map<string, number>();
  const day = (text: string) => {
    const found = known.get(text) ?? dayOf(text);
    known.set(text, found);
    return found;
  };
  const { units, people, seats, ...rest } = told;
  const spans = (rows: (readonly [number, string | null, string | null])[][]): Spans => {
    const many = rows.reduce((sum, row) => sum + row.length, 0);
    const made: Spans = { first: new Int32Array(rows.length + 1), to: new Int32Array(many), since: new Int32Array(many), until: new Int32Array(many) };
    let at = 0;
    rows.forEach((row, owner) => {
      made.first[owner] = at;
      for (const [to, since, until] of row) {
        made.to[at] = to;
        made.since[at] = since === null ? EVER : day(since);
        made.until[at] = until === null ? ALWAYS : day(until);
        at += 1;
      }
    });
    made.first[rows.length] = at;
    return made;
  };
  // Of units one asks what lies below them, not above.
  const below: [number, string | null, string | null][][] = units.map(() => []);
  units.forEach(([, , above], unit) => {
    for (const [over, , since, until] of above) below[over]!.push([unit, since, until]);
  });
  return {
    ...rest,
    ids: seats.map((seat) => seat[0]),
    titles: seats.map((seat) => seat[1]),
    unit: Int32Array.from(seats, (seat) => seat[2]),
    units: units.map(([id, name]) => ({ id, name })),
    people: people.map(([id, name]) => ({ id, name })),
    held: spans(seats.map((seat) => seat[3].map(([person, since, until]) => [person, since, until] as const))),
    acting: Uint8Array.from(seats.flatMap((seat) => seat[3]), (holding) => (holding[3] ? 1 : 0)),
    solid: spans(seats.map((seat) => seat[4])),
    dotted: spans(seats.map((seat) => seat[5])),
    below: spans(below),
    byId: new Map(seats.map((seat, at) => [seat[0], at])),
  };
}
