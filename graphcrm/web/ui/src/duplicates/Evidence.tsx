import { useTranslation } from "react-i18next";
import { number } from "../format";
import type { Pair } from "./PairCard";

/** Field by field what either has, and what it says: what weighs most first. */
export function Evidence({ pair }: { pair: Pick<Pair, "first" | "second" | "fields"> }) {
  const { t } = useTranslation();
  const fields = [...pair.fields].sort((one, other) => Math.abs(other.weight) - Math.abs(one.weight));
  const label = t("duplicates.why", { first: pair.first.name, second: pair.second.name });
  return (
    <div className="scroll-x" tabIndex={0} role="group" aria-label={label}>
      <table className="plain-table evidence">
        <thead>
          <tr>
            <th scope="col">{t("duplicates.field")}</th>
            <th scope="col">{t("duplicates.first")}</th>
            <th scope="col">{t("duplicates.second")}</th>
            <th scope="col">{t("duplicates.agree")}</th>
            <th scope="col">{t("duplicates.says")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((one) => (
            <tr key={one.field}>
              <th scope="row">{t(`duplicates.by.${one.field}`, one.field)}</th>
              <Values of={one.first} />
              <Values of={one.second} />
              <td>{one.field === "met" ? t(one.agreement === "EQUAL" ? "duplicates.yes" : "duplicates.no") : t(`duplicates.agreement.${one.agreement}`)}</td>
              <td className="evidence-weight">{one.weight < 0 ? t("duplicates.forTwo", { weight: number(-one.weight, 1) }) : t("duplicates.forOne", { weight: number(one.weight, 1) })}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Values({ of }: { of: string[] }) {
  return (
    <td>
      {of.length
        ? of.map((value, at) => (
            <span key={value}>
              {at > 0 && ", "}
              <bdi>{value}</bdi>
            </span>
          ))
        : "–"}
    </td>
  );
}
