import type { TFunction } from "i18next";
import { act, type Done } from "../api/acting";
import { client } from "../api/client";
import { failureOf } from "../api/failures";
import { newKey } from "../api/keys";
import { InfluenceAddDocument, InfluenceRetractDocument, InfluenceUpdateDocument, MapDrawnDocument, type MapDrawnQuery } from "../gql";
import { push, type Back } from "../undo/steps";

export type Said = { weight: number | null; confidence: number | null; source: string | null };
/** A line that somebody drew: between whom, in what matter, and what it says. `teams`: those it is whole for, none for everybody. */
export type Drawn = { from: Named; to: Named; topic: string | null; said: Said; teams: string[] };
export type Named = { id: string; label: string };
export type Edge = NonNullable<MapDrawnQuery["person"]>["influences"]["edges"][number];

const SAME = ["weight", "confidence", "source"] as const;

/** A text as the API keeps it, so that a line is found again by what it says; none where nothing is left. */
export function kept(text: string): string | null {
  return text.normalize("NFC").trim() || null;
}

/** What the API says of a line now; none: it is not there, or not for the viewer to see. */
export async function drawnNow({ from, to, topic }: Pick<Drawn, "from" | "to" | "topic">): Promise<{ edge: Edge | null } & Pick<Back, "failure">> {
  const result = await client.query(MapDrawnDocument, { from: { id: from.id }, to: to.id }, { requestPolicy: "network-only" }).toPromise();
  return { edge: result.data?.person?.influences.edges.find((one) => one.topic === topic) ?? null, failure: failureOf(result.error) };
}

export function isSaid(edge: Said, said: Said): boolean {
  return SAME.every((name) => edge[name] === said[name]);
}

function ends({ from, to, topic }: Drawn) {
  return { from: { id: from.id }, to: { id: to.id }, topic };
}

function nameOf(t: TFunction, key: string, { from, to }: Drawn): string {
  return t(key, { from: from.label, to: to.label });
}

/** Taking back is for a slip of one's own: what somebody else has changed meanwhile is not taken from them. */
async function unlessChanged(t: TFunction, line: Drawn, undo: () => Promise<Done<object>>): Promise<Back> {
  const { edge, failure } = await drawnNow(line);
  if (failure) return { faults: [], failure };
  if (edge && !isSaid(edge, line.said)) return { faults: [{ message: t("draw.changedSince") }], failure: null };
  return undo();
}

/** Notes that a line was drawn: taken back, it never was. */
export function pushDrawn(place: string, t: TFunction, line: Drawn): void {
  const idempotencyKey = newKey();
  const input = { ...ends(line), sharedWith: [], reason: t("undo.reason"), idempotencyKey };
  push(place, { name: nameOf(t, "draw.step", line), undo: () => unlessChanged(t, line, () => act(InfluenceRetractDocument, { input })) });
}

/** Notes that a line says something else: taken back, it says what it said. */
export function pushChanged(place: string, t: TFunction, line: Drawn, before: Said): void {
  const input = { ...ends(line), ...before, reason: t("undo.reason"), idempotencyKey: newKey() };
  push(place, { name: nameOf(t, "draw.stepChanged", line), undo: () => unlessChanged(t, line, () => act(InfluenceUpdateDocument, { input })) });
}

/** Notes that a line was withdrawn: taken back, it is there again. */
export function pushWithdrawn(place: string, t: TFunction, line: Drawn, { sharing }: Edge): void {
  const sharedWith = line.teams.map((id) => ({ id }));
  const limits = sharedWith.length ? { sharing, sharedWith } : {};
  const input = { ...ends(line), ...line.said, ...limits, idempotencyKey: newKey() };
  push(place, { name: nameOf(t, "draw.stepWithdrawn", line), undo: () => act(InfluenceAddDocument, { input }) });
}
