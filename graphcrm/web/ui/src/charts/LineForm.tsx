import { Modal, SegmentedControl, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useAsk } from "../api/asking";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { FormEnd } from "../forms/FormEnd";
import { day as dayWords, number } from "../format";
import { ReportsToOnDocument, ReportsToSetDocument, type LineKind } from "../gql";
import type { Tree } from "./day";
import { followedIn, followedNow, named, pushDrawn, type Line } from "./lines";
import { dayOf, textOf, type Skeleton } from "./skeleton";
import type { Words } from "./words";

type Props = { place: string; skeleton: Skeleton; tree: Tree; words: Words; drawing: { kind: LineKind; seat: number; to: number }; on: string; close: () => void; done: () => void };

/** Says to whom a seat reports from a day on; what will become of the chart is told before. */
export function LineForm({ place, skeleton, tree, words, drawing: { kind: first, seat, to }, on, close, done }: Props) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const [key] = useState(newKey);
  const [kind, setKind] = useState(first);
  const [since, setSince] = useState(on);
  const [reason, setReason] = useState("");
  const [lost, setLost] = useState<Failure | null>(null);
  const [id, above] = [skeleton.ids[seat]!, skeleton.ids[to]!];
  const asked = useAsk(ReportsToOnDocument, { id, on: since }, !since);
  const told = kind === "SOLID" && since ? followedIn(asked.data) : null;
  const ends = told && told.id !== above ? told : null;
  const names = { seat: words.title(seat), to: words.title(to) };

  async function submit(event: FormEvent) {
    event.preventDefault();
    const { followed, failure: unknown } = await followedNow(id, since);
    setLost(unknown);
    if (unknown) return;
    const line: Line = { kind, seat, to, since, until: null };
    const input = { ...named(skeleton, line), reason: reason.trim() || null, idempotencyKey: key };
    if (!(await run(ReportsToSetDocument, { input }))) return;
    pushDrawn(place, t, t(kind === "SOLID" ? "line.step" : "line.stepDotted", names), skeleton, line, kind === "SOLID" && followed?.id !== above ? followed : null);
    done();
  }

  return (
    <Modal opened onClose={close} title={t(kind === "SOLID" ? "line.title" : "line.titleDotted")}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack gap="sm">
          <SegmentedControl
            aria-label={t("line.kind")}
            value={kind}
            onChange={(value) => setKind(value as LineKind)}
            data={[
              { value: "SOLID", label: t("line.solid") },
              { value: "DOTTED", label: t("line.dotted") },
            ]}
          />
          <TextInput type="date" label={t("line.since")} value={since} onChange={(event) => setSince(event.currentTarget.value)} required error={faultOf(faults, "startedOn")} />
          <TextInput label={t("draw.reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={faultOf(faults, "reason")} data-autofocus />
          <div role="status" className="line-preview">
            <p>{t(kind === "SOLID" ? "line.will" : "line.willDotted", { ...names, on: dayWords(since) })}</p>
            {ends && <p>{t("line.ends", { to: ends.title ?? t("record.unnamed"), on: dayWords(textOf(dayOf(since) - 1)) })}</p>}
            {kind === "SOLID" && tree.inAll[seat]! > 0 && <p>{t("line.below", { count: tree.inAll[seat]!, shown: number(tree.inAll[seat]) })}</p>}
          </div>
          <FormEnd faults={faults} failure={lost ?? failure} busy={busy} close={close} />
        </Stack>
      </form>
    </Modal>
  );
}
