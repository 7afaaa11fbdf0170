import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import type { Asked } from "../api/asking";
import { Empty } from "./Empty";
import { Failed } from "./Failed";
import { Pending } from "./Pending";

/** What was asked for, or why it is not there; one part that fails leaves the others as they are. */
export function Show<Data>({
  asked,
  rows,
  what,
  children,
}: {
  asked: Asked<Data>;
  rows?: number;
  what?: string;
  children: (data: Data) => ReactNode;
}) {
  const { t } = useTranslation();
  if (asked.data) return <>{children(asked.data)}</>;
  // What this part is ordered by is nothing that the role sees: trying again does not help.
  if (asked.failure?.reason === "FIELD_NOT_USABLE") return <Empty text={t("state.notYours")} />;
  if (asked.failure) return <Failed failure={asked.failure} again={asked.again} />;
  return <Pending rows={rows} what={what} />;
}
