import { useTranslation } from "react-i18next";
import { useAsk } from "../api/asking";
import { useVisits } from "../api/visits";
import { AtHandDocument } from "../gql";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Ref } from "./Ref";
import { Tile } from "./Tile";
import { When } from "./When";

const SHOWN = 8;

/** The records that one pinned, and those one looked at last, as far as they are still there to be seen. */
export function AtHand() {
  const { t } = useTranslation();
  const { pinned, seen } = useVisits();
  const recent = seen.filter((one) => !pinned.includes(one.id)).slice(0, SHOWN);
  const ids = [...pinned, ...recent.map((one) => one.id)];
  const asked = useAsk(AtHandDocument, { ids }, !ids.length);
  if (!ids.length) {
    return (
      <Tile title={t("since.atHand")}>
        <Empty text={t("since.none")} />
      </Tile>
    );
  }
  return (
    <Tile title={t("since.atHand")}>
      <Show asked={asked}>
        {({ nodes }) => {
          const found = new Map(nodes.flatMap((node, at) => (node && "name" in node ? [[ids[at]!, node] as const] : [])));
          const listed = (some: { id: string; at?: string }[]) =>
            some.flatMap(({ id, at }) => {
              const node = found.get(id);
              return node
                ? [
                    <li key={id}>
                      <Ref to={node} />
                      {at && (
                        <span className="quiet">
                          <When at={at} relative />
                        </span>
                      )}
                    </li>,
                  ]
                : [];
            });
          const [first, second] = [listed(pinned.map((id) => ({ id }))), listed(recent)];
          return (
            <>
              {first.length > 0 && (
                <>
                  <h3 className="quiet">{t("since.pinned")}</h3>
                  <ul className="lines">{first}</ul>
                </>
              )}
              {second.length > 0 && (
                <>
                  <h3 className="quiet">{t("since.recent")}</h3>
                  <ul className="lines">{second}</ul>
                </>
              )}
              {!first.length && !second.length && <Empty text={t("since.none")} />}
            </>
          );
        }}
      </Show>
    </Tile>
  );
}
