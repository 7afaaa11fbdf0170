import { Alert, Button, Group, NativeSelect, Progress, Radio, Stack, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import type { Failure } from "../api/failures";
import { saveAs } from "../api/saving";
import { may } from "../api/session";
import { Dialog } from "../forms/Dialog";
import { number, today } from "../format";
import { BulkOwnersDocument, type CoverageRole } from "../gql";
import { Failed } from "../states/Failed";
import { MOST, patient, planOf, undoOf, write, type BulkAct, type Plan, type Report, type Target, type Writes } from "./bulk";
import type { GridColumn } from "./columns";
import { csvOf, sheetOf, shown } from "./report";

type Props<Row> = {
  columns: GridColumn<Row>[];
  writes: (ids: string[] | null) => Writes;
  chosen: string[];
  total: number | null;
  capped: boolean;
  close: (changed: boolean) => void;
};

type Stage = { at: "asking" } | { at: "reading"; read: number } | { at: "planned"; plan: Plan; act: BulkAct } | { at: "writing"; done: number; of: number } | { at: "over"; report: Report; act: BulkAct; undone?: Report };

const ROLES: CoverageRole[] = ["OWNER", "KEY_ACCOUNT_MANAGER", "TEAM_LEAD", "MEMBER"];

/** Changes several records: looks first what would change, writes in turns, tells what became of each, takes it back. */
export function BulkForm<Row>({ columns, writes, chosen, total, capped, close }: Props<Row>) {
  const { t } = useTranslation();
  const [scope, setScope] = useState(chosen.length ? "chosen" : "all");
  const [kind, setKind] = useState("tag");
  const [value, setValue] = useState("");
  const [stage, setStage] = useState<Stage>({ at: "asking" });
  const [failure, setFailure] = useState<Failure | null>(null);
  const stop = useRef(false);
  const fields = columns.filter((column) => column.edit && !column.edit.custom);
  const column = fields.find((one) => one.edit?.field === kind);
  const to = writes(scope === "chosen" ? chosen : null);
  const covering = ROLES.find((role) => kind === `cover.${role}`);
  const users = useAsk(BulkOwnersDocument, {}, !covering).data?.users?.nodes ?? [];

  function actOf(): BulkAct {
    if (kind === "archive") return { kind };
    if (covering) return { kind: "cover", as: covering, value, name: users.find((user) => user.id === value)?.name ?? "" };
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
      const page = await patient(() => to.read(after), () => stop.current);
      if (page.failure) {
        setFailure(page.failure);
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
    const report = await write(plan.changes, { to, act }, (done) => setStage({ at: "writing", done, of }), () => stop.current);
    setStage({ at: "over", report, act });
  }

  async function undo(report: Report, act: BulkAct) {
    stop.current = false;
    const back = undoOf(report);
    const undone = await write(back, { to, act, back: true }, (done) => setStage({ at: "writing", done, of: back.length }), () => stop.current);
    setStage({ at: "over", report, act, undone });
  }

  /** A value as people read it. */
  function said(value: unknown): string {
    if (value === null || value === undefined || value === "") return t("bulk.none");
    return column?.edit?.words ? t(`${column.edit.words}.${String(value)}`) : String(value);
  }

  const busy = stage.at === "reading" || stage.at === "writing";
  return (
    <Dialog onClose={() => !busy && close(stage.at === "over")} title={t("bulk.title")} size="lg" closeOnEscape={!busy} closeOnClickOutside={false}>
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
                ...(to.cover ? ROLES.map((role) => ({ value: `cover.${role}`, label: role === "OWNER" ? t("bulk.owner") : t("bulk.cover", { role: t(`coverage.${role}`) }) })) : []),
                { value: "archive", label: t("bulk.archive") },
              ]}
            />
            {covering && (
              <NativeSelect label={t(covering === "OWNER" ? "field.owner" : `coverage.${covering}`)} required value={value} onChange={(event) => setValue(event.currentTarget.value)} data={[{ value: "", label: "" }, ...users.filter((user) => !user.disabled).map((user) => ({ value: user.id, label: user.name ?? "" }))]} />
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
              !covering && (
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
      {stage.at === "planned" && <Planned plan={stage.plan} act={stage.act} said={said} back={() => setStage({ at: "asking" })} go={() => void run(stage.plan, stage.act)} />}
      {stage.at === "over" && <Over {...stage} said={said} undo={() => void undo(stage.report, stage.act)} close={() => close(true)} />}
    </Dialog>
  );
}

type Said = { said: (value: unknown) => string };

function Planned({ plan, act, said, back, go }: Said & { plan: Plan; act: BulkAct; back: () => void; go: () => void }) {
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
          {plan.changes.slice(0, 5).map(({ target, before, after }) => (
            <li key={target.id}>
              <bdi>{target.name}</bdi>
              {act.kind !== "archive" && (
                <span className="quiet">
                  : <bdi>{shown(before, { said }) || t("bulk.none")}</bdi> → <bdi>{shown(after, { said }) || t("bulk.none")}</bdi>
                </span>
              )}
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

function Over({ report, act, undone, said, undo, close }: Said & { report: Report; act: BulkAct; undone?: Report; undo: () => void; close: () => void }) {
  const { t } = useTranslation();
  const told = undone ?? report;

  function save() {
    const head = ["bulk.id", "field.name", "bulk.became", "bulk.why", "conflict.before", "bulk.now"].map((key) => t(key));
    const words = { head, done: t(undone ? "bulk.csvUndone" : "bulk.csvDone"), refused: t("bulk.csvRefused"), said: (value: unknown) => (value === null || value === undefined ? "" : said(value)) };
    saveAs(sheetOf(csvOf(told, act, undone !== undefined, words)), `graphcrm-${today()}.csv`);
  }

  return (
    <Stack gap="sm">
      <p role="status">
        {t(undone ? "bulk.undone" : "bulk.done", { count: told.written.length })} {told.left > 0 && t("bulk.left", { count: told.left })}
      </p>
      {undone && act.kind === "cover" && act.as === "OWNER" && <p className="quiet">{t("bulk.tasksStay")}</p>}
      {told.failure && <Failed failure={told.failure} />}
      {told.refused.length > 0 && (
        <Alert color="orange" title={t("bulk.refused", { count: told.refused.length })} className="asked-before">
          <ul className="bulk-names">
            {told.refused.slice(0, 20).map(({ change: { target }, message }) => (
              <li key={target.id}>
                <bdi>{target.name}</bdi>: {message}
              </li>
            ))}
            {told.refused.length > 20 && <li>{t("state.more", { count: told.refused.length - 20 })}</li>}
          </ul>
        </Alert>
      )}
      <Group justify="flex-end">
        {may("export") && (
          <Button variant="default" onClick={save}>
            {t("bulk.csv")}
          </Button>
        )}
        {!undone && report.written.length > 0 && (
          <Button variant="default" onClick={undo}>
            {t("bulk.undo")}
          </Button>
        )}
        <Button onClick={close}>{t("act.close")}</Button>
      </Group>
    </Stack>
  );
}
