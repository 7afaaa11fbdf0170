// What the server says of itself in the page it sends.
type Settings = { oidc: boolean; version: string; session: boolean };

export const settings: Settings = {
  oidc: false,
  version: "",
  session: true,
  ...(JSON.parse(document.documentElement.dataset.settings || "{}") as Partial<Settings>),
};

export const nonce = document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce ?? "";
