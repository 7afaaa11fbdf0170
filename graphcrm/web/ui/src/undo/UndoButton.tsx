import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { takeBack, useSteps, useUndoKey } from "./steps";

/** Takes back what was written last here on this visit, and says what that is; nothing where nothing was. */
export function UndoButton({ place, done }: { place: string; done: () => void }) {
  const { t } = useTranslation();
  const steps = useSteps(place);
  const [busy, setBusy] = useState(false);
  const last = steps.at(-1);

  async function undo() {
    if (busy || !last) return;
    setBusy(true);
    const taken = await takeBack(place);
    setBusy(false);
    if (!taken) return;
    const { step, back } = taken;
    const wrong = back.faults[0]?.message ?? back.failure?.message;
    notifications.show(wrong ? { color: "red", message: `${t("undo.not", { name: step.name })} ${wrong}` } : { message: t("undo.done", { name: step.name }) });
    done();
  }

  useUndoKey(() => void undo());
  if (!last) return null;
  return (
    <Button variant="default" loading={busy} onClick={() => void undo()} aria-keyshortcuts="Control+Z" className="undo">
      {t("undo.button", { name: last.name })}
    </Button>
  );
}
