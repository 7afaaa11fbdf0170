import { Paper, Title } from "@mantine/core";
import { useId, type ReactNode } from "react";

/** A part of a page with a heading of its own. */
export function Tile({ title, side, children }: { title: string; side?: ReactNode; children: ReactNode }) {
  const id = useId();
  return (
    <Paper component="section" withBorder radius="md" className="tile" aria-labelledby={id}>
      <div className="tile-head">
        <Title order={2} size="h4" id={id}>
          {title}
        </Title>
        {side}
      </div>
      {children}
    </Paper>
  );
}
