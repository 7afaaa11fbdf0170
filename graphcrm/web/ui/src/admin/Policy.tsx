import { TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCalled } from "../api/calling";
import { Icon } from "../icons";
import { Show } from "../states/Show";
import { Tile } from "../widgets/Tile";
import { Explain } from "./Explain";
import { Listing } from "./Listing";
import { CLASSES, isOverride, overridden, saidOf, type PolicyTable } from "./policy";
import { Sight } from "./Sight";

const MOST = 50;

/** Who may see what, as the server holds it: it is read here and changed in a file. */
export function Policy() {
  const asked = useCalled<PolicyTable>("/policy");
  return (
    <Show asked={asked} rows={10}>
      {(table) => <OfPolicy table={table} />}
    </Show>
  );
}

function OfPolicy({ table }: { table: PolicyTable }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="quiet">{t("admin.policy.about", { version: table.version })}</p>
      <div className="admin-parts">
        <Tile title={t("admin.policy.roles")}>
          <Listing
            label={t("admin.policy.roles")}
            columns={[t("admin.policy.role"), t("admin.policy.rows"), ...CLASSES.map((one) => t(`sensitivity.${one}`)), t("admin.policy.may")]}
            rows={[...Object.entries(table.roles), ...Object.entries(table.duties)].map(([name, entry]) => (
              <tr key={name}>
                <th scope="row">{roleName(t, name, name in table.duties)}</th>
                <td>{t(`admin.rows.${entry.rows}`)}</td>
                {CLASSES.map((one) => (
                  <td key={one}>
                    <Sight said={entry[one]} />
                  </td>
                ))}
                <td className="quiet">{entry.may.join(", ")}</td>
              </tr>
            ))}
            none={t("admin.policy.noRoles")}
          />
        </Tile>
        <Explain table={table} />
        <Facts table={table} title={t("admin.policy.overrides")} facts={overridden(table)} none={t("admin.policy.noOverrides")} />
        <AllFacts table={table} />
      </div>
    </>
  );
}

function roleName(t: (key: string, otherwise: string) => string, name: string, duty: boolean): string {
  return duty ? t(`admin.duty.name.${name}`, name) : t(`accessRole.${name}`, name);
}

function AllFacts({ table }: { table: PolicyTable }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const [most, setMost] = useState(MOST);
  const wanted = text.trim().toLowerCase();
  const facts = Object.keys(table.facts).filter((fact) => fact.toLowerCase().includes(wanted));
  return (
    <Facts
      table={table}
      title={t("admin.policy.facts")}
      facts={facts.slice(0, most)}
      total={facts.length}
      more={facts.length > most ? () => setMost(facts.length) : null}
      none={t("search.none")}
      find={<TextInput type="search" mb="sm" className="narrow" aria-label={t("model.find")} placeholder={t("model.find")} leftSection={<Icon name="search" />} value={text} onChange={(event) => setText(event.currentTarget.value)} />}
    />
  );
}

type FactsProps = { table: PolicyTable; title: string; facts: string[]; none: string; total?: number; more?: (() => void) | null; find?: React.ReactNode };

function Facts({ table, title, facts, none, total, more, find }: FactsProps) {
  const { t } = useTranslation();
  const roles = Object.keys(table.roles);
  return (
    <Tile title={title}>
      {find}
      <Listing
        label={title}
        columns={[t("admin.policy.fact"), t("admin.field.class"), ...roles.map((role) => t(`accessRole.${role}`, role))]}
        rows={facts.map((fact) => {
          const level = table.facts[fact]?.sensitivity;
          return (
            <tr key={fact}>
              <th scope="row">
                <code>{fact}</code>
              </th>
              <td>{level && t(`sensitivity.${level}`)}</td>
              {roles.map((role) => (
                <td key={role}>
                  <Sight said={saidOf(table, role, fact)} /> {isOverride(table, role, fact) && <span className="quiet">{t("admin.policy.own")}</span>}
                </td>
              ))}
            </tr>
          );
        })}
        none={none}
        total={total}
        more={more}
      />
    </Tile>
  );
}
