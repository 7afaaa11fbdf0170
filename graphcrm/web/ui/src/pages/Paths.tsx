import { Button, Checkbox, SegmentedControl, Select, Title } from "@mantine/core";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Link, useLocation, useSearch } from "wouter";
import { useAsk } from "../api/asking";
import { session } from "../api/session";
import { RecordPicker, type Picked } from "../forms/RecordPicker";
import { PathsDocument, PathsFromDocument, PathsPeopleDocument, PathsRequestsDocument, PathsToDocument, PathsWithinDocument, type IntroductionTarget, type PathsToQuery } from "../gql";
import { peopleOf } from "../introductions/paths";
import { Requests } from "../introductions/Requests";
import { Way } from "../introductions/Way";
import { Empty } from "../states/Empty";
import { NotThere } from "../states/NotThere";
import { Show } from "../states/Show";
import { Ref } from "../widgets/Ref";
import { useTitle } from "../widgets/title";

type Target = Extract<NonNullable<PathsToQuery["node"]>, { __typename: "Person" | "Role" | "Organization" }>;

const US = "us";
const MOST = 12;

/** What one sees, as it stands in the address: ids alone. Without `from` it is from oneself. */
function useSeen() {
  const told = new URLSearchParams(useSearch());
  const [, go] = useLocation();
  const seen = { to: told.get("to") ?? "", from: told.get("from") ?? "", apart: told.has("apart") };
  function keep(change: Partial<typeof seen>) {
    const next = { ...seen, ...change };
    const params = new URLSearchParams();
    if (next.to) params.set("to", next.to);
    if (next.from) params.set("from", next.from);
    if (next.apart) params.set("apart", "1");
    go(`/paths${params.size ? `?${params}` : ""}`, { replace: true });
  }
  return [seen, keep] as const;
}

/** The ways to be introduced to somebody, side by side, and whom to ask for it. */
export default function Paths() {
  const { t } = useTranslation();
  const [seen, keep] = useSeen();
  const asked = useAsk(PathsToDocument, { id: seen.to }, !seen.to);
  const told = seen.to ? asked.data?.node : undefined;
  // While another is being looked up, the one before is still told.
  const node = told && told.id !== seen.to && asked.fetching ? undefined : told;
  useTitle(t("paths.title"));
  if (node === null || (node && !isTarget(node))) return <NotThere />;
  return (
    <>
      <Title order={1} mb="md">
        {t("paths.title")}
      </Title>
      <div className="way-ends">
        <ToWhom target={node ?? null} choose={(to) => keep({ to })} />
        <FromWhom from={seen.from} choose={(from) => keep({ from })} />
        <Checkbox label={t("paths.apart")} checked={seen.apart} onChange={(event) => keep({ apart: event.currentTarget.checked })} />
      </div>
      {!seen.to ? <Empty text={t("paths.choose")} /> : <Show asked={asked}>{() => node && <Ways key={`${seen.to}${seen.from}${seen.apart}`} target={node} from={seen.from} apart={seen.apart} />}</Show>}
    </>
  );
}

function isTarget(node: NonNullable<PathsToQuery["node"]>): node is Target {
  return ["Person", "Role", "Organization"].includes(node.__typename);
}

function nameOf(target: Target): string {
  return (target.__typename === "Role" ? target.title : target.name) ?? "";
}

