/** The map's place on the screen: mounts the region map, its few buttons, and what is said when there is none. */

import { useEffect, useRef, useState } from "react";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";
import { useDrawing } from "../closures/drawing.ts";
import { usePin } from "../view/pin.ts";
import { changeView, useViewState } from "../view/view-state.ts";
import { CoverTable } from "./cover-table.tsx";
import { MapLegend } from "./map-legend.tsx";
import "./map.css";
import { RegionMap } from "./region-map.ts";

/** The button goes round: none, immediate, priority. */
const nextCover = { "": "immediate", immediate: "priority", priority: "" } as const;

export default function MapPane() {
  const { cover } = useViewState();
  const { source } = useConsole();
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegionMap | undefined>(undefined);
  const [fault, setFault] = useState("");
  const pin = usePin();
  const drawing = useDrawing();
  useEffect(() => {
    const stop = new AbortController();
    const mount = async (): Promise<void> => {
      if (container.current === null) return;
      try {
        const made = await RegionMap.make(container.current, source);
        if (stop.signal.aborted) made.remove();
        else map.current = made;
      } catch (thrown) {
        setFault(messageOf(thrown));
      }
    };
    void mount();
    return () => {
      stop.abort();
      map.current?.remove();
      map.current = undefined;
    };
  }, [source]);
  return (
    <section id="map" className="map-pane" aria-label="Map">
      <div ref={container} className="map-canvas" />
      {fault !== "" && (
        <p className="map-fault hint" role="alert">
          The map can't be drawn: {fault} Queue and units hold everything it would show.
        </p>
      )}
      {drawing.isOpen && !pin.isWanted && (
        <p className="map-note" role="status">
          Click the points of the {drawing.kind} on the map
        </p>
      )}
      {pin.isWanted && (
        <p className="map-note" role="status">
          Click the place on the map
        </p>
      )}
      <MapTools
        zoomBy={(steps) => map.current?.zoomBy(steps)}
        showAll={() => map.current?.showAll()}
      />
      {cover !== "" && <CoverTable grade={cover} />}
      <MapLegend />
    </section>
  );
}

interface MapToolsProps {
  readonly zoomBy: (steps: number) => void;
  readonly showAll: () => void;
}

function MapTools({ zoomBy, showAll }: MapToolsProps) {
  const { cover } = useViewState();
  return (
    <div className="map-tools">
      <button type="button" className="button" aria-label="Closer" onClick={() => zoomBy(1)}>
        +
      </button>
      <button type="button" className="button" aria-label="Further away" onClick={() => zoomBy(-1)}>
        −
      </button>
      <button type="button" className="button" onClick={() => showAll()}>
        All
      </button>
      <button
        type="button"
        className="button"
        aria-pressed={cover !== ""}
        title="Which roads a free unit reaches within the target"
        onClick={() => changeView({ cover: nextCover[cover] })}
      >
        Cover
      </button>
    </div>
  );
}
