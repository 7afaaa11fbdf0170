import type { ReactNode } from "react";

/** What is known, by name; what is not, is left out. */
export function Facts({ facts }: { facts: [string, ReactNode][] }) {
  const known = facts.filter(([, value]) => value !== null && value !== undefined && value !== "" && value !== false);
  return (
    <dl className="facts">
      {known.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** The few facts that matter most, large. */
export function Headline({ facts }: { facts: { name: string; value: ReactNode; about?: ReactNode }[] }) {
  return (
    <dl className="headline">
      {facts.map((fact) => (
        <div key={fact.name}>
          <dt>{fact.name}</dt>
          <dd>{fact.value}</dd>
          {fact.about && <dd className="quiet">{fact.about}</dd>}
        </div>
      ))}
    </dl>
  );
}
