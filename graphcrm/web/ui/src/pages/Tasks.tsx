import { Button, Group, SegmentedControl, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import LogForm from "../forms/LogForm";
import { Icon } from "../icons";
import { TaskList, type Whose } from "../widgets/TaskList";
import { useTitle } from "../widgets/title";

const ALL: Whose[] = ["mine", "overdue", "everybody", "done"];

export default function Tasks() {
  const { t } = useTranslation();
  const [whose, setWhose] = useState<Whose>(() => ALL.find((one) => one === new URLSearchParams(location.search).get("show")) ?? "mine");
  const [adding, setAdding] = useState(false);
  useTitle(t("nav.tasks"));
  function choose(value: string) {
    setWhose(value as Whose);
    history.replaceState(history.state, "", value === "mine" ? "/tasks" : `/tasks?show=${value}`);
  }
  return (
    <div className="narrow">
      <Group justify="space-between" mb="md">
        <Title order={1}>{t("nav.tasks")}</Title>
        {may("write") && (
          <Button leftSection={<Icon name="plus" />} onClick={() => setAdding(true)}>
            {t("add.task")}
          </Button>
        )}
      </Group>
      <SegmentedControl aria-label={t("tasks.which")} data={ALL.map((one) => ({ value: one, label: t(`tasks.${one}`) }))} value={whose} onChange={choose} mb="md" />
      <TaskList key={whose} whose={whose} />
      {adding && <LogForm kind="task" close={() => setAdding(false)} />}
    </div>
  );
}
