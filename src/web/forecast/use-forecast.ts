/**
 * The newest forecast of the region, asked for while somebody looks at it. It is made every half minute or so by the
 * server; here it is asked a little more often, so that what is shown is seldom a whole turn old.
 */

import { useEffect, useState } from "react";
import type { Instant } from "../../base/instant.ts";
import type { Forecast, NoForecast } from "../../core/forecast.ts";
import { readJson } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

export const forecastKinds = ["near", "far"] as const;
export type ForecastKind = (typeof forecastKinds)[number];

export interface ShownForecast {
  readonly forecast: Forecast | null;
  readonly none: NoForecast | null;
  /** By the region's clock, when this was asked. */
  readonly now: Instant;
  readonly fault: string;
}

/** What was asked goes with the answer: another kind's is never shown for it. */
interface Answered {
  readonly asked: string;
  readonly shown: ShownForecast;
}

const nothing: ShownForecast = { forecast: null, none: null, now: 0, fault: "" };
const askAgainMillis = 10_000;

/** Undefined until the first answer. */
export function useForecast(kind: ForecastKind): ShownForecast | undefined {
  const { region } = useConsole();
  const asked = `${region} ${kind}`;
  const [answered, setAnswered] = useState<Answered | undefined>(undefined);
  useEffect(() => {
    const stop = new AbortController();
    const ask = async (): Promise<void> => {
      const path = `/api/regions/${encodeURIComponent(region)}/forecast?kind=${kind}`;
      try {
        const answer = await readJson<Omit<ShownForecast, "fault">>(path, { signal: stop.signal });
        setAnswered({ asked, shown: { ...answer, fault: "" } });
      } catch (thrown) {
        if (stop.signal.aborted) return;
        // What was forecast before still stands, with its age; that nothing newer comes is said beside it.
        setAnswered((before) => {
          const stands = before?.asked === asked ? before.shown : nothing;
          return { asked, shown: { ...stands, fault: messageOf(thrown) } };
        });
      }
    };
    void ask();
    const timer = setInterval(() => void ask(), askAgainMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, kind, asked]);
  return answered?.asked === asked ? answered.shown : undefined;
}
