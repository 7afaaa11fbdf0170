import type { Done } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import type { CoverageRole } from "../gql";

/** Who covers an account, as what, between which days. */
export type Cover = { user: string; name: string; as: CoverageRole; startedOn: string | null; endedOn: string | null };
/** A record as it was read before it is changed. */
export type Target = { id: string; version: number | null; name: string | null; tags: string[] | null; values: Record<string, unknown>; covers?: Cover[] };
export type BulkAct = { kind: "tag"; value: string } | { kind: "untag"; value: string } | { kind: "set"; field: string; value: string | number | null } | { kind: "cover"; as: CoverageRole; value: string; name: string } | { kind: "archive" };
export type Change = { target: Target; before: Record<string, unknown>; after: Record<string, unknown> };
/** What would be changed, and how many are so already: looked at without writing. */
export type Plan = { changes: Change[]; same: number };
export type Written = { change: Change; version: number | null };
export type Refused = { change: Change; message: string };
/** `left`: how many were not come to, since somebody stopped it or it failed. */
export type Report = { written: Written[]; refused: Refused[]; left: number; failure: Failure | null };
export type Writes = {
  read: (after: string | null) => Promise<{ targets: Target[]; end: string | null; more: boolean; failure: Failure | null }>;
  update: (items: { id: string; version: number | null; change: Record<string, unknown> }[], key: string) => Promise<Done<unknown> & { versions: Map<string, number | null> }>;
  archive: Writes["update"];
  restore: Writes["update"];
  /** Gives accounts to one of us, and takes that back from a single one; none where nobody covers records. An owner is
   * given all those that are of the same owner before, or of nobody. */
  cover: ((changes: Change[], act: Covering, key: string) => Promise<Done<unknown>>) | null;
  uncover: ((change: Change, act: Covering, key: string) => Promise<Done<unknown>>) | null;
};
export type Covering = Extract<BulkAct, { kind: "cover" }>;
type Sent = Done<unknown> & { versions?: Map<string, number | null> };
type Send = (changes: Change[], key: string) => Promise<Sent>;

/** So many at once: enough for a plan to be worth it, few enough that one stops soon. */
const AT_ONCE = 100;
const PATIENCE = 30;
const WAIT = 4000;
/** More than this is asked of an administrator: an import, with its ledger. */
export const MOST = 10_000;

export function planOf(targets: Target[], act: BulkAct): Plan {
  const changes: Change[] = [];
  for (const target of targets) {
    const after = afterOf(target, act);
    if (after) changes.push({ target, after, before: beforeOf(target, act, after) });
  }
  return { changes, same: targets.length - changes.length };
}

function beforeOf(target: Target, act: BulkAct, after: Record<string, unknown>): Record<string, unknown> {
  if (act.kind === "cover") return { [act.as]: target.covers?.filter((one) => one.as === act.as).map((one) => one.name).join(", ") ?? "" };
  return Object.fromEntries(Object.keys(after).map((field) => [field, field === "tags" ? target.tags : (target.values[field] ?? null)]));
}

/** Who owns an account, as far as one sees. */
export function ownerOf(target: Target): Cover | undefined {
  return target.covers?.find((one) => one.as === "OWNER");
}

/** What becomes of a record; nothing where it is so already. */
function afterOf(target: Target, act: BulkAct): Record<string, unknown> | null {
  const tags = target.tags ?? [];
  if (act.kind === "archive") return {};
  if (act.kind === "cover") return target.covers?.some((one) => one.as === act.as && one.user === act.value) ? null : { [act.as]: act.name };
  if (act.kind === "tag") return tags.includes(act.value) ? null : { tags: [...tags, act.value] };
  if (act.kind === "untag") return tags.includes(act.value) ? { tags: tags.filter((tag) => tag !== act.value) } : null;
  return (target.values[act.field] ?? null) === act.value ? null : { [act.field]: act.value };
}

/** Writes the changes in turns. What is refused is left out and told; the others of the turn are written all the same. */
export async function write(plan: Change[], { to, act, back = false }: { to: Writes; act: BulkAct; back?: boolean }, told: (done: number) => void, stopped: () => boolean): Promise<Report> {
  const report: Report = { written: [], refused: [], left: 0, failure: null };
  const send = senderOf(to, act, back);
  for (const some of turnsOf(plan, act, back)) {
    if (stopped() || report.failure) break;
    await turn(some, send, report, stopped);
    told(report.written.length + report.refused.length);
  }
  report.left = plan.length - report.written.length - report.refused.length;
  return report;
}

function senderOf(to: Writes, act: BulkAct, back: boolean): Send {
  if (act.kind === "cover") return async (changes, key) => (back ? to.uncover!(changes[0]!, act, key) : to.cover!(changes, act, key));
  const send = act.kind === "archive" ? (back ? to.restore : to.archive) : to.update;
  return (changes, key) => send(changes.map(({ target, before, after }) => ({ id: target.id, version: target.version, change: back ? before : after })), key);
}

/** What is written together: of accounts that get another owner those of one owner before; alone, what is taken back of
 * an account. */
function turnsOf(changes: Change[], act: BulkAct, back: boolean): Change[][] {
  const groups = new Map<unknown, Change[]>();
  for (const change of changes) {
    const of = act.kind === "cover" && act.as === "OWNER" ? ownerOf(change.target)?.user : undefined;
    groups.set(of, [...(groups.get(of) ?? []), change]);
  }
  const most = act.kind === "cover" && back ? 1 : AT_ONCE;
  return [...groups.values()].flatMap((group) => Array.from({ length: Math.ceil(group.length / most) }, (_, at) => group.slice(at * most, (at + 1) * most)));
}

/** Ends: each time around at least one is refused, or the turn is over. */
async function turn(changes: Change[], send: Send, report: Report, stopped: () => boolean): Promise<void> {
  let left = changes;
  while (left.length) {
    const done = await patient(() => send(left, keyOf(left)), stopped);
    if (done.failure) {
      report.failure = done.failure;
      return;
    }
    const bad = new Map(done.faults.map((fault) => [["items", "organizations"].includes(fault.field[0] ?? "") && fault.field.length > 1 ? Number(fault.field[1]) : -1, fault.message]));
    if (!bad.size) {
      report.written.push(...left.map((change) => ({ change, version: done.versions?.get(change.target.id) ?? null })));
      return;
    }
    const all = bad.get(-1);
    report.refused.push(...left.flatMap((change, index) => (all ?? bad.get(index) ? [{ change, message: all ?? bad.get(index)! }] : [])));
    left = all ? [] : left.filter((_, index) => !bad.has(index));
  }
}

const keys = new WeakMap<Change[], string>();

/** The same turn has the same key, however often it is sent. */
function keyOf(changes: Change[]): string {
  const key = keys.get(changes) ?? newKey();
  keys.set(changes, key);
  return key;
}

/** Sends again what came too fast, or was lost on the way: by its key it counts once. */
export async function patient<Result extends { failure: Failure | null }>(send: () => Promise<Result>, stopped: () => boolean): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    const done = await send();
    if (!done.failure || tries >= PATIENCE || stopped() || done.failure.reason === "ROWS" || !["RATE_LIMITED", "TIMEOUT", "UNAVAILABLE", "OFFLINE"].includes(done.failure.code)) return done;
    await new Promise((go) => setTimeout(go, WAIT));
  }
}

/** What takes the written back: each to what it was, where nobody changed it since. */
export function undoOf(report: Report): Change[] {
  return report.written.map(({ change, version }) => ({ ...change, target: { ...change.target, version } }));
}
