import { useEffect, useRef, useState } from "react";
import type { Asked } from "./asking";
import { connection } from "./connection";
import { send } from "./client";
import type { Failure } from "./failures";
import { refusal } from "./refusals";
import { session } from "./session";
import { useStore } from "./store";

/** A reply of an address that speaks plain JSON. What is refused is thrown as a Failure. */
export async function call(path: string, { body, signal, accept = "application/json" }: { body?: unknown; signal?: AbortSignal; accept?: string } = {}): Promise<Response> {
  const headers = { Accept: accept, "X-Graphcrm": "1", ...(body === undefined ? {} : { "Content-Type": "application/json" }) };
  let reply: Response;
  try {
    reply = await send(path, { method: body === undefined ? "GET" : "POST", headers, signal, credentials: "same-origin", body: body === undefined ? undefined : JSON.stringify(body) });
  } catch (error) {
    if ((error as Error).name === "AbortError") throw error;
    throw { code: "OFFLINE", message: (error as Error).message, requestId: "", reason: "" } satisfies Failure;
  }
  if (reply.ok) return reply;
  throw await refusal(reply);
}

/** What is at an address, as `useAsk` tells it: asked again when the server is back or somebody has signed in anew. */
export function useCalled<Data>(path: string): Asked<Data> {
  const { generation } = useStore(connection);
  const { state } = useStore(session);
  const [found, setFound] = useState<{ data?: Data; failure: Failure | null; fetching: boolean }>({ failure: null, fetching: true });
  const [times, setTimes] = useState(0);
  const known = useRef<Data>(undefined);
  useEffect(() => {
    if (state !== "in") return;
    const stop = new AbortController();
    setFound({ data: known.current, failure: null, fetching: true });
    call(path, { signal: stop.signal })
      .then(async (reply) => {
        known.current = (await reply.json()) as Data;
        setFound({ data: known.current, failure: null, fetching: false });
      })
      .catch((error: Failure | Error) => {
        if (!stop.signal.aborted) setFound({ data: known.current, failure: error as Failure, fetching: false });
      });
    return () => stop.abort();
  }, [path, generation, state, times]);
  return { data: found.data, failure: found.data || state === "ended" ? null : found.failure, fetching: found.fetching, again: () => setTimes(times + 1) };
}