function ToWhom({ target, choose }: { target: Target | null; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const kind = target?.__typename === "Organization" ? "ORGANIZATION" : "PERSON";
  const around = target?.__typename === "Organization" ? target : target?.__typename === "Role" ? target.organization : null;
  const picked = target?.__typename === "Role" ? around : target;
  const value: Picked | null = picked ? { id: picked.id, name: picked.name ?? "", kind: target?.__typename === "Role" ? "ORGANIZATION" : kind } : null;
  return (
    <>
      <RecordPicker label={t("paths.to")} kinds={["PERSON", "ORGANIZATION"]} value={value} onChange={(next) => choose(next?.id ?? "")} />
      {around && <Within at={around.id} seat={target?.__typename === "Role" ? target.id : null} choose={choose} />}
    </>
  );
}

/** Of an organization: whoever sits there, or one of its units, or one seat. */
function Within({ at, seat, choose }: { at: string; seat: string | null; choose: (id: string) => void }) {
  const { t } = useTranslation();
  const { data } = useAsk(PathsWithinDocument, { by: { id: at } });
  const units = data?.organization?.units.nodes ?? [];
  const seats = data?.organization?.orgChart?.seats ?? [];
  const holder = (one: (typeof seats)[number]) => one.holders[0]?.person?.name ?? t("chart.isVacant");
  return (
    <Select
      label={t("paths.within")}
      searchable
      allowDeselect={false}
      data={[
        { value: at, label: t("paths.anybody") },
        ...(units.length ? [{ group: t("record.units"), items: units.map((unit) => ({ value: unit.id, label: unit.name ?? "" })) }] : []),
        ...(seats.length ? [{ group: t("paths.seats"), items: seats.flatMap((one) => (one.role ? [{ value: one.role.id, label: `${one.role.title ?? ""} · ${holder(one)}` }] : [])) }] : []),
      ]}
      value={seat ?? at}
      onChange={(next) => next && choose(next)}
    />
  );
}

function FromWhom({ from, choose }: { from: string; choose: (from: string) => void }) {
  const { t } = useTranslation();
  const me = session.get().viewer?.person;
  const [other, setOther] = useState(from !== "" && from !== US);
  const { data } = useAsk(PathsFromDocument, { by: { id: from } }, !from || from === US);
  const colleague = data?.person && from === data.person.id ? { id: data.person.id, name: data.person.name ?? "", kind: "PERSON" as const } : null;
  const ways = [...(me ? [{ value: "", label: t("paths.fromMe") }] : []), { value: US, label: t("paths.fromUs") }, { value: "other", label: t("paths.fromOther") }];
  return (
    <div className="way-from">
      <SegmentedControl
        aria-label={t("paths.from")}
        data={ways}
        value={other ? "other" : !from && !me ? US : from}
        onChange={(value) => {
          setOther(value === "other");
          if (value !== "other") choose(value);
        }}
      />
      {other && <RecordPicker label={t("paths.colleague")} kinds={["PERSON"]} value={colleague} onChange={(one) => one && choose(one.id)} />}
    </div>
  );
}

function targetOf(target: Target): IntroductionTarget {
  if (target.__typename === "Person") return { person: { id: target.id } };
  if (target.__typename === "Role") return { role: { id: target.id } };
  return { organization: { id: target.id } };
}

function Ways({ target, from, apart }: { target: Target; from: string; apart: boolean }) {
  const { t } = useTranslation();
  const me = session.get().viewer?.person?.id;
  const [k, setK] = useState(3);
  const start = from === US ? undefined : from || me;
  const asked = useAsk(PathsDocument, { to: targetOf(target), from: start ? { id: start } : null, k, disjoint: apart });
  const ways = asked.data?.introductionPaths?.paths ?? [];
  const ids = [...new Set(ways.flatMap((way) => peopleOf(way).map((person) => person.id)))];
  const people = useAsk(PathsPeopleDocument, { ids, first: ids.length }, !ids.length);
  const known = new Map((people.data?.people?.nodes ?? []).map((person) => [person.id, person]));
  const ends = [...new Set([...(target.__typename === "Person" ? [target.id] : []), ...ways.flatMap((way) => peopleOf(way).at(-1)?.id ?? [])])];
  const before = useAsk(PathsRequestsDocument, { ids: ends, first: ends.length }, !asked.data || !ends.length);
  const requests = new Map((before.data?.people?.nodes ?? []).map((person) => [person.id, person.tasks.nodes]));
  return (
    <Show asked={asked} rows={6} what={t("paths.search")}>
      {({ introductionPaths: found }) => (
        <>
          <Requests title={t("paths.before")} requests={[...requests.values()].flat()} changed={before.again} />
          {!found && <Empty text={t("paths.notYours")} />}
          {found && !ways.length && <None target={target} />}
          {ways.length > 0 && (
            <div className="ways">
              {ways.map((way, at) => (
                <Way key={peopleOf(way).map((person) => person.id).join()} path={way} at={at} me={me} known={known} asked={requests} changed={before.again} />
              ))}
            </div>
          )}
          {found?.truncated && <p className="quiet">{t("paths.truncated")}</p>}
          {ways.length === k && k < MOST && (
            <Button variant="default" mt="md" onClick={() => setK(k + 3)}>
              {t("paths.more")}
            </Button>
          )}
        </>
      )}
    </Show>
  );
}

/** Why there is no way, as far as one can tell, and what to do then. */
function None({ target }: { target: Target }) {
  const { t } = useTranslation();
  const why =
    target.__typename === "Person" && target.doNotContact
      ? "paths.noContact"
      : target.__typename === "Person" && target.objectsToProfiling
        ? "paths.noProfile"
        : target.__typename === "Role" && target.vacant
          ? "paths.vacant"
          : "paths.none";
  const around = target.__typename === "Person" ? target.roles.nodes[0]?.organization : target.__typename === "Role" ? target.organization : null;
  return (
    <Empty text={t(why, { name: nameOf(target) })}>
      {target.__typename === "Person" && <Ref to={target} />}
      {around && (
        <Button component={Link} href={`/paths?to=${around.id}`} variant="default">
          {t("paths.aroundThem", { name: around.name })}
        </Button>
      )}
    </Empty>
  );
}
