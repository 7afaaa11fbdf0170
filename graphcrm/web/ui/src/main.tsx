import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/inter/index.css";
import "./theme.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { setNonce } from "get-nonce";
import { StrictMode, useMemo } from "react";
import { createRoot } from "react-dom/client";
import { useTranslation } from "react-i18next";
import { Provider } from "urql";
import { client } from "./api/client";
import { start } from "./i18n";
import { Routes } from "./routes";
import { Gate } from "./session/Gate";
import { nonce } from "./settings";
import { colours, themeOf } from "./theme";

// What locks the scroll under a dialog is a style of its own, made without Mantine.
setNonce(nonce);
await start();

function App() {
  const { t, i18n } = useTranslation();
  // oxlint-disable-next-line react-hooks/exhaustive-deps
  const theme = useMemo(() => themeOf(t("act.close")), [i18n.language]);
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      colorSchemeManager={scheme}
    >
      <Provider value={client}>
        <Notifications position="bottom-right" />
        <Gate>
          <Routes />
        </Gate>
      </Provider>
    </MantineProvider>
  );
}

const scheme = localStorageColorSchemeManager({ key: "graphcrm-colours" });

createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
