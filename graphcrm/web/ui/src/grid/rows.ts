import { useCallback, useEffect, useRef, useState } from "react";
import { connection } from "../api/connection";
import { failureOf, type Failure } from "../api/failures";
import { session } from "../api/session";
import { useStore } from "../api/store";

export type PageOf<Row> = { rows: Row[]; end: string | null; more: boolean; total: number | null; capped: boolean };
type Ask<Row> = (after: string | null, first: number) => Promise<{ page?: PageOf<Row>; error?: Parameters<typeof failureOf>[0] }>;

export const PAGE = 100;

/** Rows, a page at a time, each page after the last row of the one before: nothing is left out and nothing comes twice
 * while others write. `asked` names the question; another one begins anew. */
export function useRows<Row extends { id: string }>(asked: string, ask: Ask<Row>) {
  const [rows, setRows] = useState<Row[]>([]);
  const [state, setState] = useState<{ end: string | null; more: boolean; total: number | null; capped: boolean }>({ end: null, more: true, total: null, capped: false });
  const [failure, setFailure] = useState<Failure | null>(null);
  const [fetching, setFetching] = useState(true);
  const round = useRef(0);
  const busy = useRef(false);
  const { generation } = useStore(connection);
  const signedIn = useStore(session).state === "in";

  const load = useCallback(
    async (after: string | null, kept: Row[]) => {
      const mine = round.current;
      busy.current = true;
      setFetching(true);
      const { page, error } = await ask(after, PAGE);
      if (mine !== round.current) return;
      busy.current = false;
      setFetching(false);
      if (!page) {
        setFailure(session.get().state === "ended" ? null : failureOf(error));
        return;
      }
      setFailure(null);
      setRows([...kept, ...page.rows]);
      setState((now) => ({ end: page.end, more: page.more, total: page.total ?? now.total, capped: page.total === null ? now.capped : page.capped }));
    },
    // oxlint-disable-next-line react-hooks/exhaustive-deps
    [asked],
  );

  const again = useCallback(() => {
    round.current += 1;
    void load(null, []);
  }, [load]);

  useEffect(() => {
    if (signedIn) again();
  }, [again, signedIn, generation]);

  function next() {
    if (!busy.current && state.more && !failure && rows.length) void load(state.end, rows);
  }

  /** A row that was changed here, or by somebody else. */
  function put(id: string, part: Partial<Row>) {
    setRows((now) => now.map((row) => (row.id === id ? { ...row, ...part } : row)));
  }

  return { rows, ...state, failure, fetching, next, again, put };
}

