import { Button, FileButton } from "@mantine/core";
import { useState, type DragEvent } from "react";
import { useTranslation } from "react-i18next";
import { useLocation } from "wouter";
import { send } from "../api/client";
import type { Failure } from "../api/failures";
import { refusal } from "../api/refusals";
import { Failed } from "../states/Failed";
import { Tile } from "../widgets/Tile";

const KINDS = ".csv,.tsv,.txt,.xlsx,.json,.jsonl,.ndjson,.vcf,.vcard";

/** A file is dropped or chosen, and brought to the server. */
export function Bring() {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const [over, setOver] = useState(false);
  const [busy, setBusy] = useState<string | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);

  async function bring(file: File | null | undefined) {
    if (!file || busy) return;
    setBusy(file.name);
    setFailure(null);
    try {
      const reply = await send(`/uploads?filename=${encodeURIComponent(file.name)}`, {
        method: "PUT",
        body: file,
        credentials: "same-origin",
        headers: { "Content-Type": "application/octet-stream", "X-Graphcrm": "1" },
      });
      if (reply.ok) go(`/imports/new/${((await reply.json()) as { uploadId: string }).uploadId}`);
      else setFailure(await refusal(reply));
    } catch (error) {
      setFailure({ code: "OFFLINE", message: (error as Error).message, requestId: "", reason: "" });
    }
    setBusy(null);
  }

  function dropped(event: DragEvent) {
    event.preventDefault();
    setOver(false);
    void bring(event.dataTransfer.files[0]);
  }

  return (
    <Tile title={t("imports.bring")}>
      <div
        className="drop"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={dropped}
      >
        <p>{busy ? t("imports.brings", { name: busy }) : t("imports.drop")}</p>
        <FileButton onChange={(file) => void bring(file)} accept={KINDS}>
          {(props) => (
            <Button {...props} loading={busy !== null}>
              {t("imports.choose")}
            </Button>
          )}
        </FileButton>
        <p className="quiet">{t("imports.kinds")}</p>
      </div>
      {failure && <Failed failure={failure} />}
    </Tile>
  );
}
