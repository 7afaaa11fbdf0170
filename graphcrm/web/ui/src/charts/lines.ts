import type { TFunction } from "i18next";
import { act } from "../api/acting";
import { newKey } from "../api/keys";
import { client } from "../api/client";
import { failureOf, type Failure } from "../api/failures";
import { ReportsToOnDocument, ReportsToRetractDocument, ReportsToUpdateDocument, type LineKind, type ReportsToOnQuery } from "../gql";
import { push } from "../undo/steps";
import { ALWAYS, EVER, holds, textOf, type Skeleton } from "./skeleton";

/** A line from a seat to another: the days it holds, where they are known. */
export type Line = { kind: LineKind; seat: number; to: number; since: string | null; until: string | null };

/** The lines up from a seat that hold on a day: the solid one first. */
export function linesUp(skeleton: Skeleton, seat: number, day: number): Line[] {
  const kinds: LineKind[] = ["SOLID", "DOTTED"];
  return kinds.flatMap((kind) => {
    const spans = kind === "SOLID" ? skeleton.solid : skeleton.dotted;
    const found: Line[] = [];
    for (let at = spans.first[seat]!; at < spans.first[seat + 1]!; at += 1) {
      if (!holds(spans, at, day)) continue;
      const [since, until] = [spans.since[at]!, spans.until[at]!];
      found.push({ kind, seat, to: spans.to[at]!, since: since === EVER ? null : textOf(since), until: until === ALWAYS ? null : textOf(until) });
    }
    return found;
  });
}

/** The solid line that a new one follows: it may lead to a seat that is not in this chart. */
export type Followed = { id: string; title: string | null; since: string | null; until: string | null };

export function followedIn(found: ReportsToOnQuery | undefined): Followed | null {
  const above = found?.role?.reportsTo;
  const [days] = above?.directReports.edges ?? [];
  return above && days ? { id: above.id, title: above.title, since: days.startedOn, until: days.endedOn } : null;
}

/** The same, as the API tells it at this moment. */
export async function followedNow(id: string, on: string): Promise<{ followed: Followed | null; failure: Failure | null }> {
  const { data, error } = await client.query(ReportsToOnDocument, { id, on }, { requestPolicy: "network-only" }).toPromise();
  return { followed: followedIn(data), failure: failureOf(error) };
}

/** A line as the API names it. */
export function named({ ids }: Skeleton, { kind, seat, to, since }: Line) {
  return { role: { id: ids[seat]! }, reportsTo: { id: ids[to]! }, kind, startedOn: since };
}

/** Notes that a line was drawn: taken back, it never was, and the one that it followed goes on as before. */
export function pushDrawn(place: string, t: TFunction, name: string, skeleton: Skeleton, line: Line, followed: Followed | null): void {
  const reason = t("undo.reason");
  const [first, second] = [newKey(), newKey()];
  const undo = async () => {
    const done = await act(ReportsToRetractDocument, { input: { ...named(skeleton, line), reason, idempotencyKey: first } });
    if (!followed || done.faults.length || done.failure) return done;
    const { role, kind } = named(skeleton, line);
    const before = { role, reportsTo: { id: followed.id }, kind, startedOn: followed.since };
    return act(ReportsToUpdateDocument, { input: { ...before, endedOn: followed.until, reason, idempotencyKey: second } });
  };
  push(place, { name, undo });
}

/** Notes that a line was ended: taken back, it goes on as it did. */
export function pushEnded(place: string, t: TFunction, name: string, skeleton: Skeleton, line: Line): void {
  const input = { ...named(skeleton, line), endedOn: line.until, reason: t("undo.reason"), idempotencyKey: newKey() };
  push(place, { name, undo: () => act(ReportsToUpdateDocument, { input }) });
}
