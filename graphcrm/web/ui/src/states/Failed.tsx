import { Alert, Button, Group } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Failure } from "../api/failures";

const KNOWN = ["OFFLINE", "FORBIDDEN", "UNAVAILABLE", "TIMEOUT", "RATE_LIMITED", "QUERY_TOO_COMPLEX", "INTERNAL"];

/** What happened, what to do, and how to name it to those who look after graphcrm. */
export function Failed({ failure, again }: { failure: Failure; again?: () => void }) {
  const { t } = useTranslation();
  const title = failure.reason === "GATE" ? t("failure.GATE") : KNOWN.includes(failure.code) ? t(`failure.${failure.code}`) : t("failure.other");
  return (
    <Alert color={failure.code === "FORBIDDEN" ? "gray" : "red"} title={title} role="alert" className="failed">
      {failure.code !== "OFFLINE" && <p>{failure.message}</p>}
      <Group gap="xs">
        {again && (
          <Button size="xs" variant="default" onClick={again}>
            {t("state.again")}
          </Button>
        )}
        {failure.code !== "OFFLINE" && (
          <code className="quiet">
            {failure.code} {failure.requestId}
          </code>
        )}
      </Group>
    </Alert>
  );
}
