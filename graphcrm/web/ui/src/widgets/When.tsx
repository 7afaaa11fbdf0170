import { ago, exact, instant } from "../format";

export function When({ at, relative = false }: { at: string | null | undefined; relative?: boolean }) {
  if (!at) return null;
  return (
    <time dateTime={at} title={exact(at)}>
      {relative ? ago(at) : instant(at)}
    </time>
  );
}
