import { Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { day as dayWords } from "../format";
import type { LineKind } from "../gql";
import { linesUp, type Line } from "./lines";
import type { Skeleton } from "./skeleton";
import type { Words } from "./words";

type Props = { skeleton: Skeleton; words: Words; seat: number; day: number; begin: (kind: LineKind) => void; end: (line: Line) => void };

/** What may be said of the lines up from the seat where one is. */
export function SeatBar({ skeleton, words, seat, day, begin, end }: Props) {
  const { t } = useTranslation();
  const up = linesUp(skeleton, seat, day);
  const title = words.title(seat);
  const word = ({ kind, to, since }: Line) => [t(kind === "SOLID" ? "line.endTo" : "line.endDottedTo", { to: words.title(to) }), since && t("line.from", { on: dayWords(since) })].filter(Boolean).join(" · ");
  return (
    <div role="group" aria-label={t("line.of", { title })} className="seat-bar">
      <strong>
        <bdi>{title}</bdi>
      </strong>
      <span className="quiet">
        <bdi>{words.held(seat)}</bdi>
      </span>
      <Button size="compact-sm" variant="default" onClick={() => begin("SOLID")} aria-keyshortcuts="m">
        {t("line.setManager")}
      </Button>
      <Button size="compact-sm" variant="default" onClick={() => begin("DOTTED")} aria-keyshortcuts="d">
        {t("line.addDotted")}
      </Button>
      {up.length > 0 && (
        <Menu position="bottom-start">
          <Menu.Target>
            <Button size="compact-sm" variant="default">
              {t("line.endOne")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {up.map((line) => (
              <Menu.Item key={`${line.kind} ${line.to} ${line.since}`} onClick={() => end(line)}>
                {word(line)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
    </div>
  );
}
