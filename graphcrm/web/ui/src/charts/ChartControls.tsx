import { Button, Checkbox, Group } from "@mantine/core";
import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import type { Form } from "../maps/exporting";
import { SaveMenu } from "../maps/SaveMenu";
import { ALL, LEVELS, type Keep, type Seen } from "./address";
import { ChartFind } from "./ChartFind";

type Props = Omit<ComponentProps<typeof ChartFind>, "label"> & { seen: Seen; keep: Keep; reset: (then: () => void) => void; help: () => void; save: (form: Form) => void };

/** What the chart shows, and how. */
export function ChartControls({ seen, keep, reset, help, save, ...find }: Props) {
  const { t } = useTranslation();
  return (
    <Group align="end" gap="md" className="chart-controls">
      <ChartFind {...find} label={t("chart.find")} />
      <Checkbox label={t("chart.below")} checked={seen.below} onChange={(event) => keep({ below: event.currentTarget.checked, sight: null }, true)} mb={8} />
      <Checkbox label={t("chart.dottedLines")} checked={seen.dotted} onChange={(event) => keep({ dotted: event.currentTarget.checked })} mb={8} />
      <Button variant="default" onClick={() => reset(() => keep({ levels: ALL, sight: null }, true))}>
        {t("chart.openAll")}
      </Button>
      <Button variant="default" onClick={() => reset(() => keep({ levels: LEVELS, sight: null }, true))}>
        {t("chart.closeAll")}
      </Button>
      <Button variant="default" onClick={() => keep({ table: !seen.table }, true)} aria-keyshortcuts="t">
        {seen.table ? t("chart.asTree") : t("chart.asTable")}
      </Button>
      <SaveMenu save={save} />
      <Button variant="default" onClick={help} aria-keyshortcuts="?">
        {t("chart.help")}
      </Button>
    </Group>
  );
}
