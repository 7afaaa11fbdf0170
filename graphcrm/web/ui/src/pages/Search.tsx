import { Button, SegmentedControl, TextInput, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useHistoryState } from "wouter/use-browser-location";
import { useAsk } from "../api/asking";
import { number } from "../format";
import { SearchDocument, type SearchKind } from "../gql";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { useTitle } from "../widgets/title";
import { described, placeOf } from "./found";

const KINDS: SearchKind[] = ["PERSON", "ORGANIZATION", "DEAL"];

/** What was typed stays with the entry of the history, and out of the address: it is often a name. */
export default function Search() {
  const { t } = useTranslation();
  const given = useHistoryState<{ text?: string } | null>();
  const [text, setText] = useState(given?.text ?? "");
  const [kind, setKind] = useState("");
  const [first, setFirst] = useState(25);
  const [asked] = useDebouncedValue(text.trim(), 200);
  useTitle(t("nav.search"));
  useEffect(() => {
    if (given?.text) setText(given.text);
  }, [given?.text]);
  useEffect(() => history.replaceState({ ...history.state, text: asked }, ""), [asked]);
  const result = useAsk(SearchDocument, { text: asked, kinds: kind ? [kind as SearchKind] : null, first }, asked.length < 2);
  return (
    <div className="narrow">
      <Title order={1} mb="md">
        {t("nav.search")}
      </Title>
      <TextInput
        type="search"
        size="md"
        aria-label={t("search.placeholder")}
        placeholder={t("search.placeholder")}
        leftSection={<Icon name="search" />}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        autoFocus
      />
      <SegmentedControl
        aria-label={t("search.kinds")}
        my="md"
        data={[{ value: "", label: t("search.everything") }, ...KINDS.map((one) => ({ value: one, label: t(`search.${one}`) }))]}
        value={kind}
        onChange={setKind}
      />
      {asked.length < 2 ? (
        <Empty text={t("search.hint")} />
      ) : (
        <Show asked={result}>
          {({ search }) =>
            search?.edges.length ? (
              <>
                <p className="quiet" role="status">
                  {t("search.count", { count: search.totalCount ?? 0, shown: search.totalCountIsCapped ? `${number(search.totalCount)}+` : number(search.totalCount) })}
                </p>
                <ul className="hits">
                  {search.edges.map(({ node }) => (
                    <li key={node.id}>
                      <Icon name={node.__typename === "Person" ? "people" : "organizations"} />
                      <div>
                        <Link href={placeOf(node)} className="ref">
                          <bdi>{described(node).name}</bdi>
                        </Link>
                        <p className="quiet">{described(node).about}</p>
                      </div>
                    </li>
                  ))}
                </ul>
                {search.pageInfo.hasNextPage && (
                  <Button variant="default" onClick={() => setFirst(first + 25)}>
                    {t("state.showMore")}
                  </Button>
                )}
              </>
            ) : (
              <Empty text={t("search.none")} />
            )
          }
        </Show>
      )}
    </div>
  );
}
