import { NavLink, Select, TextInput } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearchParams } from "wouter";
import { useCalled } from "../api/calling";
import { Icon } from "../icons";
import { Empty } from "../states/Empty";
import { Show } from "../states/Show";
import type { Question } from "./answers";
import { QuestionForm } from "./QuestionForm";

/** The questions by subject, and the one that is open. */
export function Questions() {
  const { t } = useTranslation();
  const asked = useCalled<{ questions: Question[] }>("/analysis/questions");
  return (
    <Show asked={asked} rows={8}>
      {({ questions }) => (questions.length ? <Chosen questions={questions} /> : <Empty text={t("analysis.noQuestions")} />)}
    </Show>
  );
}

const subjectOf = (question: Question) => question.path.split("/")[0] ?? "";
const plain = (word: string) => word.replaceAll("_", " ");

function Chosen({ questions }: { questions: Question[] }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [search] = useSearchParams();
  const narrow = useMediaQuery("(max-width: 74.99em)", false, { getInitialValueInEffect: false });
  const [text, setText] = useState("");
  const found = useMemo(() => {
    const wanted = text.trim().toLowerCase();
    return questions.filter((one) => plain(one.path).includes(wanted) || one.sentence.toLowerCase().includes(wanted));
  }, [questions, text]);
  const question = questions.find((one) => one.path === search.get("question")) ?? null;
  const choose = (path: string | null) => go(path ? `/analysis?question=${path}` : "/analysis");
  const subjects = [...new Set(found.map(subjectOf))];
  if (narrow)
    return (
      <>
        <Select
          label={t("analysis.question")}
          searchable
          value={question?.path ?? null}
          onChange={choose}
          data={[...new Set(questions.map(subjectOf))].map((subject) => ({
            group: plain(subject),
            items: questions.filter((one) => subjectOf(one) === subject).map((one) => ({ value: one.path, label: plain(one.path.replace("/", ": ")) })),
          }))}
        />
        {question ? <QuestionForm key={question.path} question={question} /> : <Empty text={t("analysis.choose")} />}
      </>
    );
  return (
    <div className="questions">
      <nav aria-label={t("analysis.questions")} className="questions-list">
        <TextInput type="search" aria-label={t("analysis.find")} placeholder={t("analysis.find")} leftSection={<Icon name="search" />} value={text} onChange={(event) => setText(event.currentTarget.value)} mb="xs" />
        {found.length === 0 && <p className="quiet">{t("search.none")}</p>}
        {subjects.map((subject) => (
          <section key={subject}>
            <h2 className="questions-subject">{plain(subject)}</h2>
            {found
              .filter((one) => subjectOf(one) === subject)
              .map((one) => (
                <NavLink key={one.path} component="button" label={plain(one.path.split("/")[1] ?? "")} active={one === question} aria-current={one === question ? "page" : undefined} onClick={() => choose(one.path)} />
              ))}
          </section>
        ))}
      </nav>
      <div className="questions-open">{question ? <QuestionForm key={question.path} question={question} /> : <Empty text={t("analysis.choose")} />}</div>
    </div>
  );
}
