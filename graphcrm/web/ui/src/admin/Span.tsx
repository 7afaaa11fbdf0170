import { useTranslation } from "react-i18next";
import { day } from "../format";

/** From which day to which something holds; nothing where neither is said. */
export function Span({ from, to }: { from: string | null; to: string | null }) {
  const { t } = useTranslation();
  if (!from && !to) return null;
  return (
    <span className="quiet">
      {from && t("admin.from", { day: day(from) })} {to && t("admin.until", { day: day(to) })}
    </span>
  );
}
