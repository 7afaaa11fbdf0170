import { useState } from "react";
import type { AnyVariables, TypedDocumentNode } from "urql";
import { client } from "./client";
import { failureOf, type Failure } from "./failures";

export type Fault = { code: string; reason: string; field: string[]; message: string };
export type Done<Data> = { data: Data | null; faults: Fault[]; failure: Failure | null };

/** Writes once. Faults are what the writer can mend, a failure is all else. */
export async function act<Data extends object, Variables extends AnyVariables>(
  mutation: TypedDocumentNode<Data, Variables>,
  variables: Variables,
): Promise<Done<Data>> {
  const result = await client.mutation(mutation, variables).toPromise();
  const [payload] = Object.values(result.data ?? {}) as ({ userErrors?: Fault[] } | null)[];
  return { data: result.data ?? null, faults: payload?.userErrors ?? [], failure: failureOf(result.error) };
}

/** `act` with whether it is going on, and what came of the last one. */
export function useAct() {
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function run<Data extends object, Variables extends AnyVariables>(
    mutation: TypedDocumentNode<Data, Variables>,
    variables: Variables,
  ): Promise<Data | null> {
    setBusy(true);
    const done = await act(mutation, variables);
    setBusy(false);
    setFaults(done.faults);
    setFailure(done.failure);
    return done.faults.length || done.failure ? null : done.data;
  }
  return { run, busy, faults, failure };
}

export function faultOf(faults: Fault[], field: string): string | undefined {
  return faults.find((fault) => fault.field.includes(field))?.message;
}
