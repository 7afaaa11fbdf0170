import { Skeleton } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";

function useAfter(milliseconds: number): boolean {
  const [passed, setPassed] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setPassed(true), milliseconds);
    return () => clearTimeout(timer);
  }, [milliseconds]);
  return passed;
}

/** Nothing at first, then the shape of what will be there, then what is being waited for. */
export function Pending({ rows = 3, what }: { rows?: number; what?: string }) {
  const { t } = useTranslation();
  const shown = useAfter(150);
  const long = useAfter(2000);
  return (
    <div role="status" aria-live="polite" className="pending">
      <span className="visually-hidden">{t("state.loading")}</span>
      {shown && Array.from({ length: rows }, (_, at) => <Skeleton key={at} height={16} mb={10} radius="sm" width={`${90 - at * 11}%`} />)}
      {long && <p className="quiet">{t("state.waiting", { what: what ?? t("state.database") })}</p>}
    </div>
  );
}
