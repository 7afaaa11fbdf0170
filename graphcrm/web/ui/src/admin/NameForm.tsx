import { Modal, Stack, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, type Done, type Fault } from "../api/acting";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { FormEnd } from "../forms/FormEnd";
import { Conflict, type Clash } from "../grid/Conflict";
import { clashOf, writeOver, type Seen } from "./over";

type Props = {
  title: string;
  said: string;
  seen: Seen;
  look: () => Promise<Seen | null>;
  write: (name: string, version: number | null, key: string) => Promise<Done<unknown>>;
  close: () => void;
  done: () => void;
};

/** Another name; where somebody else gave one meanwhile, both are shown. */
export function NameForm({ title, said, seen, look, write, close, done }: Props) {
  const { t } = useTranslation();
  const [key] = useState(newKey);
  const [name, setName] = useState(seen.values.name ?? "");
  const [busy, setBusy] = useState(false);
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [clash, setClash] = useState<Clash | null>(null);

  async function save(from: Seen) {
    setBusy(true);
    setClash(null);
    const { told, theirs } = await writeOver(from, { name: name.trim() }, look, (version) => write(name.trim(), version, key));
    setBusy(false);
    if (theirs) {
      setClash({ ...clashOf(from, { name: name.trim() }, theirs, () => t("field.name")), write: () => void save(theirs), drop: () => leave() });
      return;
    }
    setFaults(told.faults);
    setFailure(told.failure);
    if (told.faults.length || told.failure) return;
    notifications.show({ message: said });
    leave();
  }

  function leave() {
    close();
    done();
  }

  function submit(event: FormEvent) {
    event.preventDefault();
    void save(seen);
  }

  if (clash) return <Conflict clash={clash} />;
  return (
    <Modal opened onClose={close} title={title}>
      <form onSubmit={submit}>
        <Stack gap="sm">
          <TextInput label={t("field.name")} value={name} onChange={(event) => setName(event.currentTarget.value)} required error={faultOf(faults, "name")} data-autofocus />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
