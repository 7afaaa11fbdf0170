import { Button } from "@mantine/core";
import { useMemo, useState, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { number, percent } from "../format";
import type { Part, SceneLink, SceneNode, Stance } from "../scene/model";
import type { Way } from "../scene/way";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { When } from "../widgets/When";
import { KIND_WORDS, STANCE_WORDS } from "./words";

type Column<Row> = { key: string; name: string; figure?: boolean; of: (row: Row) => string | number | null; cell: (row: Row) => ReactNode };

const PAGE = 200;

type Props = { part: Part; way: Way | null; stances: ReadonlyMap<string, Stance>; choose: (node: SceneNode) => void; chooseLink: (link: SceneLink) => void };

/** The picture in words: the same people and the same links. */
export function MapTable({ part, way, stances, choose, chooseLink }: Props) {
  const { t } = useTranslation();
  const step = (at: number | undefined) => (at === undefined || at < 0 ? null : at + 1);
  const onWay = <Row,>(of: (row: Row) => number | null): Column<Row>[] => (way ? [{ key: "way", name: t("map.onWay"), figure: true, of, cell: (row) => number(of(row)) }] : []);
  const people: Column<SceneNode>[] = [
    { key: "label", name: t("field.name"), of: (node) => node.label, cell: (node) => <Ref to={{ id: node.id, name: node.label }} type="Person" /> },
    { key: "title", name: t("field.seat"), of: (node) => node.title, cell: (node) => <bdi>{node.title}</bdi> },
    { key: "influence", name: t("record.influence"), figure: true, of: (node) => node.influence, cell: (node) => <Why name={node.label} open={() => choose(node)} value={node.influence} /> },
    { key: "stance", name: t("map.stance"), of: (node) => stances.get(node.id) ?? null, cell: (node) => stances.has(node.id) && t(STANCE_WORDS[stances.get(node.id)!]) },
    { key: "group", name: t("map.group"), figure: true, of: (node) => node.group, cell: (node) => node.group !== null && number(node.group + 1) },
    { key: "links", name: t("map.links"), figure: true, of: (node) => node.links.length, cell: (node) => number(node.links.length) },
    ...onWay<SceneNode>((node) => step(way?.people.indexOf(node))),
  ];
  const links: Column<SceneLink>[] = [
    { key: "source", name: t("map.from"), of: (link) => link.source.label, cell: (link) => <Ref to={{ id: link.source.id, name: link.source.label }} type="Person" /> },
    { key: "kind", name: t("field.kind"), of: (link) => link.kind, cell: (link) => t(KIND_WORDS[link.kind]) },
    { key: "target", name: t("map.to"), of: (link) => link.target.label, cell: (link) => <Ref to={{ id: link.target.id, name: link.target.label }} type="Person" /> },
    { key: "value", name: t("tie.strength"), figure: true, of: (link) => link.value, cell: (link) => <Why name={`${link.source.label} – ${link.target.label}`} open={() => chooseLink(link)} value={link.value} /> },
    { key: "last", name: t("tie.last"), of: (link) => link.lastContactAt, cell: (link) => <When at={link.lastContactAt} relative /> },
    ...onWay<SceneLink>((link) => step(way?.links.indexOf(link))),
  ];
  return (
    <div className="map-table">
      <Sorted caption={t("nav.people")} columns={people} rows={part.nodes} first="influence" mark={(node) => ({ "data-node": node.id })} />
      <Sorted caption={t("map.links")} columns={links} rows={part.links} first="value" mark={(link) => ({ "data-link": `${link.kind} ${link.source.id} ${link.target.id}` })} />
    </div>
  );
}

function Why({ name, value, open }: { name: string; value: number | null; open: () => void }) {
  const { t } = useTranslation();
  return (
    <button type="button" className="why" onClick={open} aria-label={t("map.whyOf", { value: value === null ? "–" : percent(value), name })}>
      <Strength value={value} />
    </button>
  );
}

type SortedProps<Row> = { caption: string; columns: Column<Row>[]; rows: Row[]; first: string; mark: (row: Row) => Record<string, string> };

function Sorted<Row extends { at: number }>({ caption, columns, rows, first, mark }: SortedProps<Row>) {
  const { t, i18n } = useTranslation();
  const [order, setOrder] = useState({ key: first, down: true });
  const [shown, setShown] = useState(PAGE);
  const sorted = useMemo(() => {
    // A column may have gone since it was ordered by.
    const { of } = columns.find((column) => column.key === order.key) ?? columns[0]!;
    const collator = new Intl.Collator(i18n.language, { numeric: true });
    const sign = order.down ? -1 : 1;
    return [...rows].sort((a, b) => {
      const [one, two] = [of(a), of(b)];
      // Who has none comes last, whichever way it is ordered.
      if (one === null || two === null) return one === two ? a.at - b.at : one === null ? 1 : -1;
      return sign * (typeof one === "number" ? one - Number(two) : collator.compare(one, String(two))) || a.at - b.at;
    });
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [rows, order, i18n.language]);
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={caption}>
      <table className="plain-table">
        <caption>
          <h2>
            {caption} <span className="quiet">{number(rows.length)}</span>
          </h2>
        </caption>
        <thead>
          <tr>
            {columns.map(({ key, name, figure }) => (
              <th key={key} scope="col" className={figure ? "figure" : undefined} aria-sort={order.key === key ? (order.down ? "descending" : "ascending") : "none"}>
                <button type="button" className="map-sort" onClick={() => setOrder({ key, down: order.key === key ? !order.down : Boolean(figure) })}>
                  {name} <span aria-hidden="true">{order.key === key ? (order.down ? "↓" : "↑") : ""}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {sorted.slice(0, shown).map((row) => (
            <tr key={row.at} {...mark(row)}>
              {columns.map(({ key, figure, cell }, at) =>
                at ? (
                  <td key={key} className={figure ? "figure" : undefined}>
                    {cell(row)}
                  </td>
                ) : (
                  <th key={key} scope="row">
                    {cell(row)}
                  </th>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {rows.length > shown && (
        <p className="quiet">
          {t("state.shown", { shown: number(shown), total: number(rows.length) })}{" "}
          <Button size="compact-sm" variant="default" onClick={() => setShown(shown + PAGE)}>
            {t("state.showMore")}
          </Button>
        </p>
      )}
    </div>
  );
}
