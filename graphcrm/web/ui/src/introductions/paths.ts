import type { PathsPeopleQuery, PathsQuery, TaskFieldsFragment } from "../gql";

export type Path = NonNullable<PathsQuery["introductionPaths"]>["paths"][number];
/** Who was asked for introductions to whom, by the ids of these. */
export type Asked = ReadonlyMap<string, TaskFieldsFragment[]>;
export type Known = NonNullable<PathsPeopleQuery["people"]>["nodes"][number];
export type Named = { id: string; name: string | null };

/** The people of a path, from the first to the one whom it leads to. */
export function peopleOf(path: Path): Named[] {
  const [first] = path.steps;
  return first ? [first.from, ...path.steps.map((step) => step.to)] : [];
}

/** Who is to be asked: the first on the way who is not oneself; nobody where one knows whom it leads to. */
export function goBetweenOf(path: Path, me: string | undefined): Named | null {
  const people = peopleOf(path);
  const found = people.find((person) => person.id !== me);
  return found && found !== people.at(-1) ? found : null;
}

/** Those on the way between the one who is asked and the one whom it leads to. */
export function between(path: Path, goBetween: Named): Named[] {
  const people = peopleOf(path);
  return people.slice(people.findIndex((person) => person.id === goBetween.id) + 1, -1);
}

/** Not answered yet, or agreed and not done yet. */
export function isOpen(request: TaskFieldsFragment): boolean {
  return request.introductionOutcome === "ASKED" || request.introductionOutcome === "AGREED";
}
