import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import type { Edit } from "./columns";

type Props = { edit: Edit; label: string; value: string; save: (value: string) => Promise<string | null>; leave: () => void };

/** A cell one types in: Enter saves, Esc leaves it as it was. What the server refuses is said below it. */
export function EditCell({ edit, label, value, save, leave }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const [fault, setFault] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const input = useRef<HTMLInputElement & HTMLSelectElement>(null);
  useEffect(() => {
    input.current?.focus();
    input.current?.select?.();
  }, []);

  async function done(next = text) {
    if (busy) return;
    if (next === value) {
      leave();
      return;
    }
    setBusy(true);
    const said = await save(next);
    setBusy(false);
    setFault(said);
    if (!said) leave();
    else input.current?.focus();
  }

  function keyed(event: KeyboardEvent) {
    event.stopPropagation();
    if (event.key === "Enter") void done();
    if (event.key === "Escape") leave();
  }

  const shared = { ref: input, "aria-label": label, "aria-invalid": fault !== null, "aria-busy": busy, readOnly: busy, onKeyDown: keyed, className: "cell-input" };
  const { readOnly: _, ...choice } = shared;
  return (
    <span className="cell-edit">
      {edit.kind === "choice" ? (
        <select {...choice} value={text} onChange={(event) => setText(event.currentTarget.value)} onBlur={() => void done()}>
          <option value="">–</option>
          {edit.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {edit.words ? t(`${edit.words}.${choice}`) : choice}
            </option>
          ))}
        </select>
      ) : (
        <input {...shared} type={edit.kind === "date" ? "date" : "text"} inputMode={edit.kind === "number" ? "decimal" : undefined} value={text} onChange={(event) => setText(event.currentTarget.value)} onBlur={() => !fault && void done()} />
      )}
      {fault && (
        <span role="alert" className="cell-fault">
          {fault}
        </span>
      )}
    </span>
  );
}
