import type { ComponentProps } from "react";
import { useTranslation } from "react-i18next";
import { MapCanvas } from "./MapCanvas";
import { MANY, MiniMap } from "./MiniMap";

/** The picture with what zooms it and, where it is large, all of it in a corner. */
export function MapFrame(props: ComponentProps<typeof MapCanvas>) {
  const { t } = useTranslation();
  const { view } = props;
  return (
    <div className="map-frame">
      <MapCanvas {...props} />
      {props.picture.part.nodes.length >= MANY && <MiniMap view={view} part={props.picture.part} />}
      <div className="map-zoom">
        <button type="button" aria-label={t("map.nearer")} aria-keyshortcuts="+" onClick={() => view.current?.zoomBy(1.4)}>
          +
        </button>
        <button type="button" aria-label={t("map.farther")} aria-keyshortcuts="-" onClick={() => view.current?.zoomBy(1 / 1.4)}>
          −
        </button>
        <button type="button" aria-label={t("map.fit")} aria-keyshortcuts="0" onClick={() => view.current?.fit()}>
          ⤢
        </button>
      </div>
    </div>
  );
}
