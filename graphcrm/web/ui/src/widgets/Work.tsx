import { Button, Group } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../api/asking";
import { may } from "../api/session";
import LogForm, { type LogKind } from "../forms/LogForm";
import type { Picked } from "../forms/RecordPicker";
import type { NotesShownFragment, TasksShownFragment } from "../gql";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Task } from "./TaskList";
import { When } from "./When";

type Both = { tasks: TasksShownFragment; notes: NotesShownFragment };

/** The tasks and the notes about a record. */
export function Work({ asked }: { asked: Asked<Both | null> }) {
  const { t } = useTranslation();
  return (
    <Show asked={asked}>
      {(found) =>
        found && (
          <div className="two">
            <section aria-label={t("record.tasks")}>
              <h3>{t("record.tasks")}</h3>
              {found.tasks.nodes.length ? (
                <ul className="tasks">
                  {found.tasks.nodes.map((task) => (
                    <Task key={task.id} task={task} changed={asked.again} />
                  ))}
                </ul>
              ) : (
                <Empty text={t("record.noTasks")} />
              )}
            </section>
            <section aria-label={t("record.notes")}>
              <h3>{t("record.notes")}</h3>
              {found.notes.nodes.length ? (
                <ul className="notes">
                  {found.notes.nodes.map((note) => (
                    <li key={note.id}>
                      <p className="note-text">{note.text}</p>
                      <p className="quiet">
                        <When at={note.createdAt} />
                      </p>
                    </li>
                  ))}
                </ul>
              ) : (
                <Empty text={t("record.noNotes")} />
              )}
            </section>
          </div>
        )
      }
    </Show>
  );
}

/** What one does most with a record, one click away. */
export function Log({ about, done }: { about: Picked; done: () => void }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState<LogKind | null>(null);
  if (!may("write")) return null;
  return (
    <Group gap="xs">
      {(["interaction", "task", "note"] as const).map((one) => (
        <Button key={one} size="sm" variant={one === "interaction" ? "filled" : "default"} onClick={() => setKind(one)}>
          {t(`add.${one}`)}
        </Button>
      ))}
      {kind && <LogForm kind={kind} about={[about]} close={() => setKind(null)} done={done} />}
    </Group>
  );
}
