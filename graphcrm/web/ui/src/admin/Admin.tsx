import "./admin.css";
import { Tabs, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { NotThere } from "../states/NotThere";
import { useTitle } from "../widgets/title";
import { Audit } from "./Audit";
import { Duties } from "./Duties";
import { Fields } from "./Fields";
import { Jobs } from "./Jobs";
import { parts } from "./parts";
import { Policy } from "./Policy";
import { TeamPage } from "./TeamPage";
import { Teams } from "./Teams";
import { UserPage } from "./UserPage";
import { Users } from "./Users";

const PANELS: Record<string, () => React.ReactNode> = {
  users: () => <Users />,
  teams: () => <Teams />,
  fields: () => <Fields />,
  policy: () => <Policy />,
  duties: () => <Duties />,
  jobs: () => <Jobs />,
  audit: () => <Audit />,
};

/** Who is let in, as what, and what is kept: for whoever may, as far as they may. To everybody else it is not there. */
export default function Admin({ part, id }: { part?: string; id?: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const all = parts();
  const at = part ?? all[0];
  useTitle(at && t(`admin.part.${at}`));
  if (!at || !all.includes(at)) return <NotThere />;
  if (id && at === "users") return <UserPage key={id} id={id} />;
  if (id && at === "teams") return <TeamPage key={id} id={id} />;
  if (id) return <NotThere />;
  return (
    <>
      <Title order={1}>{t("nav.admin")}</Title>
      <Tabs value={at} onChange={(to) => go(`/admin/${to}`)} keepMounted={false} activateTabWithKeyboard={false} mt="md">
        <Tabs.List mb="md">
          {all.map((one) => (
            <Tabs.Tab key={one} value={one}>
              {t(`admin.part.${one}`)}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        {all.map((one) => (
          <Tabs.Panel key={one} value={one}>
            {PANELS[one]?.()}
          </Tabs.Panel>
        ))}
      </Tabs>
    </>
  );
}
