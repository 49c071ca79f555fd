/** The map's place on the screen: mounts the region map, its few buttons, and what is said when there is none. */

import { useEffect, useRef, useState } from "react";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";
import { usePin } from "../view/pin.ts";
import { MapLegend } from "./map-legend.tsx";
import "./map.css";
import { RegionMap } from "./region-map.ts";

export default function MapPane() {
  const { source } = useConsole();
  const container = useRef<HTMLDivElement>(null);
  const map = useRef<RegionMap | undefined>(undefined);
  const [fault, setFault] = useState("");
  const pin = usePin();
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
      {pin.isWanted && (
        <p className="map-note" role="status">
          Click the place on the map
        </p>
      )}
      <div className="map-tools">
        <button
          type="button"
          className="button"
          aria-label="Closer"
          onClick={() => map.current?.zoomBy(1)}
        >
          +
        </button>
        <button
          type="button"
          className="button"
          aria-label="Further away"
          onClick={() => map.current?.zoomBy(-1)}
        >
          −
        </button>
        <button type="button" className="button" onClick={() => map.current?.showAll()}>
          All
        </button>
      </div>
      <MapLegend />
    </section>
  );
}
