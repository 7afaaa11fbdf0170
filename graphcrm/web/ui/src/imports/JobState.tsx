import { Progress } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/failures";
import type { ImportJobFragment } from "../gql";
import { Failed } from "../states/Failed";
import { isGoing, ledgerOf } from "./job";

/** How far a job is, or why it ended without a result. `going` says what is done meanwhile. */
export function JobState({ job, failure, going }: { job: ImportJobFragment | null; failure: Failure | null; going: string }) {
  const { t } = useTranslation();
  if (failure) return <Failed failure={failure.code === "NOT_FOUND" ? { ...failure, message: t("imports.gone") } : failure} />;
  if (isGoing(job)) {
    const share = job?.total ? (100 * (job.done ?? 0)) / job.total : 100;
    return (
      <>
        <p role="status">{job?.state === "RUNNING" ? going : t("imports.waits")}</p>
        <Progress value={share} animated={!job?.total} aria-label={going} />
      </>
    );
  }
  if (job?.state === "CANCELLED") return <p role="status">{t("imports.cancelled")}</p>;
  if (!ledgerOf(job)) return <Failed failure={{ code: "FAILED", message: job?.message ?? "", requestId: "", reason: "" }} />;
  return null;
}
