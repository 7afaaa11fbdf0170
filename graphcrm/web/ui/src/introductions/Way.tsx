import { Button, Paper, Title } from "@mantine/core";
import { useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { may } from "../api/session";
import { number } from "../format";
import LogForm from "../forms/LogForm";
import { Ref } from "../widgets/Ref";
import { Strength } from "../widgets/Strength";
import { TieWhy } from "../widgets/TieWhy";
import { When } from "../widgets/When";
import AskForm from "./AskForm";
import { goBetweenOf, isOpen, peopleOf, type Asked, type Known, type Path } from "./paths";
import { seatOf } from "./words";

type Props = { path: Path; at: number; me: string | undefined; known: Map<string, Known>; asked: Asked; changed: () => void };

/** One way to somebody: who knows whom, how well, since when, and who is to be asked. */
export function Way({ path, at, me, known, asked, changed }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const people = peopleOf(path);
  const [first] = people;
  return (
    <Paper component="section" withBorder radius="md" className="tile way" aria-labelledby={id}>
      <div className="tile-head">
        <Title order={2} size="h4" id={id}>
          {t("paths.way", { number: number(at + 1) })}
        </Title>
        <span title={t("paths.product")}>
          <Strength value={path.score} />
        </span>
      </div>
      <ol className="way-people">
        {first && (
          <li>
            <WayPerson person={first} me={me} known={known} />
          </li>
        )}
        {path.steps.map((step) => (
          <li key={step.to.id}>
            <p className="way-step">
              {step.declared ? <Strength value={step.weight} /> : <TieWhy value={step.weight} between={[step.from, step.to]} />}
              <span className="quiet">
                {step.declared ? t("paths.declared", { relation: t(`map.${step.declared.toLowerCase()}`) }) : t("paths.days", { count: step.contactDays })}
                {step.lastContactAt && (
                  <>
                    {" · "}
                    {t("paths.last")} <When at={step.lastContactAt} relative />
                  </>
                )}
              </span>
            </p>
            <WayPerson person={step.to} me={me} known={known} />
          </li>
        ))}
      </ol>
      <Act path={path} me={me} asked={asked} changed={changed} />
    </Paper>
  );
}

function WayPerson({ person, me, known }: { person: { id: string; name: string | null }; me: string | undefined; known: Map<string, Known> }) {
  const { t } = useTranslation();
  return (
    <>
      <Ref to={person} type="Person" />
      {person.id === me && <span className="quiet"> {t("paths.you")}</span>}
      {seatOf(known.get(person.id)) && <span className="quiet way-seat">{seatOf(known.get(person.id))}</span>}
    </>
  );
}

/** What to do with it: to ask whoever stands between, or to speak to them oneself. */
function Act({ path, me, asked, changed }: Omit<Props, "at" | "known">) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const target = peopleOf(path).at(-1);
  const goBetween = goBetweenOf(path, me);
  if (!target) return null;
  function close() {
    setOpen(false);
    setTimeout(() => button.current?.focus()); // whoever came by the keyboard goes on from there
  }
  const requests = asked.get(target.id) ?? [];
  const before = requests.filter((request) => goBetween && request.goBetween?.id === goBetween.id);
  const elsewhere = requests.some((request) => isOpen(request) && !before.includes(request));
  return (
    <div className="way-act">
      {!goBetween && <p>{t("paths.yourself")}</p>}
      {before[0] && (
        <p className="warning">
          {t("paths.wasAsked", { name: goBetween?.name ?? "", by: before[0].requester?.name ?? t("paths.somebody") })} <When at={before[0].createdAt} relative />: {t(`answer.${before[0].introductionOutcome ?? ""}`)}
        </p>
      )}
      {may("write") && (
        <Button ref={button} size="sm" variant={before.length || elsewhere ? "default" : "filled"} onClick={() => setOpen(true)}>
          {goBetween ? t("paths.askWhom", { name: goBetween.name }) : t("add.interaction")}
        </Button>
      )}
      {open && goBetween && <AskForm path={path} goBetween={goBetween} close={close} done={changed} />}
      {open && !goBetween && <LogForm kind="interaction" about={[{ id: target.id, name: target.name ?? "", kind: "PERSON" }]} close={close} done={changed} />}
    </div>
  );
}
