import { Alert, Button, Group, NativeSelect, SegmentedControl, Stack, Textarea, TextInput } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { faultOf, useAct } from "../api/acting";
import { useAsk } from "../api/asking";
import { useDraft } from "../api/drafts";
import { session } from "../api/session";
import { Dialog } from "../forms/Dialog";
import { Faults } from "../forms/Faults";
import { inDays } from "../format";
import { PathsPeopleDocument, PathsRequestsDocument, TaskCreateDocument, type TaskFieldsFragment } from "../gql";
import { LANGUAGES, load } from "../i18n";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { When } from "../widgets/When";
import { between, isOpen, peopleOf, type Known, type Named, type Path } from "./paths";
import { languageOf, letter, seatOf, titleOf } from "./words";

type Props = { path: Path; goBetween: Named; close: () => void; done: () => void };

/** Asks somebody for an introduction: a task for them, or for oneself where they are no user, with what to say. */
export default function AskForm(props: Props) {
  const { t } = useTranslation();
  const target = peopleOf(props.path).at(-1)!;
  const people = useAsk(PathsPeopleDocument, { ids: [target.id, props.goBetween.id], first: 2 }).data?.people?.nodes;
  const { data, again } = useAsk(PathsRequestsDocument, { ids: [target.id], first: 1 });
  const [ready, setReady] = useState(false);
  useEffect(() => {
    again(); // whoever asked since the page was opened
    void Promise.all(LANGUAGES.map(load)).then(() => setReady(true));
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, []);
  return (
    <Dialog onClose={props.close} title={t("paths.askWhom", { name: props.goBetween.name })} size="lg">
      {people && data && ready ? (
        <Form {...props} target={target} asked={people.find((one) => one.id === props.goBetween.id)} met={people.find((one) => one.id === target.id)} before={data.people?.nodes[0]?.tasks.nodes ?? []} />
      ) : (
        <Pending rows={5} />
      )}
    </Dialog>
  );
}

function Form({ path, goBetween, target, asked, met, before, close, done }: Props & { target: Named; asked: Known | undefined; met: Known | undefined; before: TaskFieldsFragment[] }) {
  const { t } = useTranslation();
  const { run, busy, faults, failure } = useAct();
  const { viewer } = session.get();
  const write = (language: string) =>
    letter(language, { goBetween, via: between(path, goBetween), target, seat: seatOf(met), me: viewer?.person?.name ?? viewer?.name ?? "" });
  const first = languageOf(asked);
  const whose = asked?.user && asked.user.id !== viewer?.id ? "theirs" : "mine";
  const draft = useDraft(`ask:${goBetween.id}:${target.id}`, { language: first, text: write(first), dueOn: inDays(7), whose });
  const { values, change } = draft;
  const user = values.whose === "theirs" ? asked?.user : viewer;

  async function submit(event: FormEvent) {
    event.preventDefault();
    const input = {
      title: titleOf(values.language),
      description: values.text,
      dueOn: values.dueOn || null,
      introductionOutcome: "ASKED" as const,
      assignee: user ? { id: user.id } : null,
      requester: viewer ? { id: viewer.id } : null,
      goBetween: { id: goBetween.id },
      about: [{ person: { id: target.id } }],
      idempotencyKey: draft.key,
    };
    if (!(await run(TaskCreateDocument, { input }))) return;
    draft.clear();
    notifications.show({ message: t(values.whose === "theirs" ? "paths.doneTheirs" : "paths.doneMine", { name: goBetween.name }) });
    done();
    close();
  }

  return (
    <form onSubmit={(event) => void submit(event)}>
      <Stack gap="sm">
        <Before requests={before} goBetween={goBetween} target={target} />
        <SegmentedControl
          aria-label={t("paths.language")}
          data={LANGUAGES.map((one) => ({ value: one, label: t(`language.${one}`) }))}
          value={values.language}
          onChange={(language) => change({ language, text: values.text === write(values.language) ? write(language) : values.text })}
        />
        <Textarea
          label={t("paths.text")}
          description={t("paths.textWhose")}
          autosize
          minRows={8}
          required
          value={values.text}
          onChange={(event) => change({ text: event.currentTarget.value })}
          error={faultOf(faults, "description")}
          data-autofocus
        />
        <Group grow>
          <NativeSelect
            label={t("paths.whose")}
            data={[...(asked?.user && asked.user.id !== viewer?.id ? [{ value: "theirs", label: asked.user.name ?? "" }] : []), { value: "mine", label: t("paths.me") }]}
            value={values.whose}
            onChange={(event) => change({ whose: event.currentTarget.value })}
            error={faultOf(faults, "assignee")}
          />
          <TextInput type="date" label={t("log.due")} value={values.dueOn} onChange={(event) => change({ dueOn: event.currentTarget.value })} error={faultOf(faults, "dueOn")} />
        </Group>
        <Faults faults={faults} />
        {failure && <Failed failure={failure} />}
        <Group justify="flex-end">
          <Button variant="default" onClick={close}>
            {t("act.cancel")}
          </Button>
          <Button type="submit" loading={busy}>
            {failure ? t("act.sendAgain") : t("paths.ask")}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** That somebody was asked about them before: nobody is to be asked twice. */
function Before({ requests, goBetween, target }: { requests: TaskFieldsFragment[]; goBetween: Named; target: Named }) {
  const { t } = useTranslation();
  const told = requests.filter((request) => request.goBetween?.id === goBetween.id || isOpen(request));
  if (!told.length) return null;
  return (
    <Alert color="orange" role="alert" title={t("paths.twice", { name: target.name })} className="asked-before">
      <ul className="lines">
        {told.map((request) => (
          <li key={request.id}>
            <span>
              {t("paths.askedWhom", { by: request.requester?.name ?? t("paths.somebody"), whom: request.goBetween?.name ?? t("paths.somebody") })}{" "}
              <strong>{t(`answer.${request.introductionOutcome ?? ""}`)}</strong>
            </span>
            <span className="quiet">
              <When at={request.createdAt} />
            </span>
          </li>
        ))}
      </ul>
    </Alert>
  );
}
