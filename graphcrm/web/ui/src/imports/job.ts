import { useEffect, useState } from "react";
import { client } from "../api/client";
import { failureOf, type Failure } from "../api/failures";
import type { ImportJobFragment } from "../gql";
import { OneImportDocument } from "./operations";

const GOING = ["QUEUED", "RUNNING", "PAUSED"];
const EVERY = 700;

type Counts = Record<"read" | "created" | "updated" | "unchanged" | "linked" | "queued" | "rejected", number>;
type Remark = { file: string; line?: number; column?: string | null; code?: string; message: string };
/** A row that is, or may be, of a record that is there. */
export type Match = { file: string; line: number; outcome: string; match: string | null; matchLine?: number; score: number; fields: { field: string; agreement: string }[]; others: number };
/** The ledger of an import, as far as it is told. */
export type Ledger = {
  run: string;
  undoes?: string;
  files: Record<string, Counts>;
  total: Counts;
  rejected: Remark[];
  findings: Remark[];
  matches: Match[];
  more: { rejected: number; findings: number; matches: number };
};

export function isGoing(job: ImportJobFragment | null): boolean {
  return !job || GOING.includes(job.state ?? "");
}

export function ledgerOf(job: ImportJobFragment | null): Ledger | null {
  return (job?.result as Ledger | null | undefined) ?? null;
}

/** A job, looked at until it has ended. */
export function useJob(id: string | null): { job: ImportJobFragment | null; failure: Failure | null } {
  const [job, setJob] = useState<ImportJobFragment | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  useEffect(() => {
    setJob(null);
    setFailure(null);
    if (!id) return;
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const ask = async () => {
      const { data, error } = await client.query(OneImportDocument, { id }, { requestPolicy: "network-only" }).toPromise();
      if (gone) return;
      setFailure(failureOf(error) ?? (data && !data.job ? { code: "NOT_FOUND", message: "", requestId: "", reason: "" } : null));
      if (data?.job) setJob(data.job);
      if (error || (data?.job && isGoing(data.job))) timer = setTimeout(() => void ask(), EVERY);
    };
    void ask();
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id]);
  return { job, failure };
}
