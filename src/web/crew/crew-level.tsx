/** The service level on a crew's page, while it is not normal: asked anew every 30 s. */

import { useEffect, useState } from "react";
import type { ServiceLevel } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";

const askMillis = 30_000;

interface CrewLevelView {
  readonly level: ServiceLevel;
}

export interface CrewLevelProps {
  readonly region: string;
}

export function CrewLevel({ region }: CrewLevelProps) {
  const [level, setLevel] = useState<ServiceLevel>("normal");
  useEffect(() => {
    const path = `/api/regions/${encodeURIComponent(region)}/level`;
    const ask = (): void => {
      // Without an answer the last one stands; the page says already how old its data is.
      readJson<CrewLevelView>(path).then(
        (view) => setLevel(view.level),
        () => undefined,
      );
    };
    ask();
    const timer = setInterval(ask, askMillis);
    return () => clearInterval(timer);
  }, [region]);
  if (level === "normal") return null;
  return (
    <p className="crew-card" role="status">
      Service level: <strong>{level}</strong>
    </p>
  );
}
