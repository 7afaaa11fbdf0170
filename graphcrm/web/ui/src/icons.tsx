// A dozen drawings of our own; whoever uses one says in words what it stands for.
const PATHS = {
  home: "M4 11 12 4l8 7M6 10v9h12v-9M10 19v-5h4v5",
  people: "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM3 20c0-3.5 2.5-6 6-6s6 2.5 6 6M15.5 4.5a3.5 3.5 0 0 1 0 6.5M17.5 14.5c2.2.8 3.5 2.8 3.5 5.5",
  organizations: "M4 20V6l8-3v17M12 20V9l8 2v9M3 20h18M7 9h2M7 13h2M7 17h2M15 14h2M15 17h2",
  tasks: "M4 6h3v3H4zM4 14h3v3H4zM11 7.5h9M11 15.5h9",
  analysis: "M4 20V4M4 20h16M8 16v-5M12 16V7M16 16v-8",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM20 20l-4.8-4.8",
  plus: "M12 5v14M5 12h14",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2v3M12 19v3M2 12h3M19 12h3M5 5l2 2M17 17l2 2M19 5l-2 2M7 17l-2 2",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  call: "M6 4h4l1.5 4.5L9 10a12 12 0 0 0 5 5l1.5-2.5L20 14v4a2 2 0 0 1-2 2A14 14 0 0 1 4 6a2 2 0 0 1 2-2Z",
  meeting: "M4 6h16v14H4zM4 10h16M8 3v5M16 3v5",
  mail: "M3 6h18v12H3zM3 7l9 6 9-6",
  note: "M6 3h9l4 4v14H6zM9 11h7M9 15h7",
  chart: "M9 3h6v4H9zM3 17h6v4H3zM15 17h6v4h-6zM12 7v5M6 17v-5h12v5",
  map: "M6 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM18 12a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM9 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6ZM8.8 7l6.8 2M7 8.8 8.5 15M11 16l5.5-4.5",
  way: "M5 19a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM19 9a2 2 0 1 0 0-4 2 2 0 0 0 0 4ZM7 17h8a3.5 3.5 0 0 0 0-7H9a3 3 0 0 1 0-6h3",
  right: "M9 5l7 7-7 7",
  down: "M5 9l7 7 7-7",
  up: "M5 15l7-7 7 7",
  close: "M6 6l12 12M18 6 6 18",
  columns: "M4 5h16v14H4zM9.5 5v14M14.5 5v14",
  filter: "M4 5h16l-6 8v6l-4-2v-4z",
  check: "M5 13l5 5L20 7",
  pin: "M9 4h6l-1 6 3 3H7l3-3zM12 13v7",
  out: "M14 4h5v16h-5M3 12h11M10 8l4 4-4 4",
  admin: "M4 7h10M18 7h2M4 17h2M10 17h10M16 4.5v5M8 14.5v5",
  same: "M9 15a6 6 0 1 0 0-12 6 6 0 0 0 0 12ZM15 21a6 6 0 1 0 0-12 6 6 0 0 0 0 12Z",
  bring: "M12 3v11M8 10l4 4 4-4M4 15v5h16v-5",
  edit: "M4 20l1-4L16 5l3 3L8 19z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name, size = 18 }: { name: IconName; size?: number }) {
  return (
    <svg className="icon" width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" focusable="false">
      <path d={PATHS[name]} />
    </svg>
  );
}
