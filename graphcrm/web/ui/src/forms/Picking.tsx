import { Button } from "@mantine/core";
import { useEffect, type ReactNode, type RefObject } from "react";
import { useTranslation } from "react-i18next";

type Props = { text: string; field: RefObject<HTMLInputElement | null>; cancel: () => void; children: ReactNode };

/** Asks for the other end of what is being done: by its name in `field`, which is within, or by a click or Enter in the picture. */
export function Picking({ text, field, cancel, children }: Props) {
  const { t } = useTranslation();
  useEffect(() => field.current?.focus(), [field]);
  return (
    <div role="group" aria-label={text} className="picking" onKeyDown={(event) => event.key === "Escape" && cancel()}>
      <p role="status">{text}</p>
      {children}
      <Button variant="default" onClick={cancel}>
        {t("act.cancel")}
      </Button>
    </div>
  );
}
