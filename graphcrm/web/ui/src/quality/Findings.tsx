import { Badge, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { Listed } from "../admin/Listing";
import { useList } from "../admin/list";
import type { QualityFindingsQuery, QualityRecordFragment, QualitySeverity } from "../gql";
import { Ref } from "../widgets/Ref";
import { QualityFindingsDocument } from "./operations";

type Finding = NonNullable<QualityFindingsQuery["qualityFindings"]>["nodes"][number];
const SEVERITIES: QualitySeverity[] = ["ERROR", "WARNING", "NOTICE"];

/** What breaks a rule now, by what the viewer sees: the worst first. */
export function Findings() {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("");
  // They are always named, so that the database plans one statement.
  const severities = chosen ? [chosen as QualitySeverity] : SEVERITIES;
  const list = useList(QualityFindingsDocument, { severities }, (data) => data.qualityFindings);
  return (
    <>
      <SegmentedControl
        aria-label={t("quality.severities")}
        mb="sm"
        data={[{ value: "", label: t("quality.all") }, ...SEVERITIES.map((one) => ({ value: one, label: t(`quality.severity.${one}`) }))]}
        value={chosen}
        onChange={setChosen}
      />
      <Listed
        list={list}
        label={t("quality.findings")}
        columns={["bad", "where", "what"].map((column) => t(`quality.${column}`))}
        row={(finding) => <Row key={finding.id} finding={finding} />}
        none={t("quality.none")}
      />
    </>
  );
}

function Row({ finding }: { finding: Finding }) {
  const { t } = useTranslation();
  const { severity, rule, record, others, field } = finding;
  return (
    <tr>
      <td>
        <Badge variant="default" className="quality-severity">
          {t(`quality.severity.${severity}`)}
        </Badge>
      </td>
      <th scope="row">
        <Record of={record} />
        {others.length > 0 && (
          <span className="quiet">
            {others.map((other) => (
              <span key={other.id} className="quality-other">
                <Record of={other} />
              </span>
            ))}
          </span>
        )}
      </th>
      <td>
        {t(`quality.rule.${rule}`, finding.sentence)}
        {field && (rule === "REQUIRED" || rule === "FORMAT") && <span className="quiet"> {t("quality.field", { field: t(`quality.named.${field}`, t(`field.${field}`, field)) })}</span>}
      </td>
    </tr>
  );
}

/** A record and the way to it; a seat has none of its own, so the chart of its organization. */
function Record({ of }: { of: QualityRecordFragment }) {
  const { t } = useTranslation();
  if (of.__typename !== "Role" || !of.organization) return <Ref to={of} />;
  return (
    <>
      <bdi>{of.title}</bdi>
      {", "}
      <Link href={`/organizations/${of.organization.id}/chart`} className="ref">
        <bdi>{of.organization.name ?? t("record.unnamed")}</bdi>
      </Link>
    </>
  );
}
