import { Button, Checkbox } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act } from "../api/acting";
import { useAsk } from "../api/asking";
import { newKey } from "../api/keys";
import { may, session } from "../api/session";
import { day, number, today } from "../format";
import { TasksDocument, TaskUpdateDocument, type TaskFieldsFragment, type TaskFilter } from "../gql";
import { Outcome } from "../introductions/Outcome";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Ref } from "./Ref";
import { When } from "./When";

export type Whose = "mine" | "overdue" | "everybody" | "done";

function filterOf(whose: Whose): TaskFilter {
  const open = { status: { in: ["OPEN" as const, "RUNNING" as const] } };
  const mine = { assignee: { id: { eq: session.get().viewer?.id ?? "" } } };
  if (whose === "mine") return { and: [open, mine] };
  if (whose === "overdue") return { and: [open, { dueOn: { lt: today() } }] };
  if (whose === "done") return { and: [{ status: { in: ["DONE", "CANCELLED"] } }, mine] };
  return open;
}

/** Tasks in the order they are due. */
export function TaskList({ whose, first = 50 }: { whose: Whose; first?: number }) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(first);
  const asked = useAsk(TasksDocument, { filter: filterOf(whose), orderBy: [{ field: "DUE_ON", direction: "ASC" }], first: shown });
  return (
    <Show asked={asked}>
      {({ tasks }) =>
        tasks?.nodes.length ? (
          <>
            <ul className="tasks">
              {tasks.nodes.map((task) => (
                <Task key={task.id} task={task} changed={asked.again} />
              ))}
            </ul>
            {tasks.pageInfo.hasNextPage && (
              <p className="quiet">
                {t("state.shown", { shown: number(tasks.nodes.length), total: number(tasks.totalCount) })}{" "}
                {first >= 50 && (
                  <Button size="compact-sm" variant="default" onClick={() => setShown(shown + 50)}>
                    {t("state.showMore")}
                  </Button>
                )}
              </p>
            )}
          </>
        ) : (
          <Empty text={t(`tasks.none.${whose}`)} />
        )
      }
    </Show>
  );
}

export function Task({ task, changed }: { task: TaskFieldsFragment; changed: () => void }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState(false);
  const done = task.status === "DONE" || task.status === "CANCELLED";
  const late = !done && task.dueOn !== null && task.dueOn < today();

  async function change(part: object) {
    setBusy(true);
    const input = { task: { id: task.id }, expectedVersion: task.version, idempotencyKey: newKey(), ...part };
    const { faults, failure } = await act(TaskUpdateDocument, { input });
    setBusy(false);
    const [fault] = faults;
    if (fault || failure) notifications.show({ color: "red", message: fault?.code === "CONFLICT" ? t("conflict.task") : (fault?.message ?? failure?.message) });
    changed();
  }

  function postponed(): string {
    const from = new Date(`${(late || !task.dueOn ? today() : task.dueOn) as string}T00:00:00Z`);
    return new Date(from.getTime() + 7 * 86_400_000).toISOString().slice(0, 10);
  }

  return (
    <li className={done ? "task task-done" : "task"}>
      <Checkbox
        checked={done}
        disabled={busy || !may("write")}
        aria-label={t(done ? "tasks.reopen" : "tasks.finish", { title: task.title })}
        onChange={() => void change(done ? { status: "OPEN", doneOn: null } : { status: "DONE", doneOn: today() })}
      />
      <div className="task-text">
        <span className="task-title">{task.title}</span>
        <span className="quiet task-facts">
          {task.dueOn && <span className={late ? "warning" : undefined}>{t(late ? "tasks.late" : "tasks.due", { on: day(task.dueOn) })}</span>}
          {task.priority === "HIGH" && <span>{t("priority.HIGH")}</span>}
          {task.assignee && <span>{task.assignee.name}</span>}
          {task.about.map((subject) => (
            <span key={subject.id}>
              <Ref to={subject} />
            </span>
          ))}
        </span>
        {task.introductionOutcome && (
          <span className="quiet">
            {task.goBetween && (
              <>
                {t("paths.asked")} <Ref to={task.goBetween} type="Person" /> ·{" "}
              </>
            )}
            {task.requester?.name && `${t("paths.askedBy", { name: task.requester.name })} · `}
            <When at={task.createdAt} />
          </span>
        )}
        {task.description && (
          <details className="task-more">
            <summary>{t("tasks.more")}</summary>
            <p className="note-text">{task.description}</p>
          </details>
        )}
      </div>
      <Outcome task={task} busy={busy} change={(part) => void change(part)} />
      {!done && may("write") && (
        <Button size="compact-xs" variant="default" disabled={busy} onClick={() => void change({ dueOn: postponed() })} aria-label={t("tasks.postponeOf", { title: task.title })}>
          {t("tasks.postpone")}
        </Button>
      )}
    </li>
  );
}
