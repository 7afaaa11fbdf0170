import { Checkbox, Group, Modal, NativeSelect, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { act as send, faultOf, type Done, type Fault } from "../api/acting";
import { client } from "../api/client";
import { useDraft } from "../api/drafts";
import type { Failure } from "../api/failures";
import { FormEnd } from "../forms/FormEnd";
import type { AdminFieldFragment, FieldOwner, FieldType } from "../gql";
import { Conflict, type Clash } from "../grid/Conflict";
import { CLASSES, inputOf, NOTHING, OWNERS, rulesOf, TYPES, typedOf, type Typed } from "./field";
import { AdminFieldNowDocument, FieldDefinitionCreateDocument, FieldDefinitionUpdateDocument } from "./operations";
import { clashOf, differing, writeOver, type Seen } from "./over";

type Values = Typed & { on: FieldOwner; key: string; type: FieldType };

/** A custom field, new or changed. What it stands on, its key and its type are said once for all. */
export function FieldForm({ field, close, done }: { field: AdminFieldFragment | null; close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const before: Values = { ...(field ? typedOf(field) : NOTHING), on: field?.on ?? "Person", key: field?.key ?? "", type: field?.type ?? "TEXT" };
  const { values, change, key, clear } = useDraft<Values>(field ? `admin:field:${field.id}` : "admin:field", before);
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);
  const { on, key: name, type, ...typed } = values;
  const rules = rulesOf(type);

  function end(told: Done<unknown>) {
    setFaults(told.faults);
    setFailure(told.failure);
    if (told.faults.length || told.failure) return;
    notifications.show({ message: t(field ? "admin.field.did.edit" : "admin.field.made", { label: typed.label }) });
    leave();
  }

  function leave() {
    clear();
    close();
    done();
  }

  async function make() {
    const fitting = Object.keys(typed).filter((one) => (one === "choices" ? rules.choices : one === "pattern" ? rules.pattern : one === "minimum" || one === "maximum" ? rules.bounds : true));
    const input = { on, key: name, type, ...inputOf(typed, fitting), label: typed.label, idempotencyKey: key };
    end(await send(FieldDefinitionCreateDocument, { input }));
  }

  async function edit(id: string, seen: Seen) {
    setClash(null);
    const write = (expectedVersion: number | null) =>
      send(FieldDefinitionUpdateDocument, { input: { fieldDefinition: { id }, expectedVersion, ...inputOf(typed, differing(seen.values, typed)), idempotencyKey: key } });
    const { told, theirs } = await writeOver(seen, typed, () => now(id), write);
    if (theirs) setClash({ ...clashOf(seen, typed, theirs, (one) => t(`admin.field.${one}`)), write: () => void edit(id, theirs), drop: leave });
    else end(told);
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    await (field ? edit(field.id, { version: field.version, values: typedOf(field) }) : make());
    setBusy(false);
  }

  const text = (one: keyof Typed) => ({ label: t(`admin.field.${one}`), value: values[one], onChange: (event: { currentTarget: { value: string } }) => change({ [one]: event.currentTarget.value }), error: faultOf(faults, one) });
  if (clash) return <Conflict clash={clash} />;
  return (
    <Modal opened onClose={close} title={field ? `${t("admin.field.act.edit")}: ${field.label}` : t("admin.field.new")} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          {!field && (
            <Group grow align="start">
              <NativeSelect label={t("admin.field.on")} data={OWNERS.map((one) => ({ value: one, label: t(`admin.owner.${one}`) }))} value={on} onChange={(event) => change({ on: event.currentTarget.value as FieldOwner })} error={faultOf(faults, "on")} />
              <NativeSelect label={t("admin.field.type")} data={TYPES.map((one) => ({ value: one, label: t(`admin.type.${one}`) }))} value={type} onChange={(event) => change({ type: event.currentTarget.value as FieldType })} error={faultOf(faults, "type")} />
            </Group>
          )}
          <TextInput {...text("label")} required data-autofocus />
          {!field && <TextInput label={t("admin.field.key")} description={t("admin.field.keyHow")} value={name} onChange={(event) => change({ key: event.currentTarget.value })} required error={faultOf(faults, "key")} />}
          <TextInput {...text("description")} />
          {rules.choices && <Textarea {...text("choices")} description={t("admin.field.choicesHow")} required autosize minRows={3} maxRows={10} />}
          {rules.bounds && (
            <Group grow align="start">
              <TextInput {...text("minimum")} type="number" step="any" />
              <TextInput {...text("maximum")} type="number" step="any" />
            </Group>
          )}
          {rules.pattern && <TextInput {...text("pattern")} description={t("admin.field.patternHow")} />}
          <NativeSelect {...text("sensitivity")} description={t("admin.field.classHow")} data={CLASSES.map((one) => ({ value: one, label: t(`sensitivity.${one.toLowerCase()}`) }))} />
          <Checkbox label={t("admin.field.required")} checked={values.required === "true"} onChange={(event) => change({ required: event.currentTarget.checked ? "true" : "" })} error={faultOf(faults, "required")} />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}

/** The definition as it stands now. */
async function now(id: string): Promise<Seen | null> {
  const { data } = await client.query(AdminFieldNowDocument, { id }, { requestPolicy: "network-only" }).toPromise();
  const found = data?.fieldDefinition;
  return found ? { version: found.version, values: typedOf(found) } : null;
}
