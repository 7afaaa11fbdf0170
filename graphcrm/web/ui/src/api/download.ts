import { useEffect, useState } from "react";
import type { Asked } from "./asking";
import { send } from "./client";
import { connection } from "./connection";
import type { Failure } from "./failures";
import { refusal } from "./refusals";
import { session } from "./session";
import { useStore } from "./store";

const TRIES = 3;

type Got<Data> = { address: string; data?: Data; failure?: Failure };

/** What `read` makes of the JSON at an address of ours: asked for again when the server is back or somebody has signed in anew. */
export function useDownload<Reply, Data>(address: string, read: (reply: Reply) => Data): Asked<Data> {
  const { generation } = useStore(connection);
  const { state } = useStore(session);
  const [got, setGot] = useState<Got<Data>>({ address });
  const [tries, setTries] = useState(0);
  const waits = state !== "in";
  useEffect(() => {
    if (waits) return;
    const ends = new AbortController();
    void (async () => {
      try {
        const reply = await send(address, { credentials: "same-origin", headers: { "X-Graphcrm": "1" }, signal: ends.signal });
        const failure = reply.ok ? null : await refusal(reply);
        // What is asked for the first time is planned by the database, and what is planned is kept: it is quick the next time.
        if (failure?.code === "TIMEOUT" && failure.reason !== "MEMORY" && tries < TRIES) setTries(tries + 1);
        else setGot(failure ? { address, failure } : { address, data: read((await reply.json()) as Reply) });
      } catch (error) {
        if (!ends.signal.aborted) setGot({ address, failure: { code: "OFFLINE", message: (error as Error).message, requestId: "", reason: "" } });
      }
    })();
    return () => ends.abort();
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [address, generation, waits, tries]);
  const mine = got.address === address ? got : null;
  // A session that ended is asked for over the page; what the page shows stays.
  return { data: mine?.data, failure: state === "ended" ? null : (mine?.failure ?? null), fetching: !mine?.data && !mine?.failure, again: () => setTries(tries + 1) };
}
