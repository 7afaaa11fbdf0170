import { Modal, type ModalProps } from "@mantine/core";
import { useEffect, useState } from "react";
import { openerNow } from "./opener";

/** A form over the page, there until it is closed. The keyboard then goes on where it was before, unless it has found
 * another place meanwhile. */
export function Dialog(props: Omit<ModalProps, "opened">) {
  const [opener] = useState(openerNow);
  useEffect(
    () => () => {
      setTimeout(() => {
        const now = document.activeElement;
        if (now !== null && now !== document.body && now.isConnected) return;
        const to = opener?.isConnected ? opener : document.getElementById("main");
        to?.focus({ preventScroll: true });
      });
    },
    [opener],
  );
  return <Modal opened returnFocus={false} {...props} />;
}
