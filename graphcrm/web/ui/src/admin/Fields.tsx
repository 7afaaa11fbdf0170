import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act as send } from "../api/acting";
import type { AdminFieldFragment, FieldDefinitionArchiveInput } from "../gql";
import { Icon } from "../icons";
import { Confirm } from "./Confirm";
import { FieldForm } from "./FieldForm";
import { boundsOf } from "./field";
import { useList } from "./list";
import { Listed } from "./Listing";
import { AdminFieldsDocument, FieldDefinitionArchiveDocument, FieldDefinitionRestoreDocument } from "./operations";
import { ARCHIVED, Which } from "./Which";

type Doing = { act: "new" } | { act: "edit" | "archive" | "restore"; field: AdminFieldFragment };

/** The custom fields: what each stands on, what it holds, whom its class lets see it. */
export function Fields() {
  const { t } = useTranslation();
  const [archived, setArchived] = useState(false);
  const [doing, setDoing] = useState<Doing | null>(null);
  const list = useList(AdminFieldsDocument, { filter: archived ? ARCHIVED : null }, (data) => data.fieldDefinitions);
  const close = () => setDoing(null);
  return (
    <>
      <p className="quiet before">{t("admin.field.about")}</p>
      <div className="admin-head">
        <Which archived={archived} change={setArchived} />
        <Button leftSection={<Icon name="plus" />} onClick={() => setDoing({ act: "new" })}>
          {t("admin.field.new")}
        </Button>
      </div>
      <Listed
        list={list}
        label={t("admin.part.fields")}
        columns={[...["label", "key", "on", "type", "rule", "class"].map((column) => t(`admin.field.${column}`)), ""]}
        row={(field) => <Row key={field.id} field={field} act={(act) => setDoing({ act, field })} />}
        none={t(archived ? "admin.noneArchived" : "admin.field.none")}
      />
      {doing?.act === "new" && <FieldForm field={null} close={close} done={list.again} />}
      {doing?.act === "edit" && <FieldForm field={doing.field} close={close} done={list.again} />}
      {(doing?.act === "archive" || doing?.act === "restore") && <PutAway {...doing} act={doing.act} close={close} done={list.again} />}
    </>
  );
}

function Row({ field, act }: { field: AdminFieldFragment; act: (what: "edit" | "archive" | "restore") => void }) {
  const { t } = useTranslation();
  const button = (what: "edit" | "archive" | "restore") => (
    <Button size="compact-xs" variant="default" onClick={() => act(what)} aria-label={`${t(`admin.field.act.${what}`)}: ${field.label}`}>
      {t(`admin.field.act.${what}`)}
    </Button>
  );
  return (
    <tr>
      <th scope="row">
        {field.label} {field.description && <span className="quiet">{field.description}</span>}
      </th>
      <td>
        <code>{field.key}</code>
      </td>
      <td>{field.on && t(`admin.owner.${field.on}`)}</td>
      <td>{field.type && t(`admin.type.${field.type}`)}</td>
      <td>{[field.required && t("admin.field.required"), field.choices?.join(", "), boundsOf(field)].filter(Boolean).join(" · ")}</td>
      <td>{field.sensitivity && t(`sensitivity.${field.sensitivity.toLowerCase()}`)}</td>
      <td className="acts">
        <Group gap={6} wrap="nowrap" justify="flex-end">
          {!field.archivedAt && button("edit")}
          {button(field.archivedAt ? "restore" : "archive")}
        </Group>
      </td>
    </tr>
  );
}

function PutAway({ act, field, close, done }: { act: "archive" | "restore"; field: AdminFieldFragment; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const put = (input: FieldDefinitionArchiveInput) => (act === "archive" ? send(FieldDefinitionArchiveDocument, { input }) : send(FieldDefinitionRestoreDocument, { input }));
  return (
    <Confirm
      title={`${t(`admin.field.act.${act}`)}: ${field.label}`}
      text={t(`admin.field.will.${act}`, { label: field.label })}
      button={t(`admin.field.act.${act}`)}
      reasoned
      send={(idempotencyKey, reason) => put({ fieldDefinition: { id: field.id }, expectedVersion: field.version, reason, idempotencyKey })}
      said={t(`admin.field.did.${act}`, { label: field.label })}
      close={close}
      done={done}
    />
  );
}
