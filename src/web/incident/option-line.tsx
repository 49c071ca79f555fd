/** One option of a recommendation: who, how soon, how good a fit, what it costs elsewhere, how old the position is. */

import type { KeyboardEvent } from "react";
import { microsFromSeconds } from "../../base/instant.ts";
import type { DivertPrice, RecommendedOption } from "../../core/recommendation.ts";
import { findUnit } from "../live/unit-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { StatusShape } from "../parts/status-shape.tsx";
import { clockText, gradeText } from "../view/format.ts";

export interface OptionLineProps {
  readonly option: RecommendedOption;
  readonly index: number;
  readonly isPicked: boolean;
  readonly isFirst: boolean;
  readonly onToggle: () => void;
  readonly onKeyDown: (event: KeyboardEvent) => void;
}

function travelText(seconds: number): string {
  return clockText(microsFromSeconds(seconds));
}

/** The price of a divert has a line of its own below. */
function reasonsOf(option: RecommendedOption): readonly string[] {
  return option.reasons.filter((reason) => !reason.startsWith("DIVERT"));
}

export function OptionLine({
  option,
  index,
  isPicked,
  isFirst,
  onToggle,
  onKeyDown,
}: OptionLineProps) {
  const row = useRegion((view) => findUnit(view, option.unit));
  const callSign = row?.callSign ?? `unit ${option.unit}`;
  return (
    <li className={`option ${isPicked ? "picked" : ""} ${option.chosen ? "chosen" : ""}`}>
      <label className="option-main">
        <input
          type="checkbox"
          checked={isPicked}
          tabIndex={isFirst ? 0 : -1}
          aria-label={`${callSign}, ${travelText(option.travelSeconds)} away, ${option.divert === null ? option.status : "to be diverted"}`}
          onChange={onToggle}
          onKeyDown={onKeyDown}
        />
        <kbd className="key">{index + 1}</kbd>
        <StatusShape shape={row?.shape ?? "unavailable"} />
        <b className="option-name">{callSign}</b>
        <span className="option-travel" title="Expected travel time">
          {travelText(option.travelSeconds)}
        </span>
        <span
          className="option-cover"
          title="Share of the area's free units for this need that stay"
        >
          {option.coverLeft === 0 ? (
            <b className="soon">last one</b>
          ) : (
            `${Math.round(option.coverLeft * 100)} % stays`
          )}
        </span>
      </label>
      <p className={`option-reasons ${option.positionStale ? "stale" : ""}`}>
        {reasonsOf(option).join(" · ")}
      </p>
      {option.divert !== null && <DivertLine price={option.divert} />}
    </li>
  );
}

function DivertLine({ price }: { readonly price: DivertPrice }) {
  const left = price.targetLeftSeconds;
  return (
    <p className="option-divert">
      <b>Divert</b> off incident {price.fromIncident} ({gradeText(price.fromGrade)}): that caller
      has waited {travelText(price.waitedSeconds)}
      {left !== null &&
        (left < 0
          ? `, target passed ${travelText(-left)} ago`
          : `, ${travelText(left)} left to target`)}
      {price.sceneSeconds !== undefined &&
        `; breaks off ${travelText(price.sceneSeconds)} of work at its scene`}
      {price.replacementSeconds === null
        ? "; no free unit to take over"
        : `; the next free unit could be there in ${travelText(price.replacementSeconds)}`}
    </p>
  );
}
