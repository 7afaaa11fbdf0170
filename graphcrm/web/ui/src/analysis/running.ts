import { useEffect, useRef, useState } from "react";
import { call } from "../api/calling";
import type { Failure } from "../api/failures";
import { saveAs } from "../api/saving";
import type { Table } from "./answers";

type State = { table: Table | null; failure: Failure | null; running: boolean; stopped: boolean; seconds: number };
export type Running = State & { run: (body: unknown) => Promise<void>; stop: () => void; save: (name: string) => Promise<void> };

const NOTHING: State = { table: null, failure: null, running: false, stopped: false, seconds: 0 };

/** Asks one question after the other; what is asked while another runs takes its place. */
export function useRunning<Told>(path: string, tableOf: (told: Told) => Table): Running {
  const [state, setState] = useState<State>(NOTHING);
  const running = useRef<AbortController | null>(null);
  const asked = useRef<unknown>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function attempt<Found>(accept: string, read: (reply: Response) => Promise<Found>): Promise<Found | null> {
    running.current?.abort();
    const mine = (running.current = new AbortController());
    setState((now) => ({ ...now, failure: null, running: true, stopped: false }));
    try {
      const found = await read(await call(path, { body: asked.current, signal: mine.signal, accept }));
      setState((now) => ({ ...now, running: false }));
      return found;
    } catch (error) {
      if (mine.signal.aborted) {
        if (running.current === mine) setState((now) => ({ ...now, running: false, stopped: true }));
      } else setState((now) => ({ ...now, failure: error as Failure, running: false }));
      return null;
    }
  }

  return {
    ...state,
    async run(body) {
      asked.current = body;
      const began = performance.now();
      setState((now) => ({ ...now, table: null }));
      const told = await attempt("application/json", (reply) => reply.json() as Promise<Told>);
      if (told) setState((now) => ({ ...now, table: tableOf(told), seconds: (performance.now() - began) / 1000 }));
    },
    stop: () => running.current?.abort(),
    async save(name) {
      const file = await attempt("text/csv", (reply) => reply.blob());
      if (file) saveAs(file, name);
    },
  };
}
