import { Badge } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useList } from "../admin/list";
import { Listed } from "../admin/Listing";
import { number } from "../format";
import type { ImportJobFragment } from "../gql";
import { Tile } from "../widgets/Tile";
import { When } from "../widgets/When";
import { ledgerOf } from "./job";
import { ImportJobsDocument } from "./operations";

const SEEN = ["read", "created", "updated", "rejected"] as const;

/** What was imported before, and what was only looked at. */
export function Past() {
  const { t } = useTranslation();
  const list = useList(ImportJobsDocument, {}, (data) => data.jobs);
  return (
    <Tile title={t("imports.past")}>
      <div className="import-past">
      <Listed
        list={list}
        label={t("imports.past")}
        columns={[t("imports.when"), t("imports.what"), t("imports.state"), ...SEEN.map((one) => t(`imports.outcome.${one}`))]}
        row={(job) => <Row key={job.id} job={job} />}
        none={t("imports.none")}
      />
      </div>
    </Tile>
  );
}

function Row({ job }: { job: ImportJobFragment }) {
  const { t } = useTranslation();
  const ledger = ledgerOf(job);
  const { preview } = (job.parameters ?? {}) as { preview?: boolean };
  const [file] = Object.keys(ledger?.files ?? {});
  return (
    <tr>
      <th scope="row">
        <Link href={`/imports/${job.id}`} className="ref">
          <When at={job.createdAt} />
        </Link>
      </th>
      <td>
        {file ?? ""} {preview && <span className="quiet">{t("imports.onlyLooked")}</span>}
      </td>
      <td>
        <Badge variant="default">{t(`imports.is.${job.state}`)}</Badge>
      </td>
      {SEEN.map((one) => (
        <td key={one}>{ledger ? number(ledger.total[one]) : ""}</td>
      ))}
    </tr>
  );
}
