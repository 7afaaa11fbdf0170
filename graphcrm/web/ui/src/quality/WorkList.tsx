import { useTranslation } from "react-i18next";
import { Listed } from "../admin/Listing";
import { useList } from "../admin/list";
import { number, percent } from "../format";
import { Ref } from "../widgets/Ref";
import { QualityWorkListDocument } from "./operations";

/** Whose values to confirm first: who counts much and of whom what is known is old. */
export function WorkList() {
  const { t } = useTranslation();
  const list = useList(QualityWorkListDocument, {}, ({ qualityWorkList: page }) => ({ ...page, nodes: page.nodes.map((one) => ({ ...one, id: one.person.id })) }));
  return (
    <Listed
      list={list}
      label={t("quality.work")}
      columns={["person", "organization", "influence", "freshness", "confirm"].map((column) => t(`quality.${column}`))}
      row={(one) => (
        <tr key={one.id}>
          <th scope="row">
            <Ref to={one.person} type="Person" />
          </th>
          <td>
            <Ref to={one.organization} type="Organization" />
          </td>
          <td>{percent(one.influence)}</td>
          <td>{percent(one.freshness)}</td>
          <td>{t("quality.oldest", { field: t(`quality.named.${one.field}`, t(`field.${one.field}`, one.field)), count: one.days, days: number(one.days) })}</td>
        </tr>
      )}
      none={t("quality.noWork")}
    />
  );
}
