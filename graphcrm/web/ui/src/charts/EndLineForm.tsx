import { Modal, Radio, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { newKey } from "../api/keys";
import { FormEnd } from "../forms/FormEnd";
import { day as dayWords } from "../format";
import { ReportsToEndDocument, ReportsToRetractDocument } from "../gql";
import { named, pushEnded, type Line } from "./lines";
import { dayOf, textOf, type Skeleton } from "./skeleton";
import type { Words } from "./words";

type Props = { place: string; skeleton: Skeleton; words: Words; line: Line; on: string; close: () => void; done: () => void };

/** Says that a line is so no more: it ended on a day, or it never was true. The two are not the same. */
export function EndLineForm({ place, skeleton, words, line, on, close, done }: Props) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const [keys] = useState(() => ({ end: newKey(), retract: newKey() }));
  const [how, setHow] = useState<"end" | "retract">("end");
  const [last, setLast] = useState(() => (on === line.since ? on : textOf(dayOf(on) - 1)));
  const [reason, setReason] = useState("");
  const names = { seat: words.title(line.seat), to: words.title(line.to) };

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = { ...named(skeleton, line), reason: reason.trim() || null, idempotencyKey: keys[how] };
    if (how === "retract") {
      if (!(await run(ReportsToRetractDocument, { input }))) return;
    } else {
      if (!(await run(ReportsToEndDocument, { input: { ...input, endedOn: last } }))) return;
      pushEnded(place, t, t("line.stepEnded", names), skeleton, line);
    }
    done();
  }

  return (
    <Modal opened onClose={close} title={t("line.endTitle")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <p>{t(line.kind === "SOLID" ? "line.told" : "line.toldDotted", { ...names, on: line.since ? dayWords(line.since) : t("line.ever") })}</p>
          <Radio.Group value={how} onChange={(value) => setHow(value as "end" | "retract")} label={t("line.how")}>
            <Stack gap={6} mt={6}>
              <Radio value="end" label={t("line.ended")} />
              <Radio value="retract" label={t("line.neverWas")} />
            </Stack>
          </Radio.Group>
          {how === "end" ? (
            <TextInput type="date" label={t("line.last")} value={last} onChange={(event) => setLast(event.currentTarget.value)} required error={faultOf(faults, "endedOn")} />
          ) : (
            <p className="quiet">{t("line.neverWasWhat")}</p>
          )}
          <TextInput label={t("draw.reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={faultOf(faults, "reason")} />
          <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
