import { Alert, Button, Divider, PasswordInput, Stack, TextInput } from "@mantine/core";
import { useEffect, useRef, useState, type FormEvent } from "react";
import { useTranslation } from "react-i18next";
import { client } from "../api/client";
import { authenticate, entered, type Refusal } from "../api/session";
import { ViewerDocument } from "../gql";
import { settings } from "../settings";

/** What came in the part of the address that no server sees; it is taken out of the address at once. */
function taken(): { link: string | null; setUp: string | null } {
  const given = new URLSearchParams(location.hash.slice(1));
  const found = { link: given.get("link"), setUp: given.get("set-up") };
  if (found.link || found.setUp) history.replaceState(history.state, "", location.pathname + location.search);
  return found;
}

async function look(): Promise<boolean> {
  const { data } = await client.query(ViewerDocument, {}, { requestPolicy: "network-only" }).toPromise();
  if (data?.viewer) entered(data.viewer);
  return Boolean(data?.viewer);
}

export function SignIn({ over = false }: { over?: boolean }) {
  const { t } = useTranslation();
  const [given] = useState(taken);
  const [setUp, setSetUp] = useState(given.setUp ?? "");
  const [fields, setFields] = useState({ email: "", password: "", name: "" });
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [busy, setBusy] = useState(false);
  const begun = useRef(false);
  const first = given.setUp !== null;
  const set = (name: string) => (event: { currentTarget: { value: string } }) => {
    const { value } = event.currentTarget;
    setFields((now) => ({ ...now, [name]: value }));
  };

  async function send(path: string, content: Record<string, string>) {
    setBusy(true);
    setRefusal(null);
    try {
      await authenticate(path, content);
      await look();
    } catch (error) {
      const told = error as Partial<Refusal>;
      setRefusal({ code: "OFFLINE", requestId: "", retryAfter: 0, ...told, message: told.code ? (told.message ?? "") : t("failure.OFFLINE") });
    }
    setBusy(false);
  }

  useEffect(() => {
    if (!given.link || begun.current) return;
    begun.current = true; // a link is good once
    void send("link", { token: given.link });
  });

  function submit(event: FormEvent) {
    event.preventDefault();
    if (first) void send("setup", { ...fields, token: setUp });
    else void send("login", { email: fields.email, password: fields.password });
  }

  return (
    <form onSubmit={submit} className="sign-in">
      <Stack gap="sm">
        {first && <p>{t("signIn.firstText")}</p>}
        {over && <p>{t("signIn.endedText")}</p>}
        {refusal && (
          <Alert color="red" role="alert" title={refusal.message}>
            {refusal.requestId && (
              <code className="quiet">
                {refusal.code} {refusal.requestId}
              </code>
            )}
          </Alert>
        )}
        {first && <TextInput label={t("signIn.setUpToken")} value={setUp} onChange={(event) => setSetUp(event.currentTarget.value)} required />}
        {first && <TextInput label={t("signIn.name")} autoComplete="name" value={fields.name} onChange={set("name")} />}
        <TextInput label={t("signIn.email")} type="email" name="email" autoComplete="username" value={fields.email} onChange={set("email")} required data-autofocus />
        <PasswordInput
          label={t("signIn.password")}
          name="password"
          autoComplete={first ? "new-password" : "current-password"}
          description={first ? t("signIn.passwordRule") : undefined}
          visibilityToggleButtonProps={{ "aria-label": t("signIn.showPassword") }}
          value={fields.password}
          onChange={set("password")}
          required
        />
        <Button type="submit" loading={busy} fullWidth>
          {first ? t("signIn.create") : t("signIn.submit")}
        </Button>
        {settings.oidc && !first && (
          <>
            <Divider label={t("signIn.or")} />
            <Button component="a" href="/auth/oidc/start" variant="default" fullWidth>
              {t("signIn.company")}
            </Button>
          </>
        )}
        {!over && !first && <p className="quiet">{t("signIn.noAccount")}</p>}
      </Stack>
    </form>
  );
}

export { look };
