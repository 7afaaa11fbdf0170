import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../api/asking";
import { number } from "../format";
import type { InteractionKind, TimelinePageFragment } from "../gql";
import { Icon, type IconName } from "../icons";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Ref } from "./Ref";
import { When } from "./When";

const ICONS: Record<InteractionKind, IconName> = { EMAIL: "mail", CALL: "call", MEETING: "meeting", NOTE: "note", MESSAGE: "mail", OTHER: "note" };
const KINDS: InteractionKind[] = ["EMAIL", "CALL", "MEETING"];

/** What happened, the latest first. `ask` asks for so many of these kinds. */
export function Timeline({ self, ask }: { self: string; ask: (kinds: InteractionKind[] | null, first: number) => Asked<TimelinePageFragment | null> }) {
  const { t } = useTranslation();
  const [kind, setKind] = useState("");
  const [first, setFirst] = useState(25);
  const asked = ask(kind ? [kind as InteractionKind] : null, first);
  return (
    <>
      <SegmentedControl
        aria-label={t("log.kind")}
        data={[{ value: "", label: t("search.everything") }, ...KINDS.map((one) => ({ value: one, label: t(`interaction.${one}`) }))]}
        value={kind}
        onChange={setKind}
        mb="sm"
      />
      <Show asked={asked}>
        {(page) =>
          page?.nodes.length ? (
            <>
              <ol className="timeline">
                {page.nodes.map((one) => (
                  <li key={one.id}>
                    <span className="timeline-icon">
                      <Icon name={ICONS[one.kind ?? "OTHER"]} size={16} />
                    </span>
                    <div>
                      <p>
                        <strong>{one.subject || t(`interaction.${one.kind ?? "OTHER"}`)}</strong>
                      </p>
                      <p className="quiet">
                        {t(`interaction.${one.kind ?? "OTHER"}`)} · <When at={one.occurredAt} />
                        {one.durationMinutes ? ` · ${t("log.lasted", { minutes: number(one.durationMinutes) })}` : ""}
                      </p>
                      <p className="quiet">
                        {one.participants
                          .filter(({ person }) => person.id !== self)
                          .slice(0, 6)
                          .map(({ person }, at) => (
                            <span key={person.id}>
                              {at > 0 && ", "}
                              <Ref to={person} type="Person" />
                            </span>
                          ))}
                        {one.participants.length > 7 && ` ${t("state.more", { count: one.participants.length - 7 })}`}
                      </p>
                    </div>
                  </li>
                ))}
              </ol>
              <p className="quiet">
                {t("state.shown", { shown: number(page.nodes.length), total: `${number(page.totalCount)}${page.totalCountIsCapped ? "+" : ""}` })}{" "}
                {page.pageInfo.hasNextPage && (
                  <Button size="compact-sm" variant="default" onClick={() => setFirst(first + 50)}>
                    {t("state.showMore")}
                  </Button>
                )}
              </p>
            </>
          ) : (
            <Empty text={t("timeline.none")} />
          )
        }
      </Show>
    </>
  );
}

/** The same answer, one step further in. */
export function within<Data, Part>(asked: Asked<Data>, part: (data: Data) => Part): Asked<Part> {
  return { ...asked, data: asked.data === undefined ? undefined : part(asked.data) };
}
