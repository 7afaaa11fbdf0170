import { TextInput } from "@mantine/core";
import { useEffect, useState } from "react";

type Props = { label: string; value: string; take: (day: string) => void };

/** A day that counts once it is whole: while one types its parts, the field is left alone. */
export function DayField({ label, value, take }: Props) {
  const [text, setText] = useState(value);
  const [typing, setTyping] = useState(false);
  useEffect(() => {
    if (!typing) setText(value);
  }, [value, typing]);
  function change(next: string) {
    setText(next);
    // A year is typed figure by figure: 2, 20, 201.
    if (next && next !== value && Number(next.slice(0, next.indexOf("-"))) >= 1000) take(next);
  }
  return <TextInput type="date" label={label} value={text} onChange={(event) => change(event.currentTarget.value)} onFocus={() => setTyping(true)} onBlur={() => setTyping(false)} />;
}
