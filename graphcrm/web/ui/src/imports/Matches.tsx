import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useAsk } from "../api/asking";
import { number, percent } from "../format";
import type { Ledger, Match } from "./job";
import { ImportMatchesDocument } from "./operations";

const NAMED = 50;
const PLACE: Record<string, string> = { Person: "people", Organization: "organizations" };

/** Which rows are, or may be, of records that are there: which ones, how likely, and why. */
export function Matches({ ledger }: { ledger: Ledger }) {
  const { t } = useTranslation();
  const ids = [...new Set(ledger.matches.flatMap((one) => (one.match ? [one.match] : [])))].slice(0, NAMED);
  const asked = useAsk(ImportMatchesDocument, { ids }, ids.length === 0);
  const known = new Map((asked.data?.nodes ?? []).flatMap((one) => (one ? [[one.id, one] as const] : [])));
  if (!ledger.matches.length) return null;

  function record(one: Match) {
    const found = one.match ? known.get(one.match) : undefined;
    if (one.matchLine !== undefined) return t("imports.lineOf", { line: one.matchLine });
    if (!found || !("name" in found)) return one.match ?? "";
    return (
      <Link href={`/${PLACE[found.__typename] ?? ""}/${found.id}`} className="ref">
        <bdi>{found.name}</bdi>
      </Link>
    );
  }

  return (
    <>
      <h3 className="before">{t("imports.matches")}</h3>
      <ul className="import-remarks">
        {ledger.matches.map((one, index) => (
          <li key={index}>
            {t(one.outcome === "linked" ? "imports.isOne" : "imports.mayBe", { line: one.line })} {record(one)}{" "}
            <span className="quiet">
              {percent(one.score)}: {one.fields.map((field) => `${t(`imports.compared.${field.field}`, field.field.replaceAll("_", " "))} ${t(`imports.agrees.${field.agreement}`)}`).join(", ")}
            </span>
          </li>
        ))}
      </ul>
      {ledger.more.matches > 0 && <p className="quiet">{t("imports.more", { count: ledger.more.matches, shown: number(ledger.more.matches) })}</p>}
    </>
  );
}
