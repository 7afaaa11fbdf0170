import { Button, Group, NativeSelect, Progress, Radio, Stack } from "@mantine/core";
import { useEffect, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { act, useAct } from "../api/acting";
import { client } from "../api/client";
import { failureOf, type Failure } from "../api/failures";
import { newKey } from "../api/keys";
import { Dialog } from "../forms/Dialog";
import { Faults } from "../forms/Faults";
import { number } from "../format";
import type { ExportedRecords, ExportFormat, ExportJobQuery } from "../gql";
import { Failed } from "../states/Failed";
import { ExportCancelDocument, ExportJobDocument, ExportStartDocument } from "./operations";

type Props<Filter> = {
  records: ExportedRecords;
  chosen: string[];
  filter: Filter | null;
  total: number | null;
  capped: boolean;
  close: () => void;
};

type Job = NonNullable<ExportJobQuery["job"]>;

const FORMATS: ExportFormat[] = ["XLSX", "CSV", "XML", "JSONL", "PDF", "VCF", "GRAPHML"];
const GOING = ["QUEUED", "RUNNING", "PAUSED"];
const EVERY = 1000;

/** Has the server write a file of what is chosen or filtered; one waits for it, or ends it, and then saves it. */
export default function ExportForm<Filter>({ records, chosen, filter, total, capped, close }: Props<Filter>) {
  const { t } = useTranslation();
  const [scope, setScope] = useState(chosen.length ? "chosen" : "all");
  const [format, setFormat] = useState<ExportFormat>("XLSX");
  const [key, setKey] = useState(newKey);
  const [id, setId] = useState<string | null>(null);
  const { run, busy, faults, failure } = useAct();

  async function start(event: FormEvent) {
    event.preventDefault();
    const which = scope === "chosen" ? { ids: chosen } : { filter: filter ?? undefined };
    const data = await run(ExportStartDocument, { input: { records, format, idempotencyKey: key, ...which } });
    setId(data?.exportStart?.job?.id ?? null);
    if (data) setKey(newKey());
  }

  return (
    <Dialog onClose={close} title={t("exporting.title")} closeOnClickOutside={false}>
      {id ? (
        <Made id={id} again={() => setId(null)} close={close} />
      ) : (
        <form onSubmit={(event) => void start(event)}>
          <Stack gap="sm">
            <Radio.Group label={t("bulk.which")} value={scope} onChange={setScope}>
              <Stack gap={6} mt={6}>
                <Radio value="chosen" label={t("bulk.chosen", { count: chosen.length })} disabled={!chosen.length} />
                <Radio value="all" label={t("bulk.all", { shown: `${number(total)}${capped ? "+" : ""}` })} />
              </Stack>
            </Radio.Group>
            <NativeSelect
              label={t("exporting.format")}
              value={format}
              onChange={(event) => setFormat(event.currentTarget.value as ExportFormat)}
              data={FORMATS.map((one) => ({ value: one, label: t(`exportAs.${one}`) }))}
            />
            <p className="quiet">{t("exporting.what")}</p>
            <Faults faults={faults} />
            {failure && <Failed failure={failure} />}
            <Group justify="flex-end">
              <Button variant="default" onClick={close}>
                {t("act.cancel")}
              </Button>
              <Button type="submit" loading={busy}>
                {t("exporting.start")}
              </Button>
            </Group>
          </Stack>
        </form>
      )}
    </Dialog>
  );
}

/** How far the file is; when it is there, where to save it. */
function Made({ id, again, close }: { id: string; again: () => void; close: () => void }) {
  const { t } = useTranslation();
  const [job, setJob] = useState<Job | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [times, setTimes] = useState(0);
  const going = !job || GOING.includes(job.state ?? "");
  useEffect(() => {
    if (!going) return;
    let gone = false;
    const timer = setTimeout(
      () =>
        void client
          .query(ExportJobDocument, { id }, { requestPolicy: "network-only" })
          .toPromise()
          .then(({ data, error }) => {
            if (gone) return;
            setFailure(failureOf(error));
            if (data?.job) setJob(data.job);
            setTimes(times + 1);
          }),
      times ? EVERY : 0,
    );
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [id, going, times]);

  const stop = async () => {
    await act(ExportCancelDocument, { input: { job: id, idempotencyKey: newKey() } });
    close();
  };

  return (
    <Stack gap="sm">
      <p role="status">{said(job)}</p>
      {going && <Progress value={job?.total ? (100 * (job.done ?? 0)) / job.total : 100} animated={!job?.total} aria-label={t("exporting.title")} />}
      {failure && going && <Failed failure={failure} />}
      <Group justify="flex-end">
        {going ? (
          <Button variant="default" onClick={() => void stop()}>
            {t("bulk.stop")}
          </Button>
        ) : (
          <Button variant="default" onClick={again}>
            {t("exporting.another")}
          </Button>
        )}
        {job?.downloadId && (
          <Button component="a" href={`/downloads/${job.downloadId}`} download>
            {t("exporting.save")}
          </Button>
        )}
      </Group>
    </Stack>
  );

  function said(told: Job | null): string {
    if (!told || told.state === "QUEUED") return t("exporting.waits");
    if (going) return t("exporting.goes", { count: told.done ?? 0, shown: number(told.done ?? 0) });
    if (told.downloadId) return t("exporting.done", { count: told.done ?? 0, shown: number(told.done ?? 0) });
    return told.message ?? t("exporting.ended");
  }
}
