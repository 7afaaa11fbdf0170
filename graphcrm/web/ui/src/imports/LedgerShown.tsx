import { Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { number } from "../format";
import type { ImportJobFragment } from "../gql";
import { ledgerOf, type Ledger } from "./job";
import { Matches } from "./Matches";

const OUTCOMES = ["created", "updated", "unchanged", "linked", "queued", "rejected"] as const;
const TAKEN_BACK = ["updated", "unchanged", "rejected"] as const;

/** What became of each row, or would: counts by file, what is odd about a file, and the rows that were not taken. */
export function LedgerShown({ job, preview }: { job: ImportJobFragment | null; preview?: boolean }) {
  const { t } = useTranslation();
  const ledger = ledgerOf(job);
  if (!ledger) return null;
  const back = ledger.undoes !== undefined;
  const outcomes = back ? TAKEN_BACK : OUTCOMES;
  const word = (one: string) => t(back ? `imports.back.${one}` : `imports.outcome.${one}`);
  return (
    <>
      <div className="scroll-x" tabIndex={0} role="group" aria-label={t("imports.counts")}>
        <table className="plain-table import-counts">
          <thead>
            <tr>
              <th scope="col">{t("imports.rowsOf")}</th>
              <th scope="col">{t("imports.outcome.read")}</th>
              {outcomes.map((one) => (
                <th key={one} scope="col">
                  {word(one)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {Object.entries(ledger.files).map(([file, counts]) => (
              <tr key={file}>
                <th scope="row">{file}</th>
                <td>{number(counts.read)}</td>
                {outcomes.map((one) => (
                  <td key={one}>{number(counts[one])}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {!back && (
        <p role="status" className="import-sum">
          {t(preview ? "imports.would" : "imports.did", { created: number(ledger.total.created), updated: number(ledger.total.updated), rejected: number(ledger.total.rejected) })}
        </p>
      )}
      <Matches ledger={ledger} />
      <Remarks title={t("imports.findings")} told={ledger.findings} more={ledger.more.findings} />
      <Remarks title={t(back ? "imports.kept" : "imports.rejected")} told={ledger.rejected} more={ledger.more.rejected} />
      {job?.downloadId && (
        <Group mt="sm">
          <Button component="a" variant="default" href={`/downloads/${job.downloadId}`} download>
            {t("imports.saveRejected")}
          </Button>
        </Group>
      )}
    </>
  );
}

function Remarks({ title, told, more }: { title: string; told: Ledger["rejected"]; more: number }) {
  const { t } = useTranslation();
  if (!told.length) return null;
  return (
    <>
      <h3 className="before">{title}</h3>
      <ul className="import-remarks">
        {told.map((one, index) => (
          <li key={index}>{one.message}</li>
        ))}
      </ul>
      {more > 0 && <p className="quiet">{t("imports.more", { count: more, shown: number(more) })}</p>}
    </>
  );
}
