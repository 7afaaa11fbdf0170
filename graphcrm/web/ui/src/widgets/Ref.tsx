import { Link } from "wouter";
import { useTranslation } from "react-i18next";

const PLACES: Record<string, string> = { Person: "/people", Organization: "/organizations", Deal: "/deals" };

type Named = { __typename?: string; id: string; name?: string | null; title?: string | null; subject?: string | null };

/** A record by its name, and where it has a page, the way there. Names of any script keep to themselves. */
export function Ref({ to, type }: { to: Named; type?: "Person" | "Organization" | "Deal" }) {
  const { t } = useTranslation();
  const place = PLACES[type ?? to.__typename ?? ""];
  const name = to.name ?? to.title ?? to.subject ?? t("record.unnamed");
  if (!place) return <bdi>{name}</bdi>;
  return (
    <Link href={`${place}/${to.id}`} className="ref">
      <bdi>{name}</bdi>
    </Link>
  );
}
