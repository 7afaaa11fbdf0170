import { useTranslation } from "react-i18next";
import { connection, tryAgain } from "../api/connection";
import { useStore } from "../api/store";
import { clock } from "../format";

/** The server does not answer: since when, and that it is being tried again. */
export function Away() {
  const { t } = useTranslation();
  const { away, since } = useStore(connection);
  if (!away) return null;
  return (
    <div className="away" role="alert">
      <span>{t("state.away", { since: since ? clock(since) : "" })}</span>
      <button type="button" className="plain" onClick={() => void tryAgain()}>
        {t("state.again")}
      </button>
    </div>
  );
}
