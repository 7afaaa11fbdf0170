import { Button, Group, Modal } from "@mantine/core";
import { useTranslation } from "react-i18next";

export type Clash = { label: string; mine: string; theirs: string; before: string; write: () => void; drop: () => void };

/** Two people changed one value: whose stays is for a person to say. */
export function Conflict({ clash }: { clash: Clash | null }) {
  const { t } = useTranslation();
  return (
    <Modal opened={clash !== null} onClose={() => clash?.drop()} title={t("conflict.title")}>
      {clash && (
        <>
          <p>{t("conflict.text", { field: clash.label })}</p>
          <dl className="facts">
            <div>
              <dt>{t("conflict.before")}</dt>
              <dd>{clash.before || "–"}</dd>
            </div>
            <div>
              <dt>{t("conflict.theirs")}</dt>
              <dd>{clash.theirs || "–"}</dd>
            </div>
            <div>
              <dt>{t("conflict.mine")}</dt>
              <dd>{clash.mine || "–"}</dd>
            </div>
          </dl>
          <Group justify="flex-end" mt="md">
            <Button variant="default" onClick={clash.drop}>
              {t("conflict.keepTheirs")}
            </Button>
            <Button onClick={clash.write}>{t("conflict.writeMine")}</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
