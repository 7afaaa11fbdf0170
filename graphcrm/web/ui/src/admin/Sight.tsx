import { useTranslation } from "react-i18next";
import { actsOf, sightOf, type Said } from "./policy";

/** What a role sees, in a word, and what it may do with it where that does not follow. */
export function Sight({ said }: { said: Said | undefined }) {
  const { t } = useTranslation();
  const sight = sightOf(said);
  const named = said !== undefined && typeof said !== "string";
  return (
    <span className={`sight-${sight}`}>
      {t(`admin.sight.${sight}`)}
      {named && <span className="quiet"> {t("admin.mayOf", { acts: actsOf(said).map((act) => t(`admin.act.${act}`)).join(", ") || "–" })}</span>}
    </span>
  );
}
