import { createTheme, type CSSVariablesResolver, type MantineColorsTuple } from "@mantine/core";

const lake: MantineColorsTuple = [
  "#e8f4f8",
  "#d3e6ed",
  "#a4ccda",
  "#72b1c7",
  "#4a9bb7",
  "#318dae",
  "#2380a3",
  "#1c6d8c",
  "#155f7b",
  "#08516b",
];

const night: MantineColorsTuple = [
  "#e6edf2",
  "#c3ccd3",
  "#a9b4bd",
  "#7d8992",
  "#4a555e",
  "#38434b",
  "#2a343b",
  "#1c2328",
  "#151b1f",
  "#101518",
];

/** The theme; `close` is what a button is called that closes something. */
export const themeOf = (close: string) => createTheme({
  primaryColor: "lake",
  primaryShade: { light: 8, dark: 8 },
  colors: { lake, dark: night },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  headings: { fontFamily: "'Inter Variable', system-ui, sans-serif", fontWeight: "650" },
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Modal: { defaultProps: { closeButtonProps: { "aria-label": close } } },
    Notification: { defaultProps: { closeButtonProps: { "aria-label": close } } },
  },
});

// Text of the second rank is read too: 4.5 to 1 against what it stands on, in both themes.
export const colours: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#55606b",
    "--mantine-color-placeholder": "#626c76",
    "--mantine-color-error": "#b3261e",
    "--mantine-color-anchor": "#0b5a78",
  },
  dark: {
    "--mantine-color-dimmed": "#a9b4bd",
    "--mantine-color-placeholder": "#a3adb6",
    "--mantine-color-error": "#ff9d95",
    "--mantine-color-anchor": "#7cc4de",
  },
});
