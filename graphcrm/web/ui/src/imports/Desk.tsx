import { Button, Group, NativeSelect, Stack } from "@mantine/core";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { useLocation, useSearch } from "wouter";
import type { Failure } from "../api/failures";
import { Failed } from "../states/Failed";
import { Pending } from "../states/Pending";
import { Tile } from "../widgets/Tile";
import { FormatFields } from "./FormatFields";
import { look, type Format, type Look } from "./mapping";
import { Mapped } from "./Mapped";

const COMMON = ["people", "organizations"];

/** A file that was brought: what it holds and how it is read, and then what its columns mean. */
export function Desk({ upload }: { upload: string }) {
  const { t } = useTranslation();
  const [, go] = useLocation();
  const noun = new URLSearchParams(useSearch()).get("of") ?? COMMON[0] ?? "";
  const [format, setFormat] = useState<Format>({});
  const [found, setFound] = useState<Look | null>(null);
  const [failure, setFailure] = useState<Failure | null>(null);
  const [times, setTimes] = useState(0);
  useEffect(() => {
    let gone = false;
    setFound(null);
    setFailure(null);
    look(upload, noun, format)
      .then((told) => !gone && setFound(told))
      .catch((error: Failure) => !gone && setFailure(error));
    return () => {
      gone = true;
    };
  }, [upload, noun, format, times]);
  const nouns = found?.nouns ?? COMMON;
  return (
    <Stack gap="md">
      <Tile title={found?.filename ?? t("imports.file")}>
        <Group align="end" gap="sm">
          <NativeSelect
            label={t("imports.holds")}
            value={noun}
            onChange={(event) => go(`/imports/new/${upload}?of=${event.currentTarget.value}`, { replace: true })}
            data={[...new Set([...nouns, noun])].map((one) => ({ value: one, label: t(`imports.noun.${one}`, one.replaceAll("_", " ")) }))}
          />
          <FormatFields found={found} format={format} change={setFormat} />
        </Group>
        {failure && <Failed failure={failure} again={failure.code === "BAD_USER_INPUT" ? undefined : () => setTimes(times + 1)} />}
        {failure?.code === "NOT_FOUND" && (
          <Button variant="default" onClick={() => go("/imports")}>
            {t("imports.bring")}
          </Button>
        )}
      </Tile>
      {found ? <Mapped key={`${noun} ${JSON.stringify(format)}`} found={found} noun={noun} /> : !failure && <Pending rows={6} />}
    </Stack>
  );
}
