import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { ASKED, grouped, isOpen, led, type Column, type Look } from "./mapping";
import { target as named } from "./words";

type Props = { name: string; samples: string[]; column: Column | null; found: Look; change: (column: Column | null) => void };

/** One column of a file: some of its values, what it means, and how its cells are read and written. */
export function ColumnRow({ name, samples, column, found, change }: Props) {
  const { t } = useTranslation();
  const target = found.targets.find((one) => one.to === column?.to);
  const put = (more: Partial<Column>) => column && change({ ...column, ...more });
  const parts = grouped(found.targets);
  const options = (part: string, targets: typeof found.targets) => (
    <optgroup key={part} label={t(`imports.part.${part}`, part)}>
      {targets.map((one) => (
        <option key={one.to} value={one.to}>
          {named(t, one.to)}
        </option>
      ))}
    </optgroup>
  );
  return (
    <tr data-open={(column && isOpen(column)) || undefined}>
      <th scope="row">
        <bdi>{name}</bdi>
        <p className="quiet samples">{samples.join(" · ") || t("imports.empty")}</p>
      </th>
      <td>
        <NativeSelect
          aria-label={t("imports.meaningOf", { name })}
          value={column?.to ?? ""}
          onChange={(event) => {
            const to = event.currentTarget.value;
            const chosen = found.targets.find((one) => one.to === to);
            change(chosen ? led(name, chosen) : null);
          }}
        >
          <option value="">{t("imports.leftOut")}</option>
          {column?.to === ASKED && <option value={ASKED}>{t("imports.asked")}</option>}
          {parts.map(([part, targets]) => options(part, targets))}
        </NativeSelect>
        {column?.ask && isOpen(column) && <p className="ask">{column.ask}</p>}
      </td>
      <td>
        {column && target && (
          <div className="import-how">
            <NativeSelect
              aria-label={t("imports.writeOf", { name })}
              value={column.write ?? (target.many ? "add" : "overwrite")}
              onChange={(event) => put({ write: event.currentTarget.value })}
              data={target.writes.map((one) => ({ value: one, label: t(`imports.write.${one}`) }))}
            />
            {(target.kind === "Date" || column.date !== undefined) && (
              <Form name={t("imports.dateOf", { name })} value={column.date} forms={found.dateForms} usual={t("imports.isoDate")} put={(date) => put({ date })} />
            )}
            {(["Integer", "Number", "Money"].includes(target.kind ?? "") || column.number !== undefined) && (
              <Form name={t("imports.numberOf", { name })} value={column.number} forms={found.numberForms} usual={t("imports.plainNumber")} put={(number) => put({ number })} />
            )}
            {Object.entries(column.choices ?? {}).map(([word, meant]) => (
              <label key={word} className="import-choice">
                <bdi>{word}</bdi>
                <input
                  value={meant === ASKED ? "" : meant}
                  list={`choices-${target.to}`}
                  placeholder={t("imports.which")}
                  maxLength={100}
                  onChange={(event) => put({ choices: { ...column.choices, [word]: event.currentTarget.value || ASKED } })}
                />
              </label>
            ))}
            {target.choices && (
              <datalist id={`choices-${target.to}`}>
                {target.choices.map((one) => (
                  <option key={one} value={one} />
                ))}
              </datalist>
            )}
          </div>
        )}
      </td>
    </tr>
  );
}

/** In which of several forms the cells of a column are written. */
function Form({ name, value, forms, usual, put }: { name: string; value?: string; forms: string[]; usual: string; put: (value: string | undefined) => void }) {
  const { t } = useTranslation();
  return (
    <NativeSelect aria-label={name} value={value ?? ""} onChange={(event) => put(event.currentTarget.value || undefined)}>
      {value === ASKED && <option value={ASKED}>{t("imports.asked")}</option>}
      <option value="">{usual}</option>
      {forms.map((one) => (
        <option key={one} value={one}>
          {one}
        </option>
      ))}
    </NativeSelect>
  );
}
