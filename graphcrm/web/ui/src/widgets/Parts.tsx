import { useTranslation } from "react-i18next";
import { number, percent } from "../format";

type Part = { name: string; value: number; weight: number; contribution: number; reason: string };

/** What a score is made of, as the server tells it: nothing is added up here. */
export function Parts({ parts, total }: { parts: Part[]; total: number | null | undefined }) {
  const { t } = useTranslation();
  return (
    <table className="plain-table">
      <caption className="visually-hidden">{t("score.parts")}</caption>
      <thead>
        <tr>
          <th scope="col">{t("score.part")}</th>
          <th scope="col" className="figure">{t("score.value")}</th>
          <th scope="col" className="figure">{t("score.weight")}</th>
          <th scope="col" className="figure">{t("score.adds")}</th>
        </tr>
      </thead>
      <tbody>
        {parts.map((part) => (
          <tr key={part.name}>
            <th scope="row">
              {part.name.replaceAll("_", " ")}
              <p className="quiet">{part.reason}</p>
            </th>
            <td className="figure">{number(part.value, 2)}</td>
            <td className="figure">{number(part.weight, 2)}</td>
            <td className="figure">{number(part.contribution, 3)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t("score.total")}</th>
          <td />
          <td />
          <td className="figure">{percent(total)}</td>
        </tr>
      </tfoot>
    </table>
  );
}
