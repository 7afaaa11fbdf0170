import { Modal, NativeSelect, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { newKey } from "../api/keys";
import { FormEnd } from "../forms/FormEnd";
import { DutyProposeDocument } from "./operations";
import { UserPicker } from "./UserPicker";

const DUTIES = ["privacy_officer", "break_glass"];

/** Proposes a duty for somebody else; it counts once another administrator has confirmed it. */
export function DutyForm({ close, done }: { close: () => void; done: () => void }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const [key] = useState(newKey);
  const [user, setUser] = useState<string | null>(null);
  const [duty, setDuty] = useState(DUTIES[0]!);
  const [reason, setReason] = useState("");
  const [request, setRequest] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!user) return;
    const input = { user: { id: user }, duty, reason, requestNumber: request.trim() || null, idempotencyKey: key };
    if (!(await run(DutyProposeDocument, { input }))) return;
    notifications.show({ message: t("admin.duty.proposed") });
    close();
    done();
  }

  return (
    <Modal opened onClose={close} title={t("admin.duty.propose")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <UserPicker label={t("admin.duty.who")} value={user} onChange={setUser} error={faultOf(faults, "user")} />
          <NativeSelect label={t("admin.duty.what")} description={t(`admin.duty.means.${duty}`)} data={DUTIES.map((one) => ({ value: one, label: t(`admin.duty.name.${one}`) }))} value={duty} onChange={(event) => setDuty(event.currentTarget.value)} error={faultOf(faults, "duty")} />
          <TextInput label={t("admin.duty.why")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} required error={faultOf(faults, "reason")} />
          <TextInput label={t("admin.duty.request")} value={request} onChange={(event) => setRequest(event.currentTarget.value)} required={duty === "privacy_officer"} error={faultOf(faults, "requestNumber")} />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
