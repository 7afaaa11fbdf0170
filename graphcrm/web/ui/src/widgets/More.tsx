import { Button } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { number } from "../format";

/** How much of a list is shown, and the way to more; nothing where all is. */
export function More({ shown, total, more }: { shown: number; total?: number | null; more?: (() => void) | null }) {
  const { t } = useTranslation();
  if (!more) return null;
  return (
    <p className="quiet grid-foot">
      {typeof total === "number" && t("state.shown", { shown: number(shown), total: number(total) })}{" "}
      <Button size="compact-sm" variant="default" onClick={more}>
        {t("state.showMore")}
      </Button>
    </p>
  );
}
