import { NativeSelect, Select } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tile } from "../widgets/Tile";
import { ACTS, actsOf, isOverride, saidOf, sightOf, type PolicyTable } from "./policy";

/** What a role may do with a fact, and by which line of the policy. */
export function Explain({ table }: { table: PolicyTable }) {
  const { t } = useTranslation();
  const [role, setRole] = useState(Object.keys(table.roles)[0] ?? "");
  const [fact, setFact] = useState<string | null>(null);
  return (
    <Tile title={t("admin.policy.explain")}>
      <div className="explain">
        <NativeSelect label={t("admin.policy.role")} data={Object.keys(table.roles).map((one) => ({ value: one, label: t(`accessRole.${one}`, one) }))} value={role} onChange={(event) => setRole(event.currentTarget.value)} />
        <Select label={t("admin.policy.fact")} searchable data={Object.keys(table.facts)} value={fact} onChange={setFact} limit={100} placeholder="Person.birthday" nothingFoundMessage={t("search.none")} />
      </div>
      {fact && <Explained table={table} role={role} fact={fact} />}
    </Tile>
  );
}

function Explained({ table, role, fact }: { table: PolicyTable; role: string; fact: string }) {
  const { t } = useTranslation();
  const said = saidOf(table, role, fact);
  const level = table.facts[fact]?.sensitivity;
  const name = t(`accessRole.${role}`, role);
  const acts = actsOf(said);
  const words = { role: name, fact, level: level ? t(`sensitivity.${level}`) : "" };
  const own = isOverride(table, role, fact);
  return (
    <div className="explained" role="status">
      <p>
        <strong>{t(`admin.policy.sees.${sightOf(said)}`, words)}</strong>
      </p>
      <p>{acts.length === 0 ? t("admin.policy.mayNothing") : t(acts.length === ACTS.length ? "admin.policy.mayAll" : "admin.policy.maySome", { acts: acts.map((act) => t(`admin.act.${act}`)).join(", ") })}</p>
      <p className="quiet">{t(own ? "admin.policy.byOverride" : level ? "admin.policy.byClass" : "admin.policy.byNothing", words)}</p>
      <p className="quiet">{t("admin.policy.alsoRows", { role: name, rows: t(`admin.rows.${table.roles[role]?.rows}`) })}</p>
    </div>
  );
}
