import "./analysis.css";
import { Badge, TextInput, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useCalled } from "../api/calling";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import { Tile } from "../widgets/Tile";
import { useTitle } from "../widgets/title";

type Property = { name: string; kind: string; words: string[]; class: string; description: string; masked: boolean; computed: boolean; named: boolean };
type Owner = { name: string; description: string; named: boolean; properties: Property[] };
type NodeKind = Owner & { labels: string[]; prefix: string };
type RelationKind = Owner & { from: string[]; to: string[]; class: string };
type Told = { nodes: NodeKind[]; relations: RelationKind[]; cypher: boolean };

/** What the graph is made of, as far as whoever looks sees it. */
export default function Model() {
  const { t } = useTranslation();
  useTitle(t("model.title"));
  const asked = useCalled<Told>("/analysis/model");
  return (
    <>
      <header className="record-head">
        <Title order={1}>{t("model.title")}</Title>
        <Link href="/analysis" className="ref">
          {t("nav.analysis")}
        </Link>
      </header>
      <Show asked={asked} rows={10}>
        {(told) => <Parts told={told} />}
      </Show>
    </>
  );
}

function Parts({ told }: { told: Told }) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const fits = (one: Owner) => one.name.toLowerCase().includes(wanted) || one.properties.some((prop) => prop.name.includes(wanted));
  const nodes = told.nodes.filter(fits);
  const relations = told.relations.filter(fits);
  return (
    <>
      <p className="quiet">{t(told.cypher ? "model.about" : "model.aboutPlain")}</p>
      <TextInput type="search" my="md" aria-label={t("model.find")} placeholder={t("model.find")} leftSection={<Icon name="search" />} value={text} onChange={(event) => setText(event.currentTarget.value)} className="narrow" />
      {nodes.length + relations.length === 0 && <Empty text={t("search.none")} />}
      <div className="model">
        {nodes.map((one) => (
          <Tile key={one.name} title={one.name}>
            <p>
              <code>(:{one.labels.join(":")})</code> {one.description} <span className="quiet">{t("model.ids", { prefix: one.prefix })}</span>
            </p>
            <Properties of={one} cypher={told.cypher} />
          </Tile>
        ))}
        {relations.map((one) => (
          <Tile key={one.name} title={one.name} side={told.cypher && !one.named ? <NotNamed /> : undefined}>
            <p>
              <code>
                (:{one.from.join("|")})-[:{one.name}]-&gt;(:{one.to.join("|")})
              </code>{" "}
              {one.description}
            </p>
            <Properties of={one} cypher={told.cypher} />
          </Tile>
        ))}
      </div>
    </>
  );
}

function NotNamed() {
  const { t } = useTranslation();
  return (
    <Badge variant="outline" color="gray" className="tag">
      {t("model.notNamed")}
    </Badge>
  );
}

function Properties({ of, cypher }: { of: Owner; cypher: boolean }) {
  const { t } = useTranslation();
  if (!of.properties.length) return null;
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("model.properties", { name: of.name })}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("model.property")}</th>
            <th scope="col">{t("model.kind")}</th>
            <th scope="col">{t("model.class")}</th>
            <th scope="col">{t("model.meaning")}</th>
          </tr>
        </thead>
        <tbody>
          {of.properties.map((prop) => (
            <tr key={prop.name}>
              <th scope="row">
                <code>{prop.name}</code>
              </th>
              <td>{prop.kind}</td>
              <td>{t(`sensitivity.${prop.class}`)}</td>
              <td>
                {prop.description} {prop.words.length > 0 && <span className="quiet">{prop.words.join(", ")}</span>} {prop.masked && <span className="quiet">{t("model.masked")}</span>}{" "}
                {prop.computed && <span className="quiet">{t("model.computed")}</span>} {cypher && !prop.named && !prop.computed && <NotNamed />}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
