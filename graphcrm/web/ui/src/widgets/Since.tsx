import { Alert, Button } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { session } from "../api/session";
import { pin, useVisits, visited } from "../api/visits";
import { ChangesSinceDocument } from "../gql";
import { Icon } from "../icons";
import { When } from "./When";

/** What others changed of a record since one looked at it last. */
export function Since({ id, more }: { id: string; more: () => void }) {
  const { t } = useTranslation();
  const [before, setBefore] = useState<string | null>(null);
  useEffect(() => setBefore(visited(id)), [id]);
  const { data } = useAsk(ChangesSinceDocument, { id }, before === null);
  const me = session.get().viewer?.id;
  const node = data?.node;
  const entries = node && "history" in node ? node.history.nodes : [];
  const news = before === null ? [] : entries.filter((entry) => entry.at > before && entry.by?.id !== me);
  if (!news.length) return null;
  return (
    <Alert className="since" title={t("since.title", { count: news.length })}>
      <ul className="changes">
        {news.slice(0, 3).map((entry) => (
          <li key={entry.id}>
            {t(`change.${entry.kind}`)} {entry.changes.map(({ field }) => t(`field.${field}`, field)).join(", ") || entry.type.replaceAll("_", " ").toLowerCase()}
            {entry.by && (
              <>
                {" · "}
                <bdi>{entry.by.name}</bdi>
              </>
            )}{" "}
            · <When at={entry.at} relative />
          </li>
        ))}
      </ul>
      <button type="button" className="plain" onClick={more}>
        {t("since.all")}
      </button>
    </Alert>
  );
}

/** Keeps a record at hand, on the home page. */
export function Pin({ id }: { id: string }) {
  const { t } = useTranslation();
  const pinned = useVisits().pinned.includes(id);
  return (
    <Button size="sm" variant="default" aria-pressed={pinned} leftSection={<Icon name={pinned ? "check" : "pin"} />} onClick={() => pin(id, !pinned)}>
      {t(pinned ? "since.pinned" : "since.pin")}
    </Button>
  );
}
