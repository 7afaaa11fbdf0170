import { Checkbox, Radio, Stack, TextInput } from "@mantine/core";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { act, type Done } from "../api/acting";
import { useAsk } from "../api/asking";
import { newKey } from "../api/keys";
import { Dialog } from "../forms/Dialog";
import { FormEnd } from "../forms/FormEnd";
import type { DuplicateNoun } from "../gql";
import { Pending } from "../states/Pending";
import { Show } from "../states/Show";
import { wordOf } from "../widgets/History";
import { When } from "../widgets/When";
import { MergedRecordsDocument, OrganizationMergeDocument, PersonMergeDocument } from "./operations";
import { labelOf, textOf, type Merging, type Report } from "./values";

type Named = { id: string; name: string | null };
export type Merged = { mergeId: string; survivor: Named };
type Props = { noun: DuplicateNoun; records: Named[]; others?: Named[]; close: (merged?: Merged) => void };
type Wish = { ids: string[]; survivor: string | null; values: Record<string, string>; reason?: string; preview?: boolean };
type Told = { report: Report | null; merged: Merged | null };

/** Makes records one: which stays, whose value a field has where they differ, and what moves; looked at before it is done. */
export function MergeForm({ noun, records, others = [], close }: Props) {
  const { t } = useTranslation();
  const [also, setAlso] = useState<string[]>([]);
  const ids = [...records.map((one) => one.id), ...also];
  const asked = useAsk(MergedRecordsDocument, { ids });
  return (
    <Dialog onClose={() => close()} title={t("duplicates.mergeTitle")} size="xl" closeOnClickOutside={false}>
      <Stack gap="sm">
        {others.length > 0 && (
          <Checkbox.Group label={t("duplicates.also")} value={also} onChange={setAlso}>
            {others.map((one) => (
              <Checkbox key={one.id} mt={6} value={one.id} label={<bdi>{one.name ?? t("record.unnamed")}</bdi>} />
            ))}
          </Checkbox.Group>
        )}
        <Show asked={asked} rows={6}>
          {({ nodes }) => <Choices key={ids.join()} noun={noun} records={nodes.filter((one) => one !== null)} close={close} />}
        </Show>
      </Stack>
    </Dialog>
  );
}

