import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useAsk } from "../api/asking";
import { useDraft } from "../api/drafts";
import { FormEnd } from "../forms/FormEnd";
import { AdminTeamsDocument, TeamCreateDocument } from "./operations";

/** A new team, and which one stands above it. */
export function TeamForm({ close, made }: { close: () => void; made: (id: string) => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const { values, change, key, clear } = useDraft("admin:team", { name: "", parent: "" });
  const teams = useAsk(AdminTeamsDocument, { filter: null, first: 100 }).data?.teams?.nodes ?? [];

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { name: values.name, parent: values.parent ? { id: values.parent } : null, idempotencyKey: key };
    const id = (await run(TeamCreateDocument, { input }))?.teamCreate?.team?.id;
    if (!id) return;
    clear();
    notifications.show({ message: t("admin.team.made", { name: values.name }) });
    close();
    made(id);
  }

  return (
    <Modal opened onClose={close} title={t("admin.team.new")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput label={t("field.name")} value={values.name} onChange={(event) => change({ name: event.currentTarget.value })} required error={faultOf(faults, "name")} data-autofocus />
          <NativeSelect
            label={t("admin.team.above")}
            description={t("admin.team.aboveHow")}
            data={[{ value: "", label: t("admin.team.top") }, ...teams.map((team) => ({ value: team.id, label: team.name ?? "" }))]}
            value={values.parent}
            onChange={(event) => change({ parent: event.currentTarget.value })}
            error={faultOf(faults, "parent")}
          />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
