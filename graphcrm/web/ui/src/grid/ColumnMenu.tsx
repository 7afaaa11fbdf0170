import { ActionIcon, Button, Checkbox, Popover } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "../icons";
import { inOrder, isShown, type GridColumn, type Layout } from "./columns";

type Props<Row> = { columns: GridColumn<Row>[]; layout: Layout; change: (part: Partial<Layout>) => void };

export function ColumnMenu<Row>({ columns, layout, change }: Props<Row>) {
  const { t } = useTranslation();
  const ordered = inOrder(columns, layout);
  function move(at: number, by: number) {
    const ids = ordered.map((column) => column.id);
    const [moved] = ids.splice(at, 1);
    ids.splice(at + by, 0, moved!);
    change({ order: ids });
  }
  return (
    <Popover position="bottom-end" trapFocus withRoles shadow="md">
      <Popover.Target>
        <Button variant="default" leftSection={<Icon name="columns" />}>
          {t("grid.columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("grid.columns")}>
        <ul className="column-list">
          {ordered.map((column, at) => (
            <li key={column.id}>
              <Checkbox label={column.label} checked={isShown(column, layout)} disabled={column.id === "name"} onChange={(event) => change({ visible: { ...layout.visible, [column.id]: event.currentTarget.checked } })} />
              <span>
                <ActionIcon variant="subtle" color="gray" disabled={at === 0} onClick={() => move(at, -1)} aria-label={t("grid.earlier", { column: column.label })}>
                  <Icon name="up" size={14} />
                </ActionIcon>
                <ActionIcon variant="subtle" color="gray" disabled={at === ordered.length - 1} onClick={() => move(at, 1)} aria-label={t("grid.later", { column: column.label })}>
                  <Icon name="down" size={14} />
                </ActionIcon>
              </span>
            </li>
          ))}
        </ul>
        <p className="quiet column-keys">{t("grid.columnKeys")}</p>
        <Button variant="default" size="compact-sm" onClick={() => change({ visible: {}, order: [], sizes: {} })}>
          {t("grid.asBefore")}
        </Button>
      </Popover.Dropdown>
    </Popover>
  );
}
