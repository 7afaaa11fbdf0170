import { Button, Group, JsonInput, Textarea } from "@mantine/core";
import { useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDraft } from "../api/drafts";
import type { Table } from "./answers";
import { Results } from "./Results";
import { useRunning } from "./running";

const EXAMPLE = "MATCH (o:Organization)<-[:AT]-(r:Role)\nRETURN o.name AS organization, count(r) AS seats\nORDER BY seats DESC LIMIT 20";

/** A statement of one's own: read by the gate, never a write, at most a thousand rows and five seconds. */
export default function FreeCypher() {
  const { t } = useTranslation();
  const draft = useDraft("cypher", { query: EXAMPLE, parameters: "" });
  const [fault, setFault] = useState<string | null>(null);
  const running = useRunning<Table>("/analysis/cypher", ({ columns, rows, truncated }) => ({ columns, rows, truncated }));

  function run() {
    const parameters = parametersOf(draft.values.parameters);
    setFault(parameters ? null : t("analysis.noObject"));
    if (parameters) void running.run({ query: draft.values.query, parameters });
  }

  function pressed(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    run();
  }

  return (
    <div className="cypher">
      <p className="quiet">{t("analysis.rules")}</p>
      <Textarea
        label={t("analysis.statement")}
        className="cypher-text"
        autosize
        minRows={6}
        maxRows={18}
        spellCheck={false}
        autoCapitalize="off"
        value={draft.values.query}
        onChange={(event) => draft.change({ query: event.currentTarget.value })}
        onKeyDown={pressed}
        aria-keyshortcuts="Control+Enter"
      />
      <details open={draft.values.parameters !== ""}>
        <summary>{t("analysis.parameters")}</summary>
        <JsonInput
          label={t("analysis.parameters")}
          description={t("analysis.parametersHow")}
          error={fault}
          className="cypher-text"
          autosize
          minRows={2}
          value={draft.values.parameters}
          onChange={(parameters) => draft.change({ parameters })}
        />
      </details>
      <Group gap="sm">
        <Button onClick={run} loading={running.running && !running.table} disabled={!draft.values.query.trim()}>
          {t("analysis.run")}
        </Button>
        <span className="quiet wide-only">{t("analysis.runKey")}</span>
      </Group>
      <Results running={running} name="analysis" />
    </div>
  );
}

function parametersOf(text: string): object | null {
  if (!text.trim()) return {};
  try {
    const found: unknown = JSON.parse(text);
    return typeof found === "object" && found !== null && !Array.isArray(found) ? found : null;
  } catch {
    return null;
  }
}
