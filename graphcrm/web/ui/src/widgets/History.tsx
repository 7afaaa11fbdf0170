import { Button } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../api/asking";
import { number } from "../format";
import type { HistoryPageFragment } from "../gql";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Ref } from "./Ref";
import { When } from "./When";

/** What happened to a record, by whom and why, with the values before and after. */
export function History({ ask }: { ask: (first: number) => Asked<HistoryPageFragment | null> }) {
  const { t } = useTranslation();
  const [first, setFirst] = useState(25);
  return (
    <Show asked={ask(first)}>
      {(page) =>
        page?.nodes.length ? (
          <>
            <ol className="timeline">
              {page.nodes.map((entry) => (
                <li key={entry.id}>
                  <div>
                    <p>
                      <strong>{t(`change.${entry.kind}`)}</strong> {wordOf(entry.type)} {entry.other && <Ref to={entry.other} />}
                    </p>
                    <p className="quiet">
                      <When at={entry.at} />
                      {entry.by && (
                        <>
                          {" · "}
                          <bdi>{entry.by.name}</bdi>
                        </>
                      )}
                      {entry.importRun && ` · ${t("history.import")}`}
                      {entry.reason && ` · “${entry.reason}”`}
                    </p>
                    {entry.changes.length > 0 && (
                      <ul className="changes">
                        {entry.changes.map((change) => (
                          <li key={change.field}>
                            {t(`field.${change.field}`, change.field)}: <del>{change.before ?? "–"}</del> → <ins>{change.after ?? "–"}</ins>
                          </li>
                        ))}
                      </ul>
                    )}
                    {entry.says && entry.says.length > 0 && <p className="quiet">{entry.says.map((said) => `${t(`field.${said.field}`, said.field)}: ${said.value ?? "–"}`).join(" · ")}</p>}
                  </div>
                </li>
              ))}
            </ol>
            {page.pageInfo.hasNextPage && (
              <p className="quiet">
                {t("state.shown", { shown: number(page.nodes.length), total: number(page.totalCount) })}{" "}
                <Button size="compact-sm" variant="default" onClick={() => setFirst(first + 50)}>
                  {t("state.showMore")}
                </Button>
              </p>
            )}
          </>
        ) : (
          <Empty text={t("history.none")} />
        )
      }
    </Show>
  );
}

/** `STAKEHOLDER_IN` as one reads it. */
export function wordOf(type: string): string {
  return type.replaceAll("_", " ").toLowerCase();
}
