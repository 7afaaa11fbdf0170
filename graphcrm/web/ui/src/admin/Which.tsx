import { SegmentedControl } from "@mantine/core";
import { useTranslation } from "react-i18next";

/** Whether one looks at what is in use or at what was put away. */
export function Which({ archived, change }: { archived: boolean; change: (archived: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <SegmentedControl
      aria-label={t("admin.which")}
      data={[
        { value: "used", label: t("admin.used") },
        { value: "archived", label: t("admin.archived") },
      ]}
      value={archived ? "archived" : "used"}
      onChange={(value) => change(value === "archived")}
    />
  );
}

export const ARCHIVED = { archivedAt: { isNull: false } };
