import "./imports.css";
import { Stack, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { may } from "../api/session";
import { Empty } from "../states/Empty";
import { useTitle } from "../widgets/title";
import { Bring } from "./Bring";
import { Desk } from "./Desk";
import { Past } from "./Past";
import { Report } from "./Report";

/** Files are brought, their columns explained, what would become of each row looked at, imported, and taken back. */
export default function Imports({ part, id }: { part?: string; id?: string }) {
  const { t } = useTranslation();
  useTitle(t("nav.imports"));
  if (!may("import")) return <Empty text={t("imports.mayNot")} />;
  return (
    <>
      <Title order={1} mb="md">
        {t("nav.imports")}
      </Title>
      {part && (
        <p className="before">
          <Link href="/imports" className="ref">{t("imports.all")}</Link>
        </p>
      )}
      {part === "new" && id ? (
        <Desk key={id} upload={id} />
      ) : part ? (
        <Report key={part} id={part} />
      ) : (
        <Stack gap="md">
          <Bring />
          <Past />
        </Stack>
      )}
    </>
  );
}
