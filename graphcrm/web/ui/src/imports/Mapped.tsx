import { Button, Checkbox, Group, NativeSelect, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { useAct } from "../api/acting";
import { newKey } from "../api/keys";
import type { OnDuplicate } from "../gql";
import { Faults } from "../forms/Faults";
import { Failed } from "../states/Failed";
import { Tile } from "../widgets/Tile";
import { ColumnRow } from "./ColumnRow";
import { isGoing, ledgerOf, useJob } from "./job";
import { JobState } from "./JobState";
import { LedgerShown } from "./LedgerShown";
import { isOpen, MODES, stated, type Column, type Look } from "./mapping";
import { ImportStartDocument } from "./operations";
import { target as named } from "./words";

const COMPARED = ["people", "organizations"];
const ON_DUPLICATE: OnDuplicate[] = ["QUEUE", "LINK", "CREATE"];

/** What the columns of a file mean: suggested, changed by hand, looked at over all rows, and then imported. */
export function Mapped({ found, noun }: { found: Look; noun: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const suggested = new Map(found.mapping.columns.map((one) => [one.column, one]));
  const [columns, setColumns] = useState<(Column | null)[]>(found.columns.map(({ column }) => suggested.get(column) ?? null));
  const [mode, setMode] = useState(found.mapping.mode ?? "both");
  const [key, setKey] = useState<string[]>(found.mapping.key);
  const [onDuplicate, setOnDuplicate] = useState<OnDuplicate>("QUEUE");
  const [look, setLook] = useState<string | null>(null);
  const { run, busy, faults, failure } = useAct();
  const { job, failure: lost } = useJob(look);

  const mapped = new Set(columns.flatMap((one) => (one ? [one.to] : [])));
  const keys = found.targets.filter((one) => one.key && mapped.has(one.to));
  const open = columns.filter((one) => one !== null && isOpen(one)).length;
  const mapping = stated(noun, mode, key, found.mapping.format, columns);
  const compares = COMPARED.includes(noun);
  const asked = { upload: found.uploadId, mapping, ...(compares ? { onDuplicate } : {}) };
  const told = JSON.stringify(asked);
  const [seen, setSeen] = useState("");
  const current = seen === told;

  async function start(preview: boolean) {
    const data = await run(ImportStartDocument, { input: { ...asked, preview, idempotencyKey: newKey() } });
    const id = data?.importStart?.job?.id;
    if (!id) return;
    if (!preview) return go(`/imports/${id}`);
    setSeen(told);
    setLook(id);
  }

  const change = (index: number) => (column: Column | null) => {
    setColumns(columns.map((one, place) => (place === index ? column : one)));
    const target = found.targets.find((one) => one.to === column?.to);
    if (target?.key && column && !key.includes(target.to) && !key.length) setKey([target.to]);
  };

  return (
    <>
      <Tile title={t("imports.columns")}>
        <div className="scroll-x" tabIndex={0} role="group" aria-label={t("imports.columns")}>
          <table className="plain-table import-columns">
            <thead>
              <tr>
                {["column", "means", "how"].map((one) => (
                  <th key={one} scope="col">
                    {t(`imports.${one}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {found.columns.map(({ column, samples }, index) => (
                <ColumnRow key={column} name={column} samples={samples} column={columns[index] ?? null} found={found} change={change(index)} />
              ))}
            </tbody>
          </table>
        </div>
        <Group gap="lg" align="start" mt="md">
          <NativeSelect label={t("imports.mode")} value={mode} onChange={(event) => setMode(event.currentTarget.value)} data={MODES.map((one) => ({ value: one, label: t(`imports.modes.${one}`) }))} />
          {compares && (
            <NativeSelect
              label={t("imports.onDuplicate")}
              value={onDuplicate}
              onChange={(event) => setOnDuplicate(event.currentTarget.value as OnDuplicate)}
              data={ON_DUPLICATE.map((one) => ({ value: one, label: t(`imports.duplicates.${one}`) }))}
            />
          )}
          {keys.length > 0 && (
            <Checkbox.Group label={t("imports.key")} description={t("imports.keyHow")} value={key} onChange={setKey}>
              <Group gap="md" mt={6}>
                {keys.map((one) => (
                  <Checkbox key={one.to} value={one.to} label={named(t, one.to)} />
                ))}
              </Group>
            </Checkbox.Group>
          )}
        </Group>
        <Stack gap="sm" mt="md">
          {open > 0 && <p role="status">{t("imports.open", { count: open })}</p>}
          <Faults faults={faults} />
          {failure && <Failed failure={failure} />}
          <Group>
            <Button onClick={() => void start(true)} loading={busy} disabled={open > 0 || !mapping.columns.length} variant={current && !isGoing(job) ? "default" : "filled"}>
              {t("imports.preview")}
            </Button>
          </Group>
        </Stack>
      </Tile>
      {look && (
        <Tile title={t("imports.wouldBe")}>
          <JobState job={job} failure={lost} going={t("imports.looks")} />
          {!isGoing(job) && ledgerOf(job) && (
            <>
              <LedgerShown job={job} preview />
              {!current && <p role="status">{t("imports.changed")}</p>}
              <Group mt="md">
                <Button onClick={() => void start(false)} loading={busy} disabled={!current}>
                  {t("imports.start")}
                </Button>
              </Group>
            </>
          )}
        </Tile>
      )}
    </>
  );
}
