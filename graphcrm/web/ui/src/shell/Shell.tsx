import { ActionIcon, AppShell, Burger, Button, Group, Kbd, Menu, useMantineColorScheme, useComputedColorScheme } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { spotlight } from "@mantine/spotlight";
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation } from "wouter";
import { parts } from "../admin/parts";
import { leave, may, session } from "../api/session";
import { useStore } from "../api/store";
import { choose, LANGUAGES } from "../i18n";
import { Icon, type IconName } from "../icons";
import { settings } from "../settings";
import { Away } from "../states/Away";
import { Palette } from "./Palette";
import "../forms/opener";


const LogForm = lazy(() => import("../forms/LogForm"));
const NewRecord = lazy(() => import("../forms/NewRecord"));

const PLACES: [string, IconName, string][] = [
  ["/", "home", "nav.home"],
  ["/people", "people", "nav.people"],
  ["/organizations", "organizations", "nav.organizations"],
  ["/paths", "way", "nav.paths"],
  ["/tasks", "tasks", "nav.tasks"],
  ["/search", "search", "nav.search"],
  ["/quality", "check", "nav.quality"],
  ["/analysis", "analysis", "nav.analysis"],
];

const DUPLICATES: (typeof PLACES)[number] = ["/duplicates", "same", "nav.duplicates"];
const IMPORTS: (typeof PLACES)[number] = ["/imports", "bring", "nav.imports"];
const ADMIN: (typeof PLACES)[number] = ["/admin", "admin", "nav.admin"];

type Making = "interaction" | "task" | "note" | "person" | "organization" | null;

export function Shell({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [opened, menu] = useDisclosure(false);
  const [making, setMaking] = useState<Making>(null);
  const [path] = useLocation();
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    menu.close();
    // Who moves by keyboard or hears the page begins at the new page, not where the link was.
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
    window.scrollTo(0, 0);
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [path]);
  return (
    <AppShell header={{ height: 56 }} navbar={{ width: 208, breakpoint: "sm", collapsed: { mobile: !opened } }} padding={{ base: "md", sm: "lg" }}>
      <a href="#main" className="skip" onClick={() => main.current?.focus()}>
        {t("nav.skip")}
      </a>
      <AppShell.Header className="header">
        <Group gap="xs" wrap="nowrap">
          <Burger opened={opened} onClick={menu.toggle} hiddenFrom="sm" size="sm" aria-label={t("nav.menu")} aria-expanded={opened} />
          <Link href="/" className="brand">
            graphcrm
          </Link>
        </Group>
        <Group gap="xs" wrap="nowrap">
          <Button variant="default" leftSection={<Icon name="search" />} onClick={spotlight.open} className="find" aria-keyshortcuts="Control+K">
            <span className="wide-only">
              {t("nav.find")} <Kbd size="xs">Ctrl K</Kbd>
            </span>
          </Button>
          {may("write") && <AddMenu make={setMaking} />}
          <UserMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar p="sm" className="navbar" aria-label={t("nav.main")}>
        <div>
          {[...PLACES, ...(may("duplicates.judge") ? [DUPLICATES] : []), ...(may("import") ? [IMPORTS] : []), ...(parts().length ? [ADMIN] : [])].map(([href, icon, words]) => (
            <Link key={href} href={href} className="place" aria-current={isAt(path, href) ? "page" : undefined}>
              <Icon name={icon} />
              {t(words)}
            </Link>
          ))}
        </div>
        <p className="quiet version">graphcrm {settings.version}</p>
      </AppShell.Navbar>
      <AppShell.Main ref={main} id="main" tabIndex={-1} className="main">
        <Away />
        {children}
      </AppShell.Main>
      <Palette make={setMaking} />
      <Suspense>
      {(making === "interaction" || making === "task" || making === "note") && <LogForm kind={making} close={() => setMaking(null)} />}
      {(making === "person" || making === "organization") && <NewRecord kind={making} close={() => setMaking(null)} />}
      </Suspense>
    </AppShell>
  );
}

function isAt(path: string, href: string): boolean {
  return href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
}

function AddMenu({ make }: { make: (what: Making) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button leftSection={<Icon name="plus" />} className="find">
          <span className="wide-only">{t("nav.add")}</span>
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<Icon name="call" />} onClick={() => make("interaction")}>
          {t("add.interaction")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="tasks" />} onClick={() => make("task")}>
          {t("add.task")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="note" />} onClick={() => make("note")}>
          {t("add.note")}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="people" />} onClick={() => make("person")}>
          {t("add.person")}
        </Menu.Item>
        <Menu.Item leftSection={<Icon name="organizations" />} onClick={() => make("organization")}>
          {t("add.organization")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function UserMenu() {
  const { t, i18n } = useTranslation();
  const { viewer } = useStore(session);
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme("light");
  const name = viewer?.name ?? viewer?.email ?? "";
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <ActionIcon variant="default" size="lg" radius="xl" aria-label={t("nav.user", { name })}>
          <span aria-hidden="true" className="initials">
            {[...name].slice(0, 1).join("").toUpperCase()}
          </span>
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>
          <bdi>{name}</bdi>
          <br />
          {viewer?.accessRoles?.map((role) => t(`accessRole.${role}`, role)).join(", ")}
        </Menu.Label>
        <Menu.Item leftSection={<Icon name={scheme === "dark" ? "sun" : "moon"} />} onClick={() => setColorScheme(scheme === "dark" ? "light" : "dark")}>
          {scheme === "dark" ? t("nav.light") : t("nav.dark")}
        </Menu.Item>
        {LANGUAGES.filter((language) => language !== i18n.language).map((language) => (
          <Menu.Item key={language} lang={language} onClick={() => void choose(language)}>
            {language === "de" ? "Deutsch" : "English"}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<Icon name="out" />} onClick={() => void leave()}>
          {t("nav.leave")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
