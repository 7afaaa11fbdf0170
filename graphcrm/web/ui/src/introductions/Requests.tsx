import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { number } from "../format";
import { PersonIntroductionsDocument, type TaskFieldsFragment } from "../gql";
import { Task } from "../widgets/TaskList";
import { Tile } from "../widgets/Tile";

/** Who was asked for introductions, by whom, when, and what came of it. */
export function Requests({ title, requests, total, changed }: { title: string; requests: TaskFieldsFragment[]; total?: number | null; changed: () => void }) {
  const { t } = useTranslation();
  if (!requests.length) return null;
  return (
    <Tile title={title}>
      <ul className="tasks">
        {requests.map((task) => (
          <Task key={task.id} task={task} changed={changed} />
        ))}
      </ul>
      {(total ?? 0) > requests.length && <p className="quiet">{t("state.shown", { shown: number(requests.length), total: number(total) })}</p>}
    </Tile>
  );
}

/** Of a person: who was asked to lead to them, and to whom they were asked to lead. */
export function PersonRequests({ id }: { id: string }) {
  const { t } = useTranslation();
  const asked = useAsk(PersonIntroductionsDocument, { by: { id } });
  const person = asked.data?.person;
  if (!person) return null;
  return (
    <>
      <Requests title={t("paths.before")} requests={person.tasks.nodes} total={person.tasks.totalCount} changed={asked.again} />
      <Requests title={t("paths.askedThem")} requests={person.introductionsAsked.nodes} total={person.introductionsAsked.totalCount} changed={asked.again} />
    </>
  );
}
