import type { BulkAct, Change, Report } from "./bulk";
import type { GridColumn } from "./columns";

type Words = { head: string[]; done: string; refused: string; said: (value: unknown) => string };

/** What became of each record, as a table that spreadsheets read. */
export function csvOf(report: Report, act: BulkAct, back: boolean, words: Words): string {
  const [from, to] = back ? (["after", "before"] as const) : (["before", "after"] as const);
  const told = ({ target, ...values }: Change, became: string, why: string) => [target.id, target.name ?? "", became, why, act.kind === "archive" ? "" : shown(values[from], words), act.kind === "archive" ? "" : shown(values[to], words)];
  const rows = [...report.written.map(({ change }) => told(change, words.done, "")), ...report.refused.map(({ change, message }) => told(change, words.refused, message))];
  return linesOf([words.head, ...rows]);
}

/** The rows as they are shown, column by column. */
export function tableOf<Row>(columns: GridColumn<Row>[], rows: Row[]): string {
  return linesOf([columns.map((column) => column.label), ...rows.map((row) => columns.map((column) => column.text(row)))]);
}

function linesOf(rows: string[][]): string {
  return rows.map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function shown(values: Record<string, unknown>, words: Pick<Words, "said">): string {
  return Object.values(values).map((value) => (Array.isArray(value) ? value.join(", ") : words.said(value))).join("; ");
}

/** As spreadsheets know the encoding by. */
export function sheetOf(text: string): Blob {
  return new Blob(["\ufeff", text], { type: "text/csv" });
}

/** A text that a spreadsheet would run has an apostrophe before it. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
