/** What a recommendation rests on: how old it is, whose travel times with which error, how many units were looked at. */

import { microsPerSecond } from "../../base/instant.ts";
import type { Recommendation } from "../../core/recommendation.ts";
import { useNow } from "../live/use-region.ts";
import { ageText, sourceText } from "../view/format.ts";

export interface RecommendationBasisProps {
  readonly recommendation: Recommendation | undefined;
  readonly fault: string;
  readonly onRefresh: () => void;
}

/** Older than this, it is hatched: the world has moved on. */
const staleSeconds = 30;

function excludedText(recommendation: Recommendation): string {
  return recommendation.excluded.map(({ cause, units }) => `${units} ${cause}`).join(", ");
}

function mapText({ map }: Recommendation["travel"]): string {
  if (map === undefined) return ", which knows no roads and no closures";
  return `, map ${map.hash.slice(0, 8)}, closures as of log position ${map.epoch}`;
}

export function RecommendationBasis({
  recommendation,
  fault,
  onRefresh,
}: RecommendationBasisProps) {
  const now = useNow();
  if (recommendation === undefined)
    return (
      <span className={fault === "" ? "faint" : "late"} role="status">
        {fault === "" ? "Looking…" : `No recommendation: ${fault}`}
      </span>
    );
  const { travel, considered, closuresVersion } = recommendation;
  const ageSeconds = Math.max(0, (now - recommendation.at) / microsPerSecond);
  return (
    <span className="row basis">
      <span
        className={`faint cut ${ageSeconds > staleSeconds ? "stale" : ""}`}
        title={`Travel times: ${travel.name} ${travel.version}${mapText(travel)}. Of ${considered} units: ${excludedText(recommendation)}.`}
      >
        {ageText(ageSeconds)} old · {sourceText(travel)} · {considered} units
      </span>
      {closuresVersion !== undefined && (
        <span className="late">closures have changed since these times were measured</span>
      )}
      {fault !== "" && <span className="late">{fault}</span>}
      <button type="button" className="button small quiet" onClick={onRefresh}>
        Again<span className="only-read-aloud">: ask for the recommendation</span>
      </button>
    </span>
  );
}
