import { Button, Group, NumberInput, Stack, TextInput } from "@mantine/core";
import { useEffect, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useDraft } from "../api/drafts";
import { FormEnd } from "../forms/FormEnd";
import { percent } from "../format";
import { InfluenceAddDocument } from "../gql";
import type { SceneLink, SceneNode } from "../scene/model";
import { kept, pushDrawn, type Drawn } from "./drawing";
import { LineSign } from "./MapSigns";
import { KIND_WORDS } from "./words";

const USUAL = 50; // percent

type Props = { place: string; from: SceneNode; to: SceneNode; turn: () => void; told: (weight: number | null) => void; close: () => void; done: (line: Drawn) => void };

export function share(value: number | string): number | null {
  return typeof value === "number" ? Math.round(value) / 100 : null;
}

/** Draws that somebody influences somebody else; the map shows meanwhile how it would look. */
export function DrawForm({ place, from, to, turn, told, close, done }: Props) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const draft = useDraft(`draw:${[from.id, to.id].sort().join(":")}`, { weight: USUAL as number | string, topic: "", confidence: "" as number | string, source: "" });
  const { values, change } = draft;
  const weight = share(values.weight);
  const topic = kept(values.topic);
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  useEffect(() => told(weight), [weight]);

  async function submit(event: FormEvent) {
    event.preventDefault();
    const said = { weight, confidence: share(values.confidence), source: kept(values.source) };
    const line: Drawn = { from, to, topic, said, teams: [] };
    const input = { from: { id: from.id }, to: { id: to.id }, topic, ...said, idempotencyKey: draft.key };
    if (!(await run(InfluenceAddDocument, { input }))) return;
    draft.clear();
    pushDrawn(place, t, line);
    done(line);
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <p className="draw-preview" role="status">
          <bdi>{from.label}</bdi> <LineSign kind="INFLUENCES" /> <bdi>{to.label}</bdi>
          <span className="quiet">{[weight === null ? t("draw.noWeight") : t("draw.byWeight", { value: percent(weight) }), topic && t("draw.about", { topic })].filter(Boolean).join(" · ")}</span>
        </p>
        <Button size="compact-sm" variant="default" onClick={turn}>
          {t("draw.turn")}
        </Button>
        <Between from={from} to={to} />
        <Group grow align="start">
          <Percent label={t("draw.weight")} value={values.weight} error={faultOf(faults, "weight")} onChange={(value) => change({ weight: value })} />
          <Percent label={t("draw.confidence")} value={values.confidence} error={faultOf(faults, "confidence")} onChange={(confidence) => change({ confidence })} />
        </Group>
        <TextInput label={t("draw.topic")} value={values.topic} onChange={(event) => change({ topic: event.currentTarget.value })} error={faultOf(faults, "topic")} />
        <TextInput label={t("draw.source")} value={values.source} onChange={(event) => change({ source: event.currentTarget.value })} error={faultOf(faults, "source")} />
        <FormEnd faults={faults} failure={failure} busy={busy} close={close} />
      </Stack>
    </form>
  );
}

type PercentProps = { label: string; value: number | string; error: string | undefined; onChange: (value: number | string) => void };

export function Percent(props: PercentProps) {
  return <NumberInput {...props} min={0} max={100} step={5} decimalScale={0} suffix=" %" />;
}

/** What lies between the two already, so that nothing is said twice. */
function Between({ from, to }: { from: SceneNode; to: SceneNode }) {
  const { t } = useTranslation();
  const links = from.links.filter((link) => link.source === to || link.target === to);
  if (!links.length) return <p className="quiet">{t("draw.nothingYet")}</p>;
  const word = ({ source, kind, target, value, topic }: SceneLink) => [`${source.label} – ${t(KIND_WORDS[kind])} – ${target.label}`, value !== null && percent(value), kind === "INFLUENCES" && topic].filter(Boolean).join(", ");
  return (
    <div className="quiet">
      {t("draw.between")}
      <ul className="draw-between">
        {links.map((link) => (
          <li key={link.at}>{word(link)}</li>
        ))}
      </ul>
    </div>
  );
}
