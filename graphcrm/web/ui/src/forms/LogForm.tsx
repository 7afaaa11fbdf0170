import { Group, NumberInput, SegmentedControl, Select, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useDraft } from "../api/drafts";
import { session } from "../api/session";
import { localNow } from "../format";
import { InteractionRecordDocument, NoteCreateDocument, TaskCreateDocument, type InteractionKind, type Priority, type SubjectBy } from "../gql";
import { Dialog } from "./Dialog";
import { FormEnd } from "./FormEnd";
import { RecordsPicker, type Picked } from "./RecordPicker";

export type LogKind = "interaction" | "task" | "note";

const KINDS: InteractionKind[] = ["CALL", "MEETING", "EMAIL", "MESSAGE"];
const PRIORITIES: Priority[] = ["LOW", "NORMAL", "HIGH"];

function subjectOf(one: Picked): SubjectBy {
  if (one.kind === "PERSON") return { person: { id: one.id } };
  if (one.kind === "ORGANIZATION") return { organization: { id: one.id } };
  return { deal: { id: one.id } };
}

/** A call, meeting, note or task about somebody or something, from anywhere. */
export default function LogForm({ kind, about = [], close, done }: { kind: LogKind; about?: Picked[]; close: () => void; done?: () => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const draft = useDraft(`log:${kind}:${about.map((one) => one.id).join(",")}`, {
    kind: "CALL" as InteractionKind,
    at: "",
    subject: "",
    minutes: "" as number | string,
    text: "",
    dueOn: "",
    priority: "NORMAL" as Priority,
    people: about.filter((one) => one.kind === "PERSON"),
    about: kind === "interaction" ? about.filter((one) => one.kind !== "PERSON") : about,
  });
  const { values, change } = draft;

  async function record() {
    const me = session.get().viewer?.person;
    const people = me ? [{ id: me.id }, ...values.people.filter((one) => one.id !== me.id)] : values.people;
    const input = {
      kind: values.kind,
      occurredAt: new Date(values.at || localNow()).toISOString(),
      subject: values.subject || null,
      durationMinutes: typeof values.minutes === "number" ? values.minutes : null,
      participants: people.map((one, at) => ({ person: { id: one.id }, part: at === 0 && me ? ("ORGANIZER" as const) : ("ATTENDEE" as const) })),
      concerns: values.about.map((one) => (one.kind === "DEAL" ? { deal: { id: one.id } } : { organization: { id: one.id } })),
      idempotencyKey: draft.key,
    };
    return run(InteractionRecordDocument, { input });
  }

  function task() {
    const who = session.get().viewer;
    const input = {
      title: values.subject,
      description: values.text || null,
      dueOn: values.dueOn || null,
      priority: values.priority,
      assignee: who ? { id: who.id } : null,
      about: values.about.map(subjectOf),
      idempotencyKey: draft.key,
    };
    return run(TaskCreateDocument, { input });
  }

  function note() {
    return run(NoteCreateDocument, { input: { text: values.text, about: values.about.map(subjectOf), idempotencyKey: draft.key } });
  }

  async function submit(event: FormEvent) {
    event.preventDefault();
    const made = await { interaction: record, task, note }[kind]();
    if (!made) return;
    draft.clear();
    notifications.show({ message: t(`log.done.${kind}`) });
    done?.();
    close();
  }

  return (
    <Dialog onClose={close} title={t(`add.${kind}`)} size="lg">
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          {kind === "interaction" && (
            <SegmentedControl
              aria-label={t("log.kind")}
              data={KINDS.map((one) => ({ value: one, label: t(`interaction.${one}`) }))}
              value={values.kind}
              onChange={(value) => change({ kind: value as InteractionKind })}
            />
          )}
          {kind === "interaction" && (
            <RecordsPicker label={t("log.with")} kinds={["PERSON"]} value={values.people} onChange={(people) => change({ people })} error={faultOf(faults, "participants")} required />
          )}
          {kind !== "note" && (
            <TextInput
              label={t(kind === "task" ? "log.title" : "log.subject")}
              value={values.subject}
              onChange={(event) => change({ subject: event.currentTarget.value })}
              required={kind === "task"}
              error={faultOf(faults, kind === "task" ? "title" : "subject")}
              data-autofocus
            />
          )}
          {kind === "interaction" && (
            <Group grow>
              <TextInput type="datetime-local" label={t("log.at")} value={values.at || localNow()} onChange={(event) => change({ at: event.currentTarget.value })} error={faultOf(faults, "occurredAt")} />
              <NumberInput label={t("log.minutes")} min={0} max={1440} value={values.minutes} onChange={(minutes) => change({ minutes })} error={faultOf(faults, "durationMinutes")} />
            </Group>
          )}
          {kind !== "interaction" && (
            <Textarea
              label={t(kind === "note" ? "log.text" : "log.description")}
              autosize
              minRows={3}
              value={values.text}
              onChange={(event) => change({ text: event.currentTarget.value })}
              required={kind === "note"}
              error={faultOf(faults, "text") ?? faultOf(faults, "description")}
              data-autofocus={kind === "note" || undefined}
            />
          )}
          {kind === "task" && (
            <Group grow>
              <TextInput type="date" label={t("log.due")} value={values.dueOn} onChange={(event) => change({ dueOn: event.currentTarget.value })} error={faultOf(faults, "dueOn")} />
              <Select
                label={t("log.priority")}
                data={PRIORITIES.map((one) => ({ value: one, label: t(`priority.${one}`) }))}
                value={values.priority}
                onChange={(value) => change({ priority: (value ?? "NORMAL") as Priority })}
                allowDeselect={false}
              />
            </Group>
          )}
          <RecordsPicker
            label={t("log.about")}
            kinds={kind === "interaction" ? ["ORGANIZATION", "DEAL"] : ["PERSON", "ORGANIZATION", "DEAL"]}
            value={values.about}
            onChange={(chosen) => change({ about: chosen })}
            required={kind === "note"}
            error={faultOf(faults, "about") ?? faultOf(faults, "concerns")}
          />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Dialog>
  );
}

