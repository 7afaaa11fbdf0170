import { Button, NativeSelect, TextInput } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Format, Look } from "./mapping";

const ENCODINGS = ["", "utf-8", "cp1252", "iso-8859-15", "cp1250", "cp1251", "mac-roman", "utf-16", "shift-jis", "gb18030"];
const SEPARATORS = ["", ",", ";", "tab", "|"];

/** How a file is read, where it is not found out. */
export function FormatFields({ found, format, change }: { found: Look | null; format: Format; change: (format: Format) => void }) {
  const { t } = useTranslation();
  const [sheet, setSheet] = useState(format.sheet ?? "");
  const name = found?.filename.toLowerCase() ?? "";
  const told = found?.mapping.format ?? {};
  if (name.endsWith(".xlsx")) {
    return (
      <>
        <TextInput label={t("imports.sheet")} placeholder={t("imports.firstSheet")} value={sheet} maxLength={100} onChange={(event) => setSheet(event.currentTarget.value)} />
        <Button variant="default" onClick={() => change({ ...format, sheet: sheet.trim() || null })} disabled={(format.sheet ?? "") === sheet.trim()}>
          {t("imports.readAgain")}
        </Button>
      </>
    );
  }
  if (/\.(json|jsonl|ndjson)$/.test(name)) return null;
  return (
    <>
      <NativeSelect
        label={t("imports.encoding")}
        value={format.encoding ?? ""}
        onChange={(event) => change({ ...format, encoding: event.currentTarget.value || null })}
        data={ENCODINGS.map((one) => ({ value: one, label: one ? t(`imports.encodings.${one}`, one) : t("imports.found", { found: told.encoding ?? "UTF-8" }) }))}
      />
      {!/\.(vcf|vcard)$/.test(name) && (
        <NativeSelect
          label={t("imports.separator")}
          value={format.separator ?? ""}
          onChange={(event) => change({ ...format, separator: event.currentTarget.value || null })}
          data={SEPARATORS.map((one) => ({ value: one, label: one ? (one === "tab" ? t("imports.tab") : one) : t("imports.found", { found: told.separator === "\t" ? t("imports.tab") : (told.separator ?? "?") }) }))}
        />
      )}
    </>
  );
}
