import { Badge } from "@mantine/core";

/** What marks a record, in words. */
export function Marks({ of }: { of: string[] }) {
  return (
    <span className="marks">
      {of.map((word) => (
        <Badge key={word} variant="default" size="sm" className="tag">
          {word}
        </Badge>
      ))}
    </span>
  );
}
