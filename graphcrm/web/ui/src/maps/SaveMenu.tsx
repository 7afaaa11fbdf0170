import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import type { Form } from "./exporting";

/** Keeps the picture as a file. */
export function SaveMenu({ save }: { save: (form: Form) => void }) {
  const { t } = useTranslation();
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <Button variant="default">{t("map.save")}</Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item onClick={() => save("png")}>{t("map.savePng")}</Menu.Item>
        <Menu.Item onClick={() => save("svg")}>{t("map.saveSvg")}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
