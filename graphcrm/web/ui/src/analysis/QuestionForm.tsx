import { Button, Code, Group } from "@mantine/core";
import { useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { tableOf, type Answered, type Input, type Question } from "./answers";
import { InputField, wordOf, type Given } from "./InputField";
import { Results } from "./Results";
import { useRunning } from "./running";

/** A named question: what it answers, what it takes, its Cypher, and its answer. */
export function QuestionForm({ question }: { question: Question }) {
  const { t } = useTranslation();
  const [given, setGiven] = useState<Record<string, Given>>({});
  const running = useRunning<Answered>("/analysis/ask", tableOf);
  const needed = question.inputs.filter(isNeeded);
  const others = question.inputs.filter((one) => !isNeeded(one));
  const missing = needed.some((one) => !wordOf(given[one.name]));

  function ask(event: FormEvent) {
    event.preventDefault();
    const words = question.inputs.map((one) => [one.name, wordOf(given[one.name])] as const).filter(([, word]) => word !== "");
    void running.run({ question: question.path, arguments: Object.fromEntries(words) });
  }

  const fields = (inputs: Input[]) =>
    inputs.map((one) => <InputField key={one.name} input={one} value={given[one.name] ?? null} required={isNeeded(one)} onChange={(value) => setGiven((now) => ({ ...now, [one.name]: value }))} />);

  return (
    <article>
      <h2 className="question-name">{question.path.replaceAll("_", " ").replace("/", ": ")}</h2>
      <p className="question-sentence">{question.sentence}</p>
      <form onSubmit={ask} className="question-form">
        <div className="question-fields">{fields(needed)}</div>
        {others.length > 0 && (
          <details>
            <summary>{t("analysis.more")}</summary>
            <div className="question-fields">{fields(others)}</div>
          </details>
        )}
        <Group gap="sm">
          <Button type="submit" disabled={missing} loading={running.running}>
            {t("analysis.ask")}
          </Button>
        </Group>
      </form>
      <details className="question-cypher">
        <summary>{t("analysis.itsCypher")}</summary>
        <Code block tabIndex={0} role="region" aria-label={t("analysis.itsCypher")}>
          {question.cypher}
        </Code>
      </details>
      <Results running={running} name={question.path.replace("/", "-")} />
    </article>
  );
}

function isNeeded(input: Input): boolean {
  return input.default === null && input.name !== "first";
}
