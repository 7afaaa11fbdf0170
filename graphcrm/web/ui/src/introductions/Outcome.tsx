import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { IntroductionOutcome, TaskFieldsFragment } from "../gql";
import { may } from "../api/session";
import { today } from "../format";

const OUTCOMES: IntroductionOutcome[] = ["ASKED", "AGREED", "INTRODUCED", "DECLINED", "NO_ANSWER"];
const OPEN: IntroductionOutcome[] = ["ASKED", "AGREED"];

/** What came of a request to be introduced; whoever may write says it here. What is settled is done. */
export function Outcome({ task, busy, change }: { task: TaskFieldsFragment; busy: boolean; change: (part: object) => void }) {
  const { t } = useTranslation();
  const outcome = task.introductionOutcome;
  if (!outcome) return null;
  if (!may("write")) return <span className="outcome">{t(`answer.${outcome}`)}</span>;

  function say(next: IntroductionOutcome) {
    const open = OPEN.includes(next);
    change({ introductionOutcome: next, status: open ? "OPEN" : "DONE", doneOn: open ? null : today() });
  }

  return (
    <NativeSelect
      size="xs"
      className="outcome"
      aria-label={t("paths.outcomeOf", { name: task.goBetween?.name ?? t("paths.somebody") })}
      data={OUTCOMES.map((one) => ({ value: one, label: t(`answer.${one}`) }))}
      value={outcome}
      disabled={busy}
      onChange={(event) => say(event.currentTarget.value as IntroductionOutcome)}
    />
  );
}
