import { useTranslation } from "react-i18next";
import { number } from "../format";
import { Ref } from "../widgets/Ref";
import type { SeatTree } from "./tree";

/** The same seats as a table, in the order of the chart. */
export function Outline({ tree }: { tree: SeatTree }) {
  const { t } = useTranslation();
  return (
    <div className="scroll-x" tabIndex={0} role="region" aria-label={t("chart.asTable")}>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t("chart.seat")}</th>
            <th scope="col">{t("chart.holder")}</th>
            <th scope="col">{t("record.organization")}</th>
            <th scope="col" className="figure">{t("chart.level")}</th>
            <th scope="col">{t("chart.reportsTo")}</th>
            <th scope="col">{t("chart.dottedTo")}</th>
            <th scope="col" className="figure">{t("chart.inAll")}</th>
          </tr>
        </thead>
        <tbody>
          {tree.all.map((seat) => (
            <tr key={seat.id} data-seat={seat.id}>
              <th scope="row">{seat.row.role?.title}</th>
              <td>
                {seat.row.vacant ? (
                  <span className="quiet">{t("chart.isVacant")}</span>
                ) : (
                  seat.row.holders.map((holding, at) => (
                    <span key={holding.person.id}>
                      {at > 0 && ", "}
                      <Ref to={holding.person} type="Person" />
                    </span>
                  ))
                )}
              </td>
              <td>{seat.row.role?.organization && <Ref to={seat.row.role.organization} type="Organization" />}</td>
              <td className="figure">{number(seat.level)}</td>
              <td>{seat.above?.row.role?.title}</td>
              <td>{seat.row.role?.dottedTo.map((line) => line.title).join(", ")}</td>
              <td className="figure">{number(seat.inAll)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
