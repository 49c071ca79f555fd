/** The service level on a crew's page, while it is not normal. */

import { useShownLevel } from "../level/use-shown-level.ts";

const stepMillis = 10_000;

export interface CrewLevelProps {
  readonly region: string;
  /** When the server spoke last, in epoch milliseconds: asks anew every ten seconds of what comes over the stream. */
  readonly heardAtMillis: number;
}

export function CrewLevel({ region, heardAtMillis }: CrewLevelProps) {
  const { level } = useShownLevel(region, Math.floor(heardAtMillis / stepMillis));
  if (level === "normal") return null;
  return (
    <p className="crew-card" role="status">
      Service level: <strong>{level}</strong>
    </p>
  );
}