function Choices({ noun, records, close }: { noun: DuplicateNoun; records: Merging[]; close: Props["close"] }) {
  const { t } = useTranslation();
  const [survivor, setSurvivor] = useState<string | null>(null);
  const [values, setValues] = useState<Record<string, string>>({});
  const [reason, setReason] = useState("");
  const [key] = useState(newKey);
  const [looked, setLooked] = useState<Done<Told> | null>(null);
  const [sent, setSent] = useState<Done<Told> | null>(null);
  const [busy, setBusy] = useState(false);
  const ids = records.map((one) => one.id);
  useEffect(() => {
    let gone = false;
    void merge(noun, { ids, survivor, values: {}, preview: true }, newKey()).then((told) => gone || setLooked(told));
    return () => {
      gone = true;
    };
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [survivor]);

  /** What was refused before is no word on what is wished now. */
  function changed(change: () => void) {
    setSent(null);
    change();
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const told = await merge(noun, { ids, survivor, values, reason }, key);
    setBusy(false);
    setSent(told);
    if (told.data?.merged) close(told.data.merged);
  }

  if (!looked) return <Pending rows={6} />;
  const report = looked.data?.report;
  const faults = (sent ?? looked).faults;
  const failure = (sent ?? looked).failure;
  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        {report && (
          <>
            <Radio.Group label={t("duplicates.stays")} value={survivor ?? report.survivor} onChange={(id) => changed(() => setSurvivor(id))}>
              {records.map((one) => (
                <Radio key={one.id} mt={6} value={one.id} label={<Called record={one} />} />
              ))}
            </Radio.Group>
            <Fields report={report} records={inOrder(records, report)} values={values} change={(next) => changed(() => setValues(next))} />
            <Moved report={report} />
            <TextInput label={t("duplicates.reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} maxLength={500} />
          </>
        )}
        <FormEnd faults={faults} failure={failure} busy={busy} close={() => close()} send={t("duplicates.mergeNow")} disabled={!report} />
      </Stack>
    </form>
  );
}

function Called({ record }: { record: Merging }) {
  const { t } = useTranslation();
  return (
    <>
      <bdi>{nameOf(record) ?? t("record.unnamed")}</bdi>{" "}
      <span className="quiet">
        {"createdAt" in record && (
          <>
            {t("field.createdAt")} <When at={record.createdAt} />
          </>
        )}
        {"archivedAt" in record && record.archivedAt && ` · ${t("record.archived")}`}
      </span>
    </>
  );
}

/** The fields in which they differ, or that the one that stays is given: whose value it has can be chosen. */
function Fields({ report, records, values, change }: { report: Report; records: Merging[]; values: Record<string, string>; change: (values: Record<string, string>) => void }) {
  const { t } = useTranslation();
  const known = new Map(report.values.map(({ field, from }) => [field, from]));
  for (const { field, keeps } of report.conflicts) known.set(field, keeps);
  if (!known.size) return <p className="quiet">{t("duplicates.alike")}</p>;
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={t("duplicates.whose")}>
      <table className="plain-table merge-fields">
        <thead>
          <tr>
            <th scope="col">{t("duplicates.whose")}</th>
            {records.map((one, at) => (
              <th key={one.id} scope="col">
                {at ? <bdi>{nameOf(one)}</bdi> : t("duplicates.staying")}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {[...known].map(([field, from]) => {
            const label = labelOf(t, field, records);
            const together = field === "tags" && !values[field];
            const follows = field === "name" && !values[field] && Boolean(values["firstName"] ?? values["lastName"]);
            return (
              <tr key={field}>
                <th scope="row">
                  {label}
                  {together && <span className="quiet"> {t("duplicates.together")}</span>}
                  {follows && <span className="quiet"> {t("duplicates.follows")}</span>}
                </th>
                {records.map((one) => {
                  const text = textOf(t, field, one);
                  return (
                    <td key={one.id}>
                      {text ? (
                        <Radio
                          name={field}
                          value={one.id}
                          checked={!together && !follows && (values[field] ?? from) === one.id}
                          onChange={() => change({ ...values, [field]: one.id })}
                          aria-label={`${label}: ${text}`}
                          label={<bdi>{text}</bdi>}
                        />
                      ) : (
                        "–"
                      )}
                    </td>
                  );
                })}
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}

/** What was said of the others and is said of the one that stays from then on. */
function Moved({ report }: { report: Report }) {
  const { t } = useTranslation();
  const told = (of: Record<string, number>) =>
    Object.entries(of)
      .map(([type, count]) => `${count} × ${t(`duplicates.fact.${type}`, wordOf(type))}`)
      .join(", ");
  const [moved, folded] = [told(report.moved), told(report.folded)];
  return (
    <div className="quiet">
      {moved && <p>{t("duplicates.moves", { what: moved })}</p>}
      {folded && <p>{t("duplicates.folds", { what: folded })}</p>}
      <p>{t("duplicates.lossless")}</p>
    </div>
  );
}

function nameOf(record: Merging): string | null {
  return "name" in record ? record.name : null;
}

/** The one that stays first. */
function inOrder(records: Merging[], report: Report): Merging[] {
  return [...records.filter((one) => one.id === report.survivor), ...records.filter((one) => one.id !== report.survivor)];
}

async function merge(noun: DuplicateNoun, { ids, survivor, values, reason, preview }: Wish, idempotencyKey: string): Promise<Done<Told>> {
  const wish = {
    survivor: survivor ? { id: survivor } : null,
    values: Object.entries(values).map(([field, from]) => ({ field, from: { id: from } })),
    reason: reason?.trim() || null,
    preview,
    idempotencyKey,
  };
  const by = ids.map((id) => ({ id }));
  if (noun === "PERSON") {
    const done = await act(PersonMergeDocument, { input: { people: by, ...wish } });
    return { ...done, data: toldBy(done.data?.personMerge, done.data?.personMerge?.person) };
  }
  const done = await act(OrganizationMergeDocument, { input: { organizations: by, ...wish } });
  return { ...done, data: toldBy(done.data?.organizationMerge, done.data?.organizationMerge?.organization) };
}

function toldBy(payload: { report: unknown; mergeId: string | null } | null | undefined, survivor: Named | null | undefined): Told {
  return { report: (payload?.report as Report | null | undefined) ?? null, merged: payload?.mergeId && survivor ? { mergeId: payload.mergeId, survivor } : null };
}
