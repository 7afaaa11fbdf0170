import { Button, Group, Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Done, Fault } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { Faults } from "../forms/Faults";
import { Failed } from "../states/Failed";

type Props = {
  title: string;
  /** What will happen. */
  text: string;
  button: string;
  /** Whether one may say why. */
  reasoned?: boolean;
  /** More to say of it. */
  children?: ReactNode;
  send: (key: string, reason: string | null) => Promise<Done<unknown>>;
  /** What was done. */
  said: string;
  close: () => void;
  done: () => void;
};

/** Asks once more before something that is not taken back by a click, and says what will happen. */
export function Confirm({ title, text, button, reasoned, children, send, said, close, done }: Props) {
  const { t } = useTranslation();
  const [key] = useState(newKey);
  const [reason, setReason] = useState("");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    const told = await send(key, reason.trim() || null);
    setBusy(false);
    setFaults(told.faults);
    setFailure(told.failure);
    if (told.faults.length || told.failure) return;
    notifications.show({ message: said });
    close();
    done();
  }

  return (
    <Modal opened onClose={close} title={title}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <p>{text}</p>
          {children}
          {reasoned && <TextInput label={t("admin.why")} value={reason} maxLength={1000} onChange={(event) => setReason(event.currentTarget.value)} />}
          <Faults faults={faults} />
          {failure && <Failed failure={failure} />}
          <Group justify="flex-end">
            <Button variant="default" onClick={close} data-autofocus>
              {t("act.cancel")}
            </Button>
            <Button type="submit" loading={busy}>
              {button}
            </Button>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}
