import { NativeSelect, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useAsk } from "../api/asking";
import { newKey } from "../api/keys";
import { Dialog } from "../forms/Dialog";
import { FormEnd } from "../forms/FormEnd";
import { MyTeamsDocument, SavedFilterSaveDocument, type FilteredNoun, type SavedFilterFieldsFragment } from "../gql";
import type { Condition } from "./conditions";

type Props = { noun: FilteredNoun; conditions: Condition[]; filter: SavedFilterFieldsFragment | null; own: SavedFilterFieldsFragment[]; close: () => void; done: () => void };

/** The name of a filter, and whom it is for: oneself, a team one is in, or everybody. */
export function SaveForm({ noun, conditions, filter, own, close, done }: Props) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const teams = useAsk(MyTeamsDocument, {}).data?.viewer?.teams.nodes ?? [];
  const [key] = useState(newKey);
  const [name, setName] = useState(filter?.name ?? "");
  const [forWhom, setForWhom] = useState(filter?.everybody ? "everybody" : (filter?.team?.id ?? ""));

  const replaced = filter ? undefined : own.find((one) => one.name === name.trim());

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = {
      id: filter?.id ?? replaced?.id ?? null,
      name,
      noun,
      conditions: conditions.map(({ field, how, value }) => ({ field, how, value })),
      everybody: forWhom === "everybody",
      team: forWhom && forWhom !== "everybody" ? { id: forWhom } : null,
      idempotencyKey: key,
    };
    if (!(await run(SavedFilterSaveDocument, { input }))) return;
    done();
    close();
  }

  return (
    <Dialog onClose={close} title={t(filter ? "saved.share" : "saved.save")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput label={t("saved.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} required maxLength={100} description={replaced && t("saved.replaces")} error={faultOf(faults, "name")} data-autofocus />
          <NativeSelect
            label={t("saved.forWhom")}
            description={forWhom ? t("saved.readBy") : undefined}
            data={[{ value: "", label: t("saved.onlyMe") }, ...teams.map((team) => ({ value: team.id, label: team.name ?? "" })), { value: "everybody", label: t("saved.everybody") }]}
            value={forWhom}
            onChange={(event) => setForWhom(event.currentTarget.value)}
            error={faultOf(faults, "team")}
          />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Dialog>
  );
}
