import { Badge, Button, Group, Progress } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { act as send } from "../api/acting";
import { number } from "../format";
import type { AdminJobsQuery } from "../gql";
import { When } from "../widgets/When";
import { Confirm } from "./Confirm";
import { useList } from "./list";
import { Listed } from "./Listing";
import { AdminJobsDocument, JobCancelDocument, JobStartDocument } from "./operations";

type Job = AdminJobsQuery["jobs"]["nodes"][number];
const EVERY = 3000;
const KINDS = ["audience_check", "scores", "duplicates", "merging", "quality"];
const GOING = ["QUEUED", "RUNNING", "PAUSED"];

/** What the server does beside requests: what runs, how far it is, what came of it. */
export function Jobs() {
  const { t } = useTranslation();
  const [doing, setDoing] = useState<{ start: string } | { stop: Job } | null>(null);
  const list = useList(AdminJobsDocument, {}, (data) => data.jobs);
  const goes = list.rows.some((job) => GOING.includes(job.state ?? ""));
  useEffect(() => {
    if (!goes) return;
    const timer = setInterval(list.again, EVERY);
    return () => clearInterval(timer);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [goes]);
  return (
    <>
      <Group gap="xs" mb="md">
        {KINDS.map((kind) => (
          <Button key={kind} variant="default" onClick={() => setDoing({ start: kind })}>
            {t("admin.job.start", { kind: t(`admin.job.kind.${kind}`) })}
          </Button>
        ))}
      </Group>
      <Listed
        list={list}
        label={t("admin.part.jobs")}
        columns={[...["what", "state", "done", "asked", "ended", "came"].map((column) => t(`admin.job.${column}`)), ""]}
        row={(job) => <Row key={job.id} job={job} stop={() => setDoing({ stop: job })} />}
        none={t("admin.job.none")}
      />
      {doing && "start" in doing && (
        <Confirm
          title={t("admin.job.start", { kind: t(`admin.job.kind.${doing.start}`) })}
          text={t(`admin.job.will.${doing.start}`)}
          button={t("admin.job.go")}
          send={(idempotencyKey) => send(JobStartDocument, { input: { kind: doing.start, idempotencyKey } })}
          said={t("admin.job.started")}
          close={() => setDoing(null)}
          done={list.again}
        />
      )}
      {doing && "stop" in doing && (
        <Confirm
          title={t("admin.job.stop")}
          text={t("admin.job.willStop")}
          button={t("admin.job.stop")}
          send={(idempotencyKey) => send(JobCancelDocument, { input: { job: doing.stop.id, idempotencyKey } })}
          said={t("admin.job.stopped")}
          close={() => setDoing(null)}
          done={list.again}
        />
      )}
    </>
  );
}

function Row({ job, stop }: { job: Job; stop: () => void }) {
  const { t } = useTranslation();
  const going = GOING.includes(job.state ?? "");
  const kind = t(`admin.job.kind.${job.kind}`, job.kind ?? "");
  return (
    <tr>
      <th scope="row">{kind}</th>
      <td>
        <Badge variant="default">{t(`admin.job.is.${job.state}`)}</Badge>
      </td>
      <td>
        {job.total ? `${number(job.done)} / ${number(job.total)}` : number(job.done)}
        {going && job.total ? <Progress value={(100 * (job.done ?? 0)) / job.total} size="sm" aria-label={kind} /> : null}
      </td>
      <td>
        <When at={job.createdAt} />
      </td>
      <td>
        <When at={job.finishedAt} />
      </td>
      <td>{job.message}</td>
      <td className="acts">
        {going && (
          <Button size="compact-xs" variant="default" onClick={stop} aria-label={`${t("admin.job.stop")}: ${kind}`}>
            {t("admin.job.stop")}
          </Button>
        )}
      </td>
    </tr>
  );
}
