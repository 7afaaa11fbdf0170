import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "@fontsource-variable/inter/index.css";
import "./theme.css";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { client } from "./api/client";
import { start } from "./i18n";
import { Routes } from "./routes";
import { Gate } from "./session/Gate";
import { nonce } from "./settings";
import { colours, theme } from "./theme";

await start();
createRoot(document.getElementById("root")!).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      cssVariablesResolver={colours}
      getStyleNonce={() => nonce}
      defaultColorScheme="auto"
      colorSchemeManager={localStorageColorSchemeManager({ key: "graphcrm-colours" })}
    >
      <Provider value={client}>
        <Notifications position="bottom-right" />
        <Gate>
          <Routes />
        </Gate>
      </Provider>
    </MantineProvider>
  </StrictMode>,
);
