/**
 * The way to the incident for a crew: how long, the closures that have to do with it, and the streets in order. The last
 * one fetched stays when the network is gone, with its age; nothing else on the page waits for it.
 */

import { useEffect, useState } from "react";
import type { ShutEnd, TravelSource } from "../../core/recommendation.ts";
import type { ClosureKind } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";
import { ageText, sourceText } from "../view/format.ts";

interface Way {
  readonly travelSeconds: number | null;
  readonly distanceM: number | null;
  readonly source: TravelSource;
  readonly shutBy: readonly number[];
  readonly reportedClosures: readonly number[];
  readonly aroundClosures: readonly number[];
  readonly startShut?: ShutEnd;
  readonly endShut?: ShutEnd;
  /** What the numbers above stand for. */
  readonly closures: readonly {
    readonly closure: number;
    readonly kind: ClosureKind;
    readonly streets: readonly string[];
  }[];
  readonly steps: readonly {
    readonly name: string;
    readonly distanceM: number;
    readonly onFoot?: true;
  }[];
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
  const { travelSeconds, distanceM, source, steps } = way;
  return (
    <section className="crew-card" aria-label="Way">
      {travelSeconds !== null && (
        <p>
          <strong>{Math.max(1, Math.round(travelSeconds / 60))} min</strong>,{" "}
          {((distanceM ?? 0) / 1_000).toFixed(1)} km{" "}
          <span className="soft">
            by {sourceText(source)}, {ageText(ageSeconds)} old
          </span>
        </p>
      )}
      <ClosureNotes way={way} />
      {steps.length > 0 && (
        <ol className="crew-steps" aria-label="Streets">
          {steps.map((step, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- a street may come twice; the order is the key
            <li key={index}>
              {step.name === "" ? "road without a name" : step.name}{" "}
              <span className="faint">
                {step.distanceM} m{step.onFoot === true ? " on foot" : ""}
              </span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

/** What is shut on the way, at its ends and beside it: in the order in which the crew comes upon it. */
function ClosureNotes({ way }: { readonly way: Way }) {
  const { travelSeconds, shutBy, reportedClosures, aroundClosures, startShut, endShut } = way;
  const words = (numbers: readonly number[]): string => closureText(way, numbers);
  return (
    <>
      {travelSeconds === null && (
        <p className="soon">No road path: shut by {words(shutBy) || "(unknown)"}. Ask the room.</p>
      )}
      {startShut !== undefined && (
        <p className="soon">
          You stand in a street that is shut by {words(startShut.closures)}: {startShut.walkM} m at
          walking pace to the open road.
        </p>
      )}
      {aroundClosures.length > 0 && <p>Goes round {words(aroundClosures)}.</p>}
      {reportedClosures.length > 0 && (
        <p className="soon">
          Passes what is reported shut and not confirmed: {words(reportedClosures)}.
        </p>
      )}
      {endShut !== undefined && (
        <p className="soon">
          The street is shut by {words(endShut.closures)}: the last {endShut.walkM} m on foot.
        </p>
      )}
    </>
  );
}

/** `barricade in Rua do Almada (closure 3), area (closure 7)`. */
function closureText({ closures }: Way, numbers: readonly number[]): string {
  return numbers
    .map((number) => {
      const known = closures.find(({ closure }) => closure === number);
      if (known === undefined) return `closure ${number}`;
      const streets = known.streets.length === 0 ? "" : ` in ${known.streets.join(", ")}`;
      return `${known.kind}${streets} (closure ${number})`;
    })
    .join(", ");
}
