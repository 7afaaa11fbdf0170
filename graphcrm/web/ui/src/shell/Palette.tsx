import { Spotlight, spotlight } from "@mantine/spotlight";
import { useDebouncedValue, useHotkeys } from "@mantine/hooks";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { parts } from "../admin/parts";
import { useAsk } from "../api/asking";
import { may } from "../api/session";
import { SearchDocument } from "../gql";
import { Icon, type IconName } from "../icons";
import { described, placeOf } from "../pages/found";

const PAGES: [string, IconName, string][] = [
  ["/", "home", "nav.home"],
  ["/people", "people", "nav.people"],
  ["/organizations", "organizations", "nav.organizations"],
  ["/paths", "way", "nav.paths"],
  ["/tasks", "tasks", "nav.tasks"],
];
const DUPLICATES: (typeof PAGES)[number] = ["/duplicates", "same", "nav.duplicates"];
const ADMIN: (typeof PAGES)[number] = ["/admin", "admin", "nav.admin"];
const ACTS = [
  ["interaction", "call"],
  ["task", "tasks"],
  ["note", "note"],
  ["person", "people"],
  ["organization", "organizations"],
] as const;

/** Ctrl-K: a person, an organization, a page or an act by its name. */
export function Palette({ make }: { make: (what: (typeof ACTS)[number][0]) => void }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [text, setText] = useState("");
  // Also from within a field, where a stroke is a letter.
  useHotkeys([["mod+K", spotlight.open]], []);
  const [asked] = useDebouncedValue(text.trim(), 150);
  const { data, fetching } = useAsk(SearchDocument, { text: asked, first: 8 }, asked.length < 2);
  const matches = (words: string) => words.toLowerCase().includes(text.trim().toLowerCase());
  const pages = [...PAGES, ...(may("duplicates.judge") ? [DUPLICATES] : []), ...(parts().length ? [ADMIN] : [])].filter(([, , words]) => matches(t(words)));
  const acts = may("write") ? ACTS.filter(([act]) => matches(t(`add.${act}`))) : [];
  const found = asked.length < 2 ? [] : (data?.search?.edges ?? []);
  return (
    <Spotlight.Root query={text} onQueryChange={setText} attributes={{ content: { "aria-label": t("nav.find") } }} shortcut="/" clearQueryOnClose scrollable maxHeight={420}>
      <Spotlight.Search placeholder={t("search.placeholder")} aria-label={t("search.placeholder")} leftSection={<Icon name="search" />} />
      <Spotlight.ActionsList>
        {found.map(({ node }) => (
          <Spotlight.Action
            key={node.id}
            label={described(node).name}
            description={described(node).about}
            leftSection={<Icon name={node.__typename === "Person" ? "people" : "organizations"} />}
            onClick={() => go(placeOf(node))}
          />
        ))}
        {pages.map(([href, icon, words]) => (
          <Spotlight.Action key={href} label={t(words)} leftSection={<Icon name={icon} />} onClick={() => go(href)} />
        ))}
        {acts.map(([act, icon]) => (
          <Spotlight.Action key={act} label={t(`add.${act}`)} leftSection={<Icon name={icon} />} onClick={() => make(act)} />
        ))}
        {asked.length >= 2 && (
          <Spotlight.Action
            label={t("search.all", { text: asked })}
            leftSection={<Icon name="search" />}
            onClick={() => {
              spotlight.close();
              go("/search", { state: { text: asked } });
            }}
          />
        )}
        {found.length + pages.length + acts.length === 0 && !fetching && <Spotlight.Empty>{t("search.none")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}
