import { Modal, Paper, Title } from "@mantine/core";
import { useEffect, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { connection } from "../api/connection";
import { refused, session } from "../api/session";
import { useStore } from "../api/store";
import { settings } from "../settings";
import { Away } from "../states/Away";
import { Pending } from "../states/Pending";
import { useTitle } from "../widgets/title";
import { look, SignIn } from "./SignIn";

/** Lets nobody but the signed in see the pages; one whose session has ended keeps what is on the screen. */
export function Gate({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const { state } = useStore(session);
  const { generation } = useStore(connection);
  const [path, go] = useLocation();
  useEffect(() => {
    if (session.get().state !== "asking") return;
    // Who brought no session is nobody: that need not be asked.
    if (settings.session) void look();
    else refused();
  }, [generation]);
  useEffect(() => {
    if (state === "in" && path === "/sign-in") go("/", { replace: true });
  }, [state, path, go]);
  if (state === "none") return <Page />;
  if (state === "asking") {
    return (
      <main className="alone">
        <Away />
        <Pending rows={5} />
      </main>
    );
  }
  return (
    <>
      {children}
      <Modal opened={state === "ended"} onClose={() => {}} withCloseButton={false} title={t("signIn.ended")} zIndex={1000} closeOnEscape={false} closeOnClickOutside={false}>
        <SignIn over />
      </Modal>
    </>
  );
}

function Page() {
  const { t } = useTranslation();
  useTitle(t("signIn.title"));
  return (
    <main className="alone">
      <Away />
      <Paper withBorder p="xl" radius="md" className="sign-in-card">
        <Title order={1} size="h2" mb="md">
          {t("signIn.title")}
        </Title>
        <SignIn />
      </Paper>
    </main>
  );
}
