import "graphiql/style.css";
import "./explorer.css";
import { Select, Title, useComputedColorScheme } from "@mantine/core";
import { GraphiQL } from "graphiql";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { send } from "../api/client";
import { may } from "../api/session";
import { Empty } from "../states/Empty";
import { useTitle } from "../widgets/title";
import { OPERATIONS } from "./operations";

type Asked = { query: string; variables?: unknown; operationName?: string | null };

/** Asks as the pages do, with the session of whoever looks. */
async function ask({ query, variables, operationName }: Asked) {
  const headers = { "Content-Type": "application/json", Accept: "application/json", "X-Graphcrm": "1" };
  const reply = await send("/graphql", { method: "POST", credentials: "same-origin", headers, body: JSON.stringify({ query, variables, operationName }) });
  return (await reply.json()) as object;
}

/** GraphiQL: the schema, and operations of one's own. What is typed is kept in this tab alone. */
export default function Explorer() {
  const { t } = useTranslation();
  const scheme = useComputedColorScheme("light");
  const [chosen, setChosen] = useState<string | null>(null);
  useTitle(t("explorer.title"));
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // Its editors have no names of their own, and a long answer is not reached by the keyboard.
    const name = () => {
      room.current?.querySelectorAll("textarea:not([aria-label])").forEach((one) => one.setAttribute("aria-label", t("explorer.editor")));
      room.current?.querySelectorAll(".CodeMirror-scroll[tabindex='-1']").forEach((one) => one.setAttribute("tabindex", "0"));
    };
    const watcher = new MutationObserver(name);
    if (room.current) watcher.observe(room.current, { childList: true, subtree: true });
    name();
    return () => watcher.disconnect();
  }, [t]);
  const query = OPERATIONS.find((one) => one.title === chosen)?.query;
  return (
    <div className="explorer">
      <header className="record-head">
        <Title order={1}>{t("explorer.title")}</Title>
        {may("schema.read") && <Select label={t("explorer.saved")} data={OPERATIONS.map((one) => one.title)} value={chosen} onChange={setChosen} searchable />}
      </header>
      {may("schema.read") ? (
        <div className="explorer-room" ref={room}>
          <GraphiQL key={chosen} fetcher={ask} storage={sessionStorage} query={query} defaultQuery={OPERATIONS[0]!.query} forcedTheme={scheme} showPersistHeadersSettings={false} isHeadersEditorEnabled={false}>
            <GraphiQL.Logo>
              <span />
            </GraphiQL.Logo>
          </GraphiQL>
        </div>
      ) : (
        <Empty text={t("explorer.notYours")} />
      )}
    </div>
  );
}
