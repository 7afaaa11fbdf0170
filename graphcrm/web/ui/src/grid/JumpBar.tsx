import { Button, TextInput } from "@mantine/core";
import { useRef, useState, type FormEvent, type KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { fits, type Jump } from "./jump";

type Props = { jump: Jump; column: string; from: string | null; go: (from: string | null) => void };

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Where in the list one wants to be: a letter, a day, or whatever is typed. */
export function JumpBar({ jump, column, from, go }: Props) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");

  function submit(event: FormEvent) {
    event.preventDefault();
    if (!fits(jump, typed)) return;
    go(typed.trim());
    setTyped("");
  }

  return (
    <div className="jump" role="group" aria-label={t("grid.jump", { column })}>
      {jump.kind === "text" && <Letters from={from} go={go} />}
      <form onSubmit={submit}>
        <TextInput size="xs" type={jump.kind} value={typed} onChange={(event) => setTyped(event.currentTarget.value)} aria-label={t("grid.jumpTo", { column })} placeholder={jump.kind === "date" ? undefined : t("grid.jumpTo", { column })} maxLength={100} />
        <Button type="submit" size="compact-sm" variant="default">
          {t("grid.go")}
        </Button>
      </form>
      {from !== null && (
        <button type="button" className="plain" onClick={() => go(null)}>
          {t("grid.toStart")}
        </button>
      )}
    </div>
  );
}

/** One stop of the keyboard; the arrows walk along the letters. */
function Letters({ from, go }: { from: string | null; go: (from: string) => void }) {
  const { t } = useTranslation();
  const [at, setAt] = useState(0);
  const bar = useRef<HTMLDivElement>(null);

  function keyed(event: KeyboardEvent) {
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: LETTERS.length - 1 }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    const next = (to + LETTERS.length) % LETTERS.length;
    setAt(next);
    bar.current?.querySelectorAll("button")[next]?.focus();
  }

  return (
    <div className="letters" role="toolbar" aria-label={t("grid.letters")} ref={bar} onKeyDown={keyed}>
      {LETTERS.map((letter, index) => (
        <button key={letter} type="button" tabIndex={index === at ? 0 : -1} aria-pressed={from?.toUpperCase() === letter} onFocus={() => setAt(index)} onClick={() => go(letter)}>
          {letter}
        </button>
      ))}
    </div>
  );
}
