import type { Done } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";

/** A record as it was read before it is changed. */
export type Target = { id: string; version: number | null; name: string | null; tags: string[] | null; values: Record<string, unknown> };
export type BulkAct = { kind: "tag"; value: string } | { kind: "untag"; value: string } | { kind: "set"; field: string; value: string | number | null } | { kind: "owner"; value: string } | { kind: "archive" };
export type Change = { target: Target; before: Record<string, unknown>; after: Record<string, unknown> };
/** What would be changed, and how many are so already: looked at without writing. */
export type Plan = { changes: Change[]; same: number };
export type Written = { change: Change; version: number | null };
export type Refused = { target: Target; message: string };
export type Report = { written: Written[]; refused: Refused[]; failure: Failure | null };
export type Writes = {
  read: (after: string | null) => Promise<{ targets: Target[]; end: string | null; more: boolean } | Failure>;
  update: (items: { id: string; version: number | null; change: Record<string, unknown>; was: Record<string, unknown> }[], key: string) => Promise<Done<unknown> & { versions: Map<string, number | null> }>;
  archive: Writes["update"];
  restore: Writes["update"];
  /** Gives accounts to one of us, all of them from the same one before, or from nobody; none where nobody owns records. */
  assign: Writes["update"] | null;
};

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
    if (after) changes.push({ target, after, before: Object.fromEntries(Object.keys(after).map((field) => [field, field === "tags" ? target.tags : (target.values[field] ?? null)])) });
  }
  return { changes, same: targets.length - changes.length };
}

/** What becomes of a record; nothing where it is so already. */
function afterOf(target: Target, act: BulkAct): Record<string, unknown> | null {
  const tags = target.tags ?? [];
  if (act.kind === "archive") return {};
  if (act.kind === "owner") return target.values.owner === act.value ? null : { owner: act.value };
  if (act.kind === "tag") return tags.includes(act.value) ? null : { tags: [...tags, act.value] };
  if (act.kind === "untag") return tags.includes(act.value) ? { tags: tags.filter((tag) => tag !== act.value) } : null;
  return (target.values[act.field] ?? null) === act.value ? null : { [act.field]: act.value };
}

/** Writes the changes in turns. What is refused is left out and told; the others of the turn are written all the same. */
export async function write(changes: Change[], send: Writes["update"], told: (done: number) => void, stopped: () => boolean, back = false): Promise<Report> {
  const report: Report = { written: [], refused: [], failure: null };
  for (const some of turnsOf(changes)) {
    if (stopped() || report.failure) break;
    await turn(some, send, report, back);
    told(report.written.length + report.refused.length);
  }
  return report;
}

/** What is written together: of accounts that get another owner those of one owner before. */
function turnsOf(changes: Change[]): Change[][] {
  const groups = new Map<unknown, Change[]>();
  for (const change of changes) {
    const before = "owner" in change.after ? change.before.owner : undefined;
    const group = groups.get(before) ?? [];
    groups.set(before, group);
    group.push(change);
  }
  return [...groups.values()].flatMap((group) => Array.from({ length: Math.ceil(group.length / AT_ONCE) }, (_, at) => group.slice(at * AT_ONCE, (at + 1) * AT_ONCE)));
}

/** Ends: each time around at least one is refused, or the turn is over. */
async function turn(changes: Change[], send: Writes["update"], report: Report, back: boolean): Promise<void> {
  let left = changes;
  while (left.length) {
    const items = left.map(({ target, before, after }) => ({ id: target.id, version: target.version, change: back ? before : after, was: back ? after : before }));
    const done = await patient(() => send(items, keyOf(left)));
    if (done.failure) {
      report.failure = done.failure;
      return;
    }
    const bad = new Map(done.faults.map((fault) => [["items", "organizations"].includes(fault.field[0] ?? "") && fault.field.length > 1 ? Number(fault.field[1]) : -1, fault.message]));
    if (!bad.size) {
      report.written.push(...left.map((change) => ({ change, version: done.versions.get(change.target.id) ?? null })));
      return;
    }
    const all = bad.get(-1);
    report.refused.push(...left.flatMap(({ target }, index) => (all ?? bad.get(index) ? [{ target, message: all ?? bad.get(index)! }] : [])));
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
async function patient<Result extends { failure: Failure | null }>(send: () => Promise<Result>): Promise<Result> {
  for (let tries = 0; ; tries += 1) {
    const done = await send();
    if (!done.failure || tries >= PATIENCE || !["RATE_LIMITED", "TIMEOUT", "OFFLINE"].includes(done.failure.code)) return done;
    await new Promise((go) => setTimeout(go, WAIT));
  }
}

/** What takes the written back: each to what it was, where nobody changed it since. */
export function undoOf(report: Report): Change[] {
  return report.written.map(({ change, version }) => ({ ...change, target: { ...change.target, version } }));
}
