/**
 * The service level as the server shows it to whoever asks, for pages that fold no events: asked anew every ten seconds, so that a
 * change is there well within a minute, and at once when `changes` is another value. A browser slows the timers of pages that nobody
 * looks at; what comes over a stream is not slowed, so a page with a stream passes something of it.
 */

import { useEffect, useRef, useState } from "react";
import type { ServiceLevel } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";

const askMillis = 10_000;

export interface ShownLevel {
  readonly level: ServiceLevel;
  readonly partnerMessage: string;
}

const unknown: ShownLevel = { level: "normal", partnerMessage: "" };

/** Normal until the first answer; without an answer the last one stands. */
export function useShownLevel(region: string, changes = 0): ShownLevel {
  const [shown, setShown] = useState(unknown);
  const [tick, setTick] = useState(0);
  const asked = useRef("");
  useEffect(() => {
    const timer = setInterval(() => setTick((now) => now + 1), askMillis);
    return () => clearInterval(timer);
  }, []);
  useEffect(() => {
    const question = `${region} ${tick} ${changes}`;
    if (asked.current === question) return;
    asked.current = question;
    readJson<ShownLevel>(`/api/regions/${encodeURIComponent(region)}/level`).then(
      ({ level, partnerMessage }) => setShown({ level, partnerMessage }),
      () => undefined,
    );
  }, [region, tick, changes]);
  return shown;
}
