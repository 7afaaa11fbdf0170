import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { connection } from "../api/connection";
import { failureOf, type Failure } from "../api/failures";
import { session } from "../api/session";
import { useStore } from "../api/store";

export type PageOf<Row> = {
  rows: Row[];
  start: string | null;
  end: string | null;
  /** Whether there are rows before it, and behind it. */
  before: boolean;
  more: boolean;
  total: number | null;
  capped: boolean;
  /** Nothing comes from where one wanted to begin: these are the last rows instead. */
  past?: boolean;
};
/** Which page: where the list begins, or the one behind or before the row of a cursor. */
export type Turn = { to: "begin" } | { to: "after" | "before"; cursor: string };
export type Told<Row> = { page?: PageOf<Row>; error?: Parameters<typeof failureOf>[0] };
export type Count = { total: number | null; capped: boolean };

type Question<Row> = {
  /** Names the question; another one begins anew. */
  asked: string;
  /** Names what is counted. */
  counted: string;
  ask: (turn: Turn) => Promise<Told<Row>>;
  count: () => Promise<Count | null>;
};

export const PAGE = 100;
/** So many pages are kept; of those far from where one reads the cursor is enough to have them again. */
const KEPT = 40;
/** So long one waits where more was asked for within a minute than the server gives, in milliseconds, and so often. */
const WAIT = 3000;
const PATIENCE = 25;

/** Rows, a page at a time, each page after the last row of the one before, or before the first: nothing is left out while
 * others write. A row that comes again, since somebody moved it, stands where it came last. */
export function useRows<Row extends { id: string }>({ asked, counted, ask, count }: Question<Row>) {
  const [pages, setPages] = useState<PageOf<Row>[]>([]);
  const [total, setTotal] = useState<Count>({ total: null, capped: false });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fetching, setFetching] = useState(true);
  const [waiting, setWaiting] = useState(false);
  const [begun, setBegun] = useState(0);
  const round = useRef(0);
  const busy = useRef(false);
  const known = useRef<string>(undefined);
  const { generation } = useStore(connection);
  const signedIn = useStore(session).state === "in";

  const load = useCallback(
    async (turn: Turn, tries = 0) => {
      const mine = round.current;
      busy.current = true;
      setFetching(true);
      const { page, error } = await ask(turn);
      if (mine !== round.current) return;
      const told = failureOf(error);
      setWaiting(told?.reason === "POINTS" && tries < PATIENCE);
      if (told?.reason === "POINTS" && tries < PATIENCE) {
        setTimeout(() => mine === round.current && void load(turn, tries + 1), WAIT);
        return;
      }
      busy.current = false;
      setFetching(false);
      if (!page) {
        setFailure(session.get().state === "ended" ? null : told);
        return;
      }
      setFailure(null);
      setPages((now) => joined(turn, now, page));
      if (turn.to !== "begin") return;
      setBegun(mine);
      if (page.total === null && known.current === counted) return;
      const found = page.total === null ? await count() : page;
      if (mine !== round.current || !found) return;
      known.current = counted;
      setTotal({ total: found.total, capped: found.capped });
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [asked],
  );

  const again = useCallback(() => {
    round.current += 1;
    known.current = undefined;
    void load({ to: "begin" });
  }, [load]);

  useEffect(() => {
    if (!signedIn) return;
    round.current += 1;
    void load({ to: "begin" });
  }, [load, signedIn, generation]);

  const rows = useMemo(() => pages.flatMap((page) => page.rows), [pages]);
  const [first, last] = [pages[0], pages.at(-1)];

  function turn(to: "after" | "before", wanted: boolean | undefined, cursor: string | null | undefined) {
    if (!busy.current && !failure && wanted && cursor) void load({ to, cursor });
  }

  /** A row that was changed here, or by somebody else. */
  function put(id: string, part: Partial<Row>) {
    setPages((now) => now.map((page) => ({ ...page, rows: page.rows.map((row) => (row.id === id ? { ...row, ...part } : row)) })));
  }

  return {
    rows,
    ...total,
    before: first?.before ?? false,
    more: last?.more ?? true,
    past: pages.some((page) => page.past ?? false),
    /** Another number where the rows are those of another beginning. */
    begun,
    failure,
    fetching,
    /** The server asked for a little patience. */
    waiting,
    next: () => turn("after", last?.more, last?.end),
    previous: () => turn("before", first?.before, first?.start),
    again,
    put,
  };
}

/** The pages with one more; far ones go, and a row stands once. */
export function joined<Row extends { id: string }>(turn: Turn, pages: PageOf<Row>[], page: PageOf<Row>): PageOf<Row>[] {
  if (turn.to === "begin") return [page];
  const behind = turn.to === "after";
  if (!page.rows.length) return pages.map((one, at) => (at === (behind ? pages.length - 1 : 0) ? { ...one, [behind ? "more" : "before"]: false } : one));
  const ids = new Set(page.rows.map((row) => row.id));
  const others = pages.map((one) => (one.rows.some((row) => ids.has(row.id)) ? { ...one, rows: one.rows.filter((row) => !ids.has(row.id)) } : one));
  return behind ? [...others, page].slice(-KEPT) : [page, ...others].slice(0, KEPT);
}

type Connection<Row> = {
  nodes: Row[];
  pageInfo: { hasPreviousPage: boolean; hasNextPage: boolean; startCursor: string | null; endCursor: string | null };
  totalCount?: number | null;
  totalCountIsCapped?: boolean | null;
};

/** A page as the server sends it. */
export function pageFrom<Row>({ nodes, pageInfo, totalCount, totalCountIsCapped }: Connection<Row>): PageOf<Row> {
  const { startCursor, endCursor, hasPreviousPage, hasNextPage } = pageInfo;
  return { rows: nodes, start: startCursor, end: endCursor, before: hasPreviousPage, more: hasNextPage, total: totalCount ?? null, capped: totalCountIsCapped ?? false };
}
