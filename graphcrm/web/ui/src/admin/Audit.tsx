import { NativeSelect, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { number } from "../format";
import { When } from "../widgets/When";
import { useList } from "./list";
import { Listed } from "./Listing";
import { AuditTrailDocument } from "./operations";

const NOTHING = { actor: "", act: "", subject: "", decision: "" };

/** Who did, read or tried what, when: fields by their names, values never. */
export function Audit() {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(NOTHING);
  const [wanted] = useDebouncedValue(typed, 300);
  const list = useList(AuditTrailDocument, { actor: wanted.actor.trim() || null, act: wanted.act.trim() || null, subject: wanted.subject.trim() || null, decision: wanted.decision || null }, (data) => data.auditTrail);
  const text = (field: "actor" | "act" | "subject") => (
    <TextInput label={t(`admin.audit.${field}`)} value={typed[field]} onChange={(event) => setTyped({ ...typed, [field]: event.currentTarget.value })} />
  );
  return (
    <>
      <p className="quiet before">{t("admin.audit.about")}</p>
      <div className="explain before">
        {text("actor")}
        {text("act")}
        {text("subject")}
        <NativeSelect
          label={t("admin.audit.decision")}
          data={["", "allowed", "denied"].map((value) => ({ value, label: t(`admin.audit.is.${value || "any"}`) }))}
          value={typed.decision}
          onChange={(event) => setTyped({ ...typed, decision: event.currentTarget.value })}
        />
      </div>
      <Listed
        list={list}
        label={t("admin.part.audit")}
        columns={["at", "actor", "act", "subject", "fields", "decision", "number"].map((column) => t(`admin.audit.${column}`))}
        row={(entry) => (
          <tr key={entry.id}>
            <th scope="row">
              <When at={entry.at} />
            </th>
            <td>
              <code>{entry.actor}</code>
            </td>
            <td>
              {entry.act} {entry.purpose && <span className="quiet">{entry.purpose}</span>}
            </td>
            <td>
              {entry.type} <span className="quiet">{entry.subject?.join(", ")}</span>
            </td>
            <td>{entry.fields?.join(", ")}</td>
            <td>
              {t(`admin.audit.is.${entry.decision}`)} {entry.times ? `× ${number(entry.times)}` : ""}
            </td>
            <td>{entry.number ?? t("admin.audit.unsealed")}</td>
          </tr>
        )}
        none={t("admin.audit.none")}
      />
    </>
  );
}
