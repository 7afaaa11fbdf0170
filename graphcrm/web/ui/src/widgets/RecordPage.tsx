import { Badge, Button, Group, Tabs, Title } from "@mantine/core";
import { Fragment, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import type { Picked } from "../forms/RecordPicker";
import { Icon, type IconName } from "../icons";
import { Headline } from "./Facts";
import { Pin, Since } from "./Since";
import { Log } from "./Work";

type Props = {
  record: {
    id: string;
    name: string | null;
    archivedAt: string | null;
    tags?: string[] | null;
    audience: { everybody: boolean; teams: { name: string | null }[] } | null;
  };
  kind: Picked["kind"];
  badges: ReactNode;
  links: { to: string; icon: IconName; text: string }[];
  /** The three that matter most. */
  facts: Parameters<typeof Headline>[0]["facts"];
  /** By the name of their tab, in order. */
  panels: Record<string, ReactNode>;
  tab: string;
  setTab: (tab: string | null) => void;
  again: () => void;
};

/** A record: what it is called and marked by, where one goes from it, what matters most, and the rest under tabs. */
export function RecordPage({ record, kind, badges, links, facts, panels, tab, setTab, again }: Props) {
  const { t } = useTranslation();
  const [round, setRound] = useState(0);
  return (
    <article>
      <header className="record-head">
        <div>
          <Title order={1}>
            <bdi>{record.name}</bdi>
          </Title>
          <Group gap="xs" mt={4}>
            {badges}
            {record.archivedAt && <Badge variant="default">{t("record.archived")}</Badge>}
            {record.audience && !record.audience.everybody && <Badge variant="default">{t("record.audience", { teams: record.audience.teams.map((team) => team.name).join(", ") })}</Badge>}
            {record.tags?.map((tag) => (
              <Badge key={tag} variant="default" className="tag">
                {tag}
              </Badge>
            ))}
          </Group>
        </div>
        <Group gap="xs">
          {links.map(({ to, icon, text }) => (
            <Button key={to} component={Link} href={to} size="sm" variant="default" leftSection={<Icon name={icon} />}>
              {text}
            </Button>
          ))}
          <Pin id={record.id} />
          <Log
            about={{ id: record.id, name: record.name ?? "", kind }}
            done={() => {
              again();
              setRound(round + 1);
            }}
          />
        </Group>
      </header>
      <Since id={record.id} more={() => setTab("history")} />
      <Fragment key={round}>
        <Headline facts={facts} />
        <Tabs value={tab} onChange={setTab} keepMounted={false}>
          <Tabs.List mb="md">
            {Object.keys(panels).map((one) => (
              <Tabs.Tab key={one} value={one}>
                {t(`tab.${one}`)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {Object.entries(panels).map(([one, panel]) => (
            <Tabs.Panel key={one} value={one}>
              {panel}
            </Tabs.Panel>
          ))}
        </Tabs>
      </Fragment>
    </article>
  );
}
