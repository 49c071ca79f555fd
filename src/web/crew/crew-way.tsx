/**
 * The way to the incident for a crew: how long, and the streets in order. The last one fetched stays when the network is
 * gone, with its age; nothing else on the page waits for it.
 */

import { useEffect, useState } from "react";
import { readJson } from "../api/client.ts";
import { ageText } from "../view/format.ts";

interface Way {
  readonly travelSeconds: number | null;
  readonly distanceM: number | null;
  readonly source: { readonly name: string; readonly errorSeconds: number };
  readonly shutBy: readonly number[];
  readonly reportedClosures: readonly number[];
  readonly endShut?: { readonly closures: readonly number[]; readonly walkM: number };
  readonly steps: readonly { readonly name: string; readonly distanceM: number }[];
}

export interface CrewWayProps {
  readonly region: string;
  readonly unit: number;
  readonly incident: number;
}

const askAgainMillis = 30_000;

export function CrewWay({ region, unit, incident }: CrewWayProps) {
  const [way, setWay] = useState<{ readonly way: Way; readonly readAt: number } | undefined>();
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      setNow(performance.now());
      const path = `/api/regions/${encodeURIComponent(region)}/eta?unit=${unit}&incident=${incident}`;
      const read = await readJson<Way>(path, { signal: stop.signal }).catch(() => undefined);
      if (read !== undefined && !stop.signal.aborted)
        setWay({ way: read, readAt: performance.now() });
    };
    void ask();
    const timer = setInterval(() => void ask(), askAgainMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, unit, incident]);
  if (way === undefined) return null;
  return <WayCard way={way.way} ageSeconds={Math.max(0, (now - way.readAt) / 1_000)} />;
}

function WayCard({ way, ageSeconds }: { readonly way: Way; readonly ageSeconds: number }) {
  const { travelSeconds, distanceM, shutBy, reportedClosures, endShut, source, steps } = way;
  return (
    <section className="crew-card" aria-label="Way">
      {travelSeconds === null ? (
        <p className="soon">
          No road path: shut by closure {shutBy.join(", ") || "(unknown)"}. Ask the room.
        </p>
      ) : (
        <p>
          <strong>{Math.max(1, Math.round(travelSeconds / 60))} min</strong>,{" "}
          {((distanceM ?? 0) / 1_000).toFixed(1)} km{" "}
          <span className="soft">
            by {source.name}, ±{Math.round(source.errorSeconds)} s, {ageText(ageSeconds)} old
          </span>
        </p>
      )}
      {reportedClosures.length > 0 && (
        <p className="soon">
          Passes a place reported shut (closure {reportedClosures.join(", ")}).
        </p>
      )}
      {endShut !== undefined && (
        <p className="soon">
          The street is shut (closure {endShut.closures.join(", ")}): the last {endShut.walkM} m on
          foot.
        </p>
      )}
      {steps.length > 0 && (
        <ol className="crew-steps" aria-label="Streets">
          {steps.map((step, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a street may come twice; the order is the key
            <li key={index}>
              {step.name === "" ? "road without a name" : step.name}{" "}
              <span className="faint">{step.distanceM} m</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}
