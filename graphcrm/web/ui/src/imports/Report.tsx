import { Button, Group, Stack } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { act } from "../api/acting";
import { useAsk } from "../api/asking";
import { may } from "../api/session";
import { Confirm } from "../admin/Confirm";
import { number } from "../format";
import { Tile } from "../widgets/Tile";
import { When } from "../widgets/When";
import { isGoing, ledgerOf, useJob, type Ledger } from "./job";
import { JobState } from "./JobState";
import { LedgerShown } from "./LedgerShown";
import { ImportCancelDocument, ImportUndoDocument, ImportUndosDocument } from "./operations";

/** One import: how far it is, what became of each row, and the way back. */
export function Report({ id }: { id: string }) {
  const { t } = useTranslation();
  const { job, failure } = useJob(id);
  const undos = useAsk(ImportUndosDocument, {});
  const [asking, setAsking] = useState(false);
  const [undo, setUndo] = useState<string | null>(null);
  const ledger = ledgerOf(job);
  const before = undos.data?.jobs.nodes.find((one) => (one.result as Ledger | null)?.undoes === ledger?.run && ledger?.run);
  const { job: back, failure: lost } = useJob(undo ?? before?.id ?? null);
  const preview = ledger?.run === "";
  return (
    <Stack gap="md">
      <Tile title={preview ? t("imports.wouldBe") : t("imports.report")}>
        {job?.finishedAt && (
          <p className="quiet">
            <When at={job.finishedAt} />
          </p>
        )}
        <JobState job={job} failure={failure} going={t("imports.imports", { shown: number(job?.done ?? 0) })} />
        {isGoing(job) && job && (
          <Group mt="sm">
            <Button variant="default" onClick={() => void act(ImportCancelDocument, { input: { job: id } })}>
              {t("imports.stop")}
            </Button>
          </Group>
        )}
        {!isGoing(job) && <LedgerShown job={job} preview={preview} />}
        {ledger && !preview && !undo && !before && may("import") && (
          <Group mt="md">
            <Button variant="default" onClick={() => setAsking(true)}>
              {t("imports.undo")}
            </Button>
          </Group>
        )}
      </Tile>
      {(undo ?? before) && (
        <Tile title={t("imports.takenBack")}>
          <JobState job={back} failure={lost} going={t("imports.takesBack")} />
          {!isGoing(back) && <LedgerShown job={back} />}
        </Tile>
      )}
      {asking && ledger && (
        <Confirm
          title={t("imports.undo")}
          text={t("imports.undoHow")}
          button={t("imports.undo")}
          send={async (idempotencyKey) => {
            const done = await act(ImportUndoDocument, { input: { run: ledger.run, idempotencyKey } });
            setUndo(done.data?.importUndo?.job?.id ?? null);
            return done;
          }}
          said={t("imports.undoAsked")}
          close={() => setAsking(false)}
          done={() => undefined}
        />
      )}
    </Stack>
  );
}
