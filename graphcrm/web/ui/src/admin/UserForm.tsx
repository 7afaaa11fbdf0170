import { Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useDraft } from "../api/drafts";
import { FormEnd } from "../forms/FormEnd";
import { UserCreateDocument } from "./operations";
import { RoleChoice } from "./RoleChoice";

const NOBODY = { name: "", email: "", roles: [] as string[] };

/** Somebody new who may sign in: who, by which address, as what. */
export function UserForm({ close, made }: { close: () => void; made: (id: string) => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const { values, change, key, clear } = useDraft("admin:user", NOBODY);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { name: values.name, email: values.email, accessRoles: values.roles, idempotencyKey: key };
    const id = (await run(UserCreateDocument, { input }))?.userCreate?.user?.id;
    if (!id) return;
    clear();
    notifications.show({ message: t("admin.user.made", { name: values.name }) });
    close();
    made(id);
  }

  return (
    <Modal opened onClose={close} title={t("admin.user.new")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <TextInput label={t("admin.user.name")} value={values.name} onChange={(event) => change({ name: event.currentTarget.value })} required error={faultOf(faults, "name")} data-autofocus />
          <TextInput type="email" label={t("admin.user.email")} value={values.email} onChange={(event) => change({ email: event.currentTarget.value })} required error={faultOf(faults, "email")} />
          <RoleChoice value={values.roles} onChange={(roles) => change({ roles })} error={faultOf(faults, "accessRoles")} />
          <p className="quiet">{t("admin.user.first")}</p>
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
