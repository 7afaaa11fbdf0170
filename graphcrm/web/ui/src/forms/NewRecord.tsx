import { Stack, TextInput } from "@mantine/core";
import { type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { faultOf, useAct } from "../api/acting";
import { useDraft } from "../api/drafts";
import { OrganizationCreateDocument, PersonCreateDocument } from "../gql";
import { Dialog } from "./Dialog";
import { FormEnd } from "./FormEnd";

const FIELDS = {
  person: ["firstName", "lastName", "email", "phone", "city"],
  organization: ["name", "domain", "industry", "city", "country"],
} as const;

/** A person or an organization by the few facts that one knows at first. */
export default function NewRecord({ kind, close }: { kind: "person" | "organization"; close: () => void }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const { run, busy, faults, failure } = useAct();
  const draft = useDraft<Record<string, string>>(`new:${kind}`, {});
  const given = Object.fromEntries(Object.entries(draft.values).filter(([, value]) => value.trim()));

  async function submit(event: FormEvent) {
    event.preventDefault();
    let id: string | undefined;
    if (kind === "person") {
      const { email, phone, ...rest } = given;
      const input = { ...rest, emails: email ? [email] : null, phones: phone ? [phone] : null, idempotencyKey: draft.key };
      id = (await run(PersonCreateDocument, { input }))?.personCreate?.person?.id;
    } else {
      const input = { ...given, name: given.name ?? "", idempotencyKey: draft.key };
      id = (await run(OrganizationCreateDocument, { input }))?.organizationCreate?.organization?.id;
    }
    if (!id) return;
    draft.clear();
    close();
    go(kind === "person" ? `/people/${id}` : `/organizations/${id}`);
  }

  return (
    <Dialog onClose={close} title={t(`add.${kind}`)}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          {FIELDS[kind].map((field, at) => (
            <TextInput
              key={field}
              label={t(`field.${field}`)}
              value={draft.values[field] ?? ""}
              onChange={(event) => draft.change({ [field]: event.currentTarget.value })}
              required={field === "name" || field === "lastName"}
              error={faultOf(faults, field) ?? faultOf(faults, `${field}s`)}
              data-autofocus={at === 0 || undefined}
            />
          ))}
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Dialog>
  );
}
