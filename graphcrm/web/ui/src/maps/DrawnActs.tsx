import { Button, Group, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct, type Fault } from "../api/acting";
import { useAsk } from "../api/asking";
import type { Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { may } from "../api/session";
import { FormEnd } from "../forms/FormEnd";
import { percent } from "../format";
import { InfluenceRetractDocument, InfluenceUpdateDocument, MapDrawnDocument } from "../gql";
import type { SceneLink } from "../scene/model";
import { Facts } from "../widgets/Facts";
import { drawnNow, isSaid, kept, pushChanged, pushWithdrawn, type Drawn, type Edge, type Said } from "./drawing";
import { Percent, share } from "./DrawForm";

type Props = { place: string; link: SceneLink; changed: () => void };

/** More of a line that somebody drew, and, for who may write, what to do when it is not so any more. */
export function DrawnActs({ place, link, changed }: Props) {
  const { t } = useTranslation();
  const [act, setAct] = useState<"change" | "withdraw" | null>(null);
  const asked = useAsk(MapDrawnDocument, { from: { id: link.source.id }, to: link.target.id });
  const edge = asked.data?.person?.influences.edges.find((one) => one.topic === link.topic);
  if (!edge) return null;
  function done() {
    setAct(null);
    asked.again();
    changed();
  }
  const line: Drawn = { from: link.source, to: link.target, topic: link.topic, said: saidOf(edge), teams: edge.sharedWith ?? [] };
  const shared = { place, line, edge, close: () => setAct(null), done, again: asked.again };
  // Of what is whole for other teams one is told too little to say that it is otherwise.
  const whole = edge.sharing === "DETAILS" || line.teams.length > 0;
  return (
    <>
      <Facts
        facts={[
          [t("draw.confidence"), edge.confidence !== null && percent(edge.confidence)],
          [t("draw.source"), edge.source && <bdi key="source">{edge.source}</bdi>],
        ]}
      />
      {may("write") && whole && !act && (
        <Group gap="xs" mt="sm">
          <Button size="compact-sm" variant="default" onClick={() => setAct("change")}>
            {t("draw.change")}
          </Button>
          <Button size="compact-sm" variant="default" onClick={() => setAct("withdraw")}>
            {t("draw.withdraw")}
          </Button>
        </Group>
      )}
      {act === "change" && <ChangeForm {...shared} />}
      {act === "withdraw" && <WithdrawForm {...shared} />}
    </>
  );
}

function saidOf({ weight, confidence, source }: Edge): Said {
  return { weight, confidence, source };
}

type FormProps = { place: string; line: Drawn; edge: Edge; close: () => void; done: () => void; again: () => void };

/** What a line says is written only over what the writer has seen; facts have no version of their own. */
function useUnchanged({ line, again }: FormProps) {
  const { t } = useTranslation();
  const [faults, setFaults] = useState<Fault[]>([]);
  const [failure, setFailure] = useState<Failure | null>(null);
  async function unchanged(): Promise<boolean> {
    const now = await drawnNow(line);
    const clash = now.edge !== null && !isSaid(now.edge, line.said);
    setFaults(clash ? [{ code: "CONFLICT", reason: "", field: [], message: t("draw.clash") }] : []);
    setFailure(now.failure);
    if (clash) again();
    return !clash && !now.failure;
  }
  return { unchanged, faults, failure };
}

function ChangeForm(props: FormProps) {
  const { place, line, close, done } = props;
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const seen = useUnchanged(props);
  const [key] = useState(newKey);
  const hundred = (value: number | null) => (value === null ? "" : Math.round(value * 100)) as number | string;
  // What is shown in whole percents stays as it was said, unless it is changed.
  const read = (value: number | string, before: number | null) => (value === hundred(before) ? before : share(value));
  const [values, setValues] = useState({ weight: hundred(line.said.weight), confidence: hundred(line.said.confidence), source: line.said.source ?? "", reason: "" });
  const change = (part: Partial<typeof values>) => setValues({ ...values, ...part });

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!(await seen.unchanged())) return;
    const said = { weight: read(values.weight, line.said.weight), confidence: read(values.confidence, line.said.confidence), source: kept(values.source) };
    const input = { from: { id: line.from.id }, to: { id: line.to.id }, topic: line.topic, ...said, reason: kept(values.reason), idempotencyKey: key };
    if (!(await run(InfluenceUpdateDocument, { input }))) return;
    pushChanged(place, t, { ...line, said }, line.said);
    done();
  }

  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t("draw.change")}>
      <Stack gap="sm">
        <Group grow align="start">
          <Percent label={t("draw.weight")} value={values.weight} error={faultOf(faults, "weight")} onChange={(weight) => change({ weight })} />
          <Percent label={t("draw.confidence")} value={values.confidence} error={faultOf(faults, "confidence")} onChange={(confidence) => change({ confidence })} />
        </Group>
        <TextInput label={t("draw.source")} value={values.source} onChange={(event) => change({ source: event.currentTarget.value })} error={faultOf(faults, "source")} />
        <TextInput label={t("draw.reason")} value={values.reason} onChange={(event) => change({ reason: event.currentTarget.value })} error={faultOf(faults, "reason")} />
        <FormEnd faults={[...seen.faults, ...faults]} failure={seen.failure ?? failure} busy={busy} close={close} />
      </Stack>
    </form>
  );
}

function WithdrawForm(props: FormProps) {
  const { place, line, edge, close, done } = props;
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const seen = useUnchanged(props);
  const [key] = useState(newKey);
  const [reason, setReason] = useState("");

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!(await seen.unchanged())) return;
    const sharedWith = line.teams.map((id) => ({ id }));
    const input = { from: { id: line.from.id }, to: { id: line.to.id }, topic: line.topic, sharedWith, reason: kept(reason), idempotencyKey: key };
    if (!(await run(InfluenceRetractDocument, { input }))) return;
    // Custom fields of a line do not come back with it, so it is not offered that it does.
    if (!edge.customFields.length) pushWithdrawn(place, t, line, edge);
    done();
  }

  return (
    <form onSubmit={(event) => void submit(event)} aria-label={t("draw.withdraw")}>
      <Stack gap="sm">
        <p className="quiet">{t("draw.withdrawWhat")}</p>
        <TextInput label={t("draw.reason")} value={reason} onChange={(event) => setReason(event.currentTarget.value)} error={faultOf(faults, "reason")} />
        <FormEnd faults={[...seen.faults, ...faults]} failure={seen.failure ?? failure} busy={busy} close={close} />
      </Stack>
    </form>
  );
}
