import type { ReactNode } from "react";
import type { Asked } from "../api/asking";
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
  if (asked.data) return <>{children(asked.data)}</>;
  if (asked.failure) return <Failed failure={asked.failure} again={asked.again} />;
  return <Pending rows={rows} what={what} />;
}
