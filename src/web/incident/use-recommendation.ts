/**
 * The recommendation of one incident, asked of the server: at once, and again every few seconds, sooner when the
 * region's log went on (positions move without it). An older answer stays on the screen with its age while a new one
 * is on its way; a failure is said and never hides the way to send by hand.
 */

import { useCallback, useEffect, useRef, useState } from "react";
import type { Recommendation } from "../../core/recommendation.ts";
import { readRecommendation } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { useConsole } from "../live/use-region.ts";

const againMillis = 2_000;
/** Turns without an event after which it is asked all the same. */
const quietTurnsMost = 3;

export interface RecommendationLook {
  readonly recommendation: Recommendation | undefined;
  readonly fault: string;
  readonly refresh: () => void;
}

/** `isWanted` false = ask nothing (the incident needs nobody, or this is no live view). */
export function useRecommendation(incident: number, isWanted: boolean): RecommendationLook {
  const { region, source } = useConsole();
  const [recommendation, setRecommendation] = useState<Recommendation | undefined>(undefined);
  const [fault, setFault] = useState("");
  const askedAt = useRef(-1);
  const askNow = useRef<() => void>(() => undefined);
  const refresh = useCallback(() => askNow.current(), []);
  useEffect(() => {
    if (!isWanted) return undefined;
    const stop = new AbortController();
    askedAt.current = -1;
    let quietTurns = 0;
    const ask = async (): Promise<void> => {
      const position = source.findView()?.position ?? 0;
      quietTurns += 1;
      if (position === askedAt.current && quietTurns < quietTurnsMost) return;
      quietTurns = 0;
      askedAt.current = position;
      try {
        setRecommendation(await readRecommendation(region, incident, stop.signal));
        setFault("");
      } catch (thrown) {
        if (stop.signal.aborted) return;
        askedAt.current = -1;
        setFault(messageOf(thrown));
      }
    };
    askNow.current = () => {
      askedAt.current = -1;
      void ask();
    };
    void ask();
    const timer = setInterval(() => void ask(), againMillis);
    return () => {
      stop.abort();
      clearInterval(timer);
    };
  }, [region, incident, isWanted, source]);
  return { recommendation, fault, refresh };
}
