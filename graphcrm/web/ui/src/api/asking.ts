import { useEffect, useRef } from "react";
import { useQuery, type TypedDocumentNode } from "urql";
import { connection } from "./connection";
import { failureOf, type Failure } from "./failures";
import { session } from "./session";
import { useStore } from "./store";

export type Asked<Data> = { data: Data | undefined; failure: Failure | null; fetching: boolean; again: () => void };

const TRIES = 3;

type Words = Record<string, unknown>;

/** Asks while the component is there, and again when the server is back or somebody has signed in anew. */
export function useAsk<Data, Variables extends Words>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  pause = false,
): Asked<Data> {
  const { generation } = useStore(connection);
  const { state } = useStore(session);
  const waits = pause || state !== "in";
  const [result, execute] = useQuery<Data, Words>({
    query: query as TypedDocumentNode<Data, Words>,
    variables,
    pause: waits,
  });
  const again = () => execute({ requestPolicy: "network-only" });
  const before = useRef(generation);
  useEffect(() => {
    if (before.current !== generation && !waits) again();
    before.current = generation;
  });
  const tries = useRef(0);
  const tooLong = result.error?.graphQLErrors[0]?.extensions?.code === "TIMEOUT";
  useEffect(() => {
    if (result.data) tries.current = 0;
    // What is asked for the first time is planned by the database, and what is planned is kept: it is quick the next time.
    if (!tooLong || result.fetching || tries.current >= TRIES) return;
    tries.current += 1;
    again();
  });
  const trying = tooLong && tries.current < TRIES;
  // A session that ended is asked for over the page; what the page shows stays.
  const failure = state === "ended" || trying ? null : failureOf(result.error);
  return { data: result.data, failure: result.data ? null : failure, fetching: result.fetching, again };
}
