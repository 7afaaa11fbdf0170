import { Button, Title } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Link } from "wouter";
import { useTitle } from "../widgets/title";

/** A record that one may not see looks like one that never was. */
export function NotThere() {
  const { t } = useTranslation();
  useTitle(t("notThere.title"));
  return (
    <div className="empty">
      <Title order={1}>{t("notThere.title")}</Title>
      <p>{t("notThere.text")}</p>
      <Button component={Link} href="/" variant="default">
        {t("notThere.home")}
      </Button>
    </div>
  );
}
