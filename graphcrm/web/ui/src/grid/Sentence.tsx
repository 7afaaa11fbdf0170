import { Button, Popover, Select, Stack, TextInput } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { RecordPicker, type Picked } from "../forms/RecordPicker";
import { day } from "../format";
import { Icon } from "../icons";
import type { Condition, FieldOf } from "./conditions";

type Props<Filter> = { noun: string; fields: FieldOf<Filter>[]; conditions: Condition[]; change: (conditions: Condition[]) => void };

/** The filter as one would say it: "People whose name contains ana and whose country is DE". */
export function Sentence<Filter>({ noun, fields, conditions, change }: Props<Filter>) {
  const { t, i18n } = useTranslation();
  const said = (condition: Condition) => {
    const field = fields.find((one) => one.field === condition.field);
    const how = field?.hows.find((one) => one.how === condition.how);
    const value =
      condition.picked?.name ?? (how?.kind === "date" ? day(condition.value) : field?.words ? t(`${field.words}.${condition.value}`, condition.value) : condition.value);
    return t(`how.${condition.how}`, { field: nameOf(field, t), value, interpolation: { escapeValue: false } });
  };
  return (
    <div className="sentence">
      <span>{t(conditions.length ? "filter.whose" : "filter.all", { noun: conditions.length ? noun : inside(noun, i18n.language) })} </span>
      {conditions.map((condition, at) => (
        <span key={`${condition.field}${condition.how}${condition.value}`} className="phrase">
          {at > 0 && <span className="quiet">{t("filter.and")} </span>}
          <span className="chip">
            {said(condition)}
            <button type="button" aria-label={t("filter.remove", { said: said(condition) })} onClick={() => change(conditions.filter((one) => one !== condition))}>
              <Icon name="close" size={12} />
            </button>
          </span>
        </span>
      ))}
      <Add fields={fields} add={(condition) => change([...conditions.filter((one) => one.field !== condition.field || one.how !== condition.how), condition])} />
      {conditions.length > 0 && (
        <button type="button" className="plain" onClick={() => change([])}>
          {t("filter.clear")}
        </button>
      )}
    </div>
  );
}

/** A noun within a sentence: English writes it small. */
function inside(noun: string, language: string): string {
  return language === "en" ? noun.toLowerCase() : noun;
}

type Translate = ReturnType<typeof useTranslation>["t"];

function nameOf<Filter>(field: FieldOf<Filter> | undefined, t: Translate): string {
  return field?.label ?? t(`field.${field?.field ?? ""}`);
}

function Add<Filter>({ fields, add }: { fields: FieldOf<Filter>[]; add: (condition: Condition) => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState(fields[0]?.field ?? "");
  const [chosen, setChosen] = useState("");
  const [value, setValue] = useState("");
  const [picked, setPicked] = useState<Picked | null>(null);
  const field = fields.find((one) => one.field === name) ?? fields[0];
  const how = field?.hows.find((one) => one.how === chosen) ?? field?.hows[0];
  if (!field || !how) return null;

  function submit(event: FormEvent) {
    event.preventDefault();
    event.stopPropagation();
    if (!field || !how) return;
    const given = how.kind === "organization" ? (picked?.id ?? "") : value.trim();
    if (!given && how.kind !== "none") return;
    add({ field: field.field, how: how.how, value: given, ...(how.kind === "organization" && picked ? { picked } : {}) });
    setValue("");
    setPicked(null);
    setOpen(false);
  }

  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" width={300} trapFocus withRoles shadow="md">
      <Popover.Target>
        <Button size="compact-sm" variant="default" leftSection={<Icon name="filter" size={14} />} onClick={() => setOpen(!open)}>
          {t("filter.add")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={t("filter.add")}>
        <form onSubmit={submit}>
          <Stack gap="xs">
            <Select
              label={t("filter.field")}
              data={fields.map((one) => ({ value: one.field, label: nameOf(one, t) }))}
              value={field.field}
              onChange={(next) => {
                setName(next ?? "");
                setChosen("");
                setValue("");
              }}
              allowDeselect={false}
              comboboxProps={{ withinPortal: false }}
            />
            {field.hows.length > 1 && (
              <Select
                label={t("filter.how")}
                data={field.hows.map((one) => ({ value: one.how, label: t(`howName.${one.how}`) }))}
                value={how.how}
                onChange={(next) => setChosen(next ?? "")}
                allowDeselect={false}
                comboboxProps={{ withinPortal: false }}
              />
            )}
            {how.kind === "choice" && (
              <Select
                label={t("filter.value")}
                data={(how.choices ?? []).map((one) => ({ value: one, label: field.words ? t(`${field.words}.${one}`) : one }))}
                value={value || null}
                onChange={(next) => setValue(next ?? "")}
                comboboxProps={{ withinPortal: false }}
              />
            )}
            {(how.kind === "text" || how.kind === "date") && (
              <TextInput type={how.kind} label={t("filter.value")} value={value} onChange={(event) => setValue(event.currentTarget.value)} />
            )}
            {how.kind === "organization" && <RecordPicker label={t("filter.value")} kinds={["ORGANIZATION"]} value={picked} onChange={setPicked} />}
            <Button type="submit" size="sm">
              {t("filter.apply")}
            </Button>
          </Stack>
        </form>
      </Popover.Dropdown>
    </Popover>
  );
}
