/**
 * Whether forecasts have come true: how often the room lay in the bands, and how good the
 * stated chances were, beside saying that all stays as it is. An answer that nobody has judged yet says so.
 */

import { useEffect, useState } from "react";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";
import { percentText } from "./chance-text.ts";
import type { ForecastKind } from "./use-forecast.ts";
import { WideTable } from "./wide-table.tsx";

interface BandScore {
  readonly count: number;
  /** Sums of how far what came lay in a band of exactly 80 % (95 %), and of how many forecasts. */
  readonly exact80: number;
  readonly exact95: number;
  readonly exactCount: number;
}

interface ChanceScore {
  readonly count: number;
  readonly came: number;
  readonly squares: number;
  readonly persistenceSquares: number;
}

interface Scores {
  readonly leads: readonly {
    readonly free: BandScore;
    readonly waiting: BandScore;
    readonly noUnit: Readonly<Record<string, ChanceScore>>;
  }[];
  readonly chances: readonly {
    readonly count: number;
    readonly said: number;
    readonly came: number;
  }[];
}

interface Calibration {
  readonly days: number;
  readonly leadMinutes: readonly number[];
  readonly near: Scores;
  readonly far: Scores;
}

export function CalibrationPart({ kind }: { readonly kind: ForecastKind }) {
  const { region } = useConsole();
  const [found, setFound] = useState<Calibration | undefined>(undefined);
  const [fault, setFault] = useState("");
  useEffect(() => {
    const stop = new AbortController();
    const path = `/api/regions/${encodeURIComponent(region)}/forecast/calibration`;
    readJson<Calibration>(path, { signal: stop.signal })
      .then(setFound)
      .catch((thrown: unknown) => {
        if (!stop.signal.aborted) setFault(messageOf(thrown));
      });
    return () => stop.abort();
  }, [region]);
  if (fault !== "") return <p role="alert">{fault}</p>;
  if (found === undefined) return <p className="soft">Looking how forecasts came out…</p>;
  const { leads, chances } = found[kind];
  const judged = leads.reduce((sum, { free }) => sum + free.count, 0);
  if (judged === 0)
    return (
      <p className="soft">
        Nothing is judged yet: the first moment that was forecast has not come, or nobody was there
        to see it.
      </p>
    );
  return (
    <>
      <p className="soft">
        {judged} judgements on {found.days} {found.days === 1 ? "day" : "days"}. Forecasts of one
        night overlap: they are fewer than they look.
      </p>
      <BandTable leads={leads} leadMinutes={found.leadMinutes} />
      <ChanceTable chances={chances} />
    </>
  );
}

function BandTable({
  leads,
  leadMinutes,
}: {
  readonly leads: Scores["leads"];
  readonly leadMinutes: readonly number[];
}) {
  return (
    <WideTable label="Bands that held">
      <caption>
        How often what came lay in the band, which is right when it is as often as the band's name
        says, by how far ahead; Brier score of no unit (and of "stays as it is")
      </caption>
      <thead>
        <tr>
          <th scope="col">Up to</th>
          <th scope="col">Free, 80 %</th>
          <th scope="col">Free, 95 %</th>
          <th scope="col">Waiting, 80 %</th>
          <th scope="col">Waiting, 95 %</th>
          <th scope="col">No unit</th>
        </tr>
      </thead>
      <tbody>
        {leads.map(({ free, waiting, noUnit }, index) =>
          free.count === 0 ? null : (
            <tr key={leadMinutes[index]}>
              <th scope="row">{leadMinutes[index]} min</th>
              <td>{insideText(free.exact80, free.exactCount)}</td>
              <td>{insideText(free.exact95, free.exactCount)}</td>
              <td>{insideText(waiting.exact80, waiting.exactCount)}</td>
              <td>{insideText(waiting.exact95, waiting.exactCount)}</td>
              <td>{brierText(Object.values(noUnit))}</td>
            </tr>
          ),
        )}
      </tbody>
    </WideTable>
  );
}

/** An end of a band is counted as far as it belongs to it: counts are whole, and many forecasts agree on one. */
function insideText(inside: number, count: number): string {
  return count === 0 ? "–" : percentText(inside, count);
}

function brierText(chances: readonly ChanceScore[]): string {
  const sum = (of: (chance: ChanceScore) => number) =>
    chances.reduce((all, chance) => all + of(chance), 0);
  const count = sum((chance) => chance.count);
  if (count === 0) return "–";
  const [own, persistence] = [
    sum((c) => c.squares) / count,
    sum((c) => c.persistenceSquares) / count,
  ];
  return `${own.toFixed(3)} (${persistence.toFixed(3)})`;
}

function ChanceTable({ chances }: { readonly chances: Scores["chances"] }) {
  return (
    <WideTable label="Chances that came">
      <caption>When a chance of no unit was stated, how often it came</caption>
      <thead>
        <tr>
          <th scope="col">Stated, on average</th>
          <th scope="col">Came</th>
          <th scope="col">How often stated</th>
        </tr>
      </thead>
      <tbody>
        {chances.map(({ count, said, came }, tenth) =>
          count === 0 ? null : (
            // oxlint-disable-next-line react/no-array-index-key -- the tenth is what it is
            <tr key={tenth}>
              <td>{percentText(said, count)}</td>
              <td>{percentText(came, count)}</td>
              <td>{count}</td>
            </tr>
          ),
        )}
      </tbody>
    </WideTable>
  );
}
