import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { percent, today } from "../format";
import type { SceneNode, Stance } from "../scene/model";
import { Ref } from "../widgets/Ref";
import { saveAs } from "../api/saving";
import { STANCE_WORDS } from "./words";

const SOME = 50;

type Props = { people: SceneNode[]; stances: ReadonlyMap<string, Stance>; leave: (node: SceneNode) => void };

/** Those whom one has chosen on the map, as a list. */
export function GroupPanel({ people, stances, leave }: Props) {
  const { t } = useTranslation();

  function save() {
    const head = [t("field.name"), t("field.seat"), t("record.influence"), t("map.stance"), t("field.id")];
    const stance = (id: string) => (stances.has(id) ? t(STANCE_WORDS[stances.get(id)!]) : "");
    const rows = people.map(({ id, label, title, influence }) => [label, title, influence === null ? "" : String(influence), stance(id), id]);
    saveAs(new Blob([[head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n")], { type: "text/csv" }), `influence-map-${today()}.csv`);
  }

  return (
    <>
      {may("export") && (
        <Button size="compact-sm" variant="default" onClick={save}>
          {t("map.groupCsv")}
        </Button>
      )}
      <ul className="map-group">
        {people.slice(0, SOME).map((node) => (
          <li key={node.id}>
            <Ref to={{ id: node.id, name: node.label }} type="Person" /> {node.influence !== null && <span className="quiet">{percent(node.influence)}</span>}{" "}
            <button type="button" className="plain" onClick={() => leave(node)} aria-label={t("map.ungroupOf", { name: node.label })}>
              {t("map.ungroup")}
            </button>
          </li>
        ))}
      </ul>
      {people.length > SOME && <p className="quiet">{t("state.more", { count: people.length - SOME })}</p>}
    </>
  );
}

// As the server guards cells: what a spreadsheet passes over, then what begins a formula there.
const FORMULA = /^'*[\s\p{Cc}\p{Cf}]*[=+\-@|%＝＋－＠｜％]/u;

/** A cell of a CSV file. What a spreadsheet would take for a formula has an apostrophe before it. */
function cell(text: string): string {
  const plain = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain;
}
