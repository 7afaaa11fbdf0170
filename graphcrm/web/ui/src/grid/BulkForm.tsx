import { Alert, Button, Group, Modal, NativeSelect, Progress, Radio, Stack, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import type { Failure } from "../api/failures";
import { number } from "../format";
import { BulkOwnersDocument } from "../gql";
import { Failed } from "../states/Failed";
import { MOST, planOf, undoOf, write, type BulkAct, type Plan, type Report, type Target, type Writes } from "./bulk";
import type { GridColumn } from "./columns";

type Props<Row> = {
  columns: GridColumn<Row>[];
  writes: (ids: string[] | null) => Writes;
  chosen: string[];
  total: number | null;
  capped: boolean;
  close: (changed: boolean) => void;
};

type Stage = { at: "asking" } | { at: "reading"; read: number } | { at: "planned"; plan: Plan; act: BulkAct } | { at: "writing"; done: number; of: number } | { at: "over"; report: Report; act: BulkAct; undone?: Report };

/** Changes several records: looks first what would change, writes in turns, tells what became of each, takes it back. */
export function BulkForm<Row>({ columns, writes, chosen, total, capped, close }: Props<Row>) {
  const { t } = useTranslation();
  const [scope, setScope] = useState(chosen.length ? "chosen" : "all");
  const [kind, setKind] = useState("tag");
  const [value, setValue] = useState("");
  const [stage, setStage] = useState<Stage>({ at: "asking" });
  const [failure, setFailure] = useState<Failure | null>(null);
  const stop = useRef(false);
  const fields = columns.filter((column) => column.edit);
  const column = fields.find((one) => one.edit?.field === kind);
  const to = writes(scope === "chosen" ? chosen : null);
  const users = useAsk(BulkOwnersDocument, {}, kind !== "owner").data?.users?.nodes ?? [];

  function actOf(): BulkAct {
    if (kind === "archive") return { kind };
    if (kind === "owner") return { kind, value };
    if (kind === "tag") return { kind, value: value.trim() };
    if (kind === "untag") return { kind, value: value.trim() };
    const given = value.trim() === "" ? null : value.trim();
    return { kind: "set", field: kind, value: column?.edit?.kind === "number" && given !== null ? Number(given) : given };
  }

  async function look(event: FormEvent) {
    event.preventDefault();
    stop.current = false;
    setFailure(null);
    const targets: Target[] = [];
    let after: string | null = null;
    for (let more = true; more && !stop.current && targets.length < MOST; ) {
      setStage({ at: "reading", read: targets.length });
      const page = await to.read(after);
      if ("code" in page) {
        setFailure(page);
        return setStage({ at: "asking" });
      }
      targets.push(...page.targets);
      ({ end: after, more } = page);
    }
    if (stop.current) return setStage({ at: "asking" });
    const act = actOf();
    setStage({ at: "planned", plan: planOf(targets.slice(0, MOST), act), act });
  }

  async function run(plan: Plan, act: BulkAct) {
    stop.current = false;
    const of = plan.changes.length;
    const send = act.kind === "archive" ? to.archive : act.kind === "owner" && to.assign ? to.assign : to.update;
    const report = await write(plan.changes, send, (done) => setStage({ at: "writing", done, of }), () => stop.current);
    setStage({ at: "over", report, act });
  }

  async function undo(report: Report, act: BulkAct) {
    stop.current = false;
    const back = undoOf(report);
    const undone = await write(back, act.kind === "archive" ? to.restore : to.update, (done) => setStage({ at: "writing", done, of: back.length }), () => stop.current, true);
    setStage({ at: "over", report, act, undone });
  }

  const busy = stage.at === "reading" || stage.at === "writing";
  return (
    <Modal opened onClose={() => !busy && close(stage.at === "over")} title={t("bulk.title")} size="lg" closeOnEscape={!busy} closeOnClickOutside={false}>
      {stage.at === "asking" && (
        <form onSubmit={(event) => void look(event)}>
          <Stack gap="sm">
            <Radio.Group label={t("bulk.which")} value={scope} onChange={setScope}>
              <Stack gap={6} mt={6}>
                <Radio value="chosen" label={t("bulk.chosen", { count: chosen.length })} disabled={!chosen.length} />
                <Radio value="all" label={t("bulk.all", { shown: `${number(total)}${capped ? "+" : ""}` })} />
              </Stack>
            </Radio.Group>
            <NativeSelect
              label={t("bulk.what")}
              value={kind}
              onChange={(event) => {
                setKind(event.currentTarget.value);
                setValue("");
              }}
              data={[
                { value: "tag", label: t("bulk.tag") },
                { value: "untag", label: t("bulk.untag") },
                ...fields.map((one) => ({ value: one.edit!.field, label: t("bulk.set", { field: one.label }) })),
                ...(to.assign ? [{ value: "owner", label: t("bulk.owner") }] : []),
                { value: "archive", label: t("bulk.archive") },
              ]}
            />
            {kind === "owner" && (
              <NativeSelect label={t("field.owner")} required value={value} onChange={(event) => setValue(event.currentTarget.value)} data={[{ value: "", label: "" }, ...users.filter((user) => !user.disabled).map((user) => ({ value: user.id, label: user.name ?? "" }))]} />
            )}
            {column?.edit?.kind === "choice" ? (
              <NativeSelect
                label={column.label}
                value={value}
                onChange={(event) => setValue(event.currentTarget.value)}
                data={[{ value: "", label: t("bulk.none") }, ...(column.edit.choices ?? []).map((one) => ({ value: one, label: column.edit?.words ? t(`${column.edit.words}.${one}`) : one }))]}
              />
            ) : (
              kind !== "archive" &&
              kind !== "owner" && (
                <TextInput label={column?.label ?? t("bulk.tagName")} value={value} onChange={(event) => setValue(event.currentTarget.value)} required={!column} type={column?.edit?.kind === "number" ? "number" : "text"} />
              )
            )}
            {failure && <Failed failure={failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={() => close(false)}>
                {t("act.cancel")}
              </Button>
              <Button type="submit">{t("bulk.preview")}</Button>
            </Group>
          </Stack>
        </form>
      )}
      {busy && (
        <Stack gap="sm">
          <p role="status">{stage.at === "reading" ? t("bulk.reading", { count: stage.read }) : t("bulk.writing", { done: number(stage.done), of: number(stage.of) })}</p>
          <Progress value={stage.at === "writing" ? (100 * stage.done) / Math.max(1, stage.of) : 100} animated={stage.at === "reading"} aria-label={t("bulk.title")} />
          <Group justify="flex-end">
            <Button variant="default" onClick={() => (stop.current = true)}>
              {t("bulk.stop")}
            </Button>
          </Group>
        </Stack>
      )}
      {stage.at === "planned" && <Planned plan={stage.plan} back={() => setStage({ at: "asking" })} go={() => void run(stage.plan, stage.act)} />}
      {stage.at === "over" && <Over {...stage} undo={stage.act.kind === "owner" ? null : () => void undo(stage.report, stage.act)} close={() => close(true)} />}
    </Modal>
  );
}

function Planned({ plan, back, go }: { plan: Plan; back: () => void; go: () => void }) {
  const { t } = useTranslation();
  const many = plan.changes.length;
  return (
    <Stack gap="sm">
      <p role="status">
        <strong>{t("bulk.would", { count: many })}</strong> {plan.same > 0 && t("bulk.same", { count: plan.same })}
      </p>
      {many + plan.same >= MOST && <p className="warning">{t("bulk.most", { most: number(MOST) })}</p>}
      {many > 0 && (
        <ul className="bulk-names">
          {plan.changes.slice(0, 5).map(({ target }) => (
            <li key={target.id}>
              <bdi>{target.name}</bdi>
            </li>
          ))}
          {many > 5 && <li className="quiet">{t("state.more", { count: many - 5 })}</li>}
        </ul>
      )}
      <Group justify="flex-end">
        <Button variant="default" onClick={back}>
          {t("bulk.back")}
        </Button>
        <Button onClick={go} disabled={!many} data-autofocus>
          {t("bulk.go", { count: many })}
        </Button>
      </Group>
    </Stack>
  );
}

function Over({ report, undone, undo, close }: { report: Report; undone?: Report; undo: (() => void) | null; close: () => void }) {
  const { t } = useTranslation();
  const shown = undone ?? report;
  return (
    <Stack gap="sm">
      <p role="status">{t(undone ? "bulk.undone" : "bulk.done", { count: shown.written.length })}</p>
      {shown.failure && <Failed failure={shown.failure} />}
      {shown.refused.length > 0 && (
        <Alert color="orange" title={t("bulk.refused", { count: shown.refused.length })} className="asked-before">
          <ul className="bulk-names">
            {shown.refused.slice(0, 20).map(({ target, message }) => (
              <li key={target.id}>
                <bdi>{target.name}</bdi>: {message}
              </li>
            ))}
            {shown.refused.length > 20 && <li>{t("state.more", { count: shown.refused.length - 20 })}</li>}
          </ul>
        </Alert>
      )}
      <Group justify="flex-end">
        {!undone && undo && report.written.length > 0 && (
          <Button variant="default" onClick={undo}>
            {t("bulk.undo")}
          </Button>
        )}
        <Button onClick={close}>{t("act.close")}</Button>
      </Group>
    </Stack>
  );
}
