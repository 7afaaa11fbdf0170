import { Button, Group } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { Failed } from "../states/Failed";
import { Faults } from "./Faults";

type Props = { faults: ComponentProps<typeof Faults>["faults"]; failure: ComponentProps<typeof Failed>["failure"] | null; busy: boolean; close: () => void; send?: string; disabled?: boolean };

/** How a form ends: what was refused or failed, and the buttons that leave it or send it (`send`: what that does). */
export function FormEnd({ faults, failure, busy, close, send, disabled }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Faults faults={faults} />
      {failure && <Failed failure={failure} />}
      <Group justify="flex-end">
        <Button variant="default" onClick={close}>
          {t("act.cancel")}
        </Button>
        <Button type="submit" loading={busy} disabled={disabled}>
          {failure ? t("act.sendAgain") : (send ?? t("act.save"))}
        </Button>
      </Group>
    </>
  );
}
