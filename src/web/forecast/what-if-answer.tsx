/** What would change: chances, waits and free units as it is and as it would be, and the difference. */

import type { Forecast } from "../../core/forecast.ts";
import { gradeText } from "../view/format.ts";
import { chanceText, minutesText } from "./chance-text.ts";
import { gradesOf } from "./forecast-tables.tsx";
import type { Compared } from "./what-if-form.tsx";
import { WideTable } from "./wide-table.tsx";

export function WhatIfAnswer({
  compared,
  onClear,
}: {
  readonly compared: Compared;
  readonly onClear: () => void;
}) {
  const { asItIs, changed, label } = compared;
  const last = asItIs.stepsAt.length - 1;
  const free = ({ free: bands }: Forecast) =>
    `${bands.middle[last]} (${bands.low80[last]}–${bands.high80[last]})`;
  return (
    <section aria-label="What if: answer">
      <WideTable label="As it is, and changed">
        <caption>Both played now, from position {asItIs.position}, on the same luck</caption>
        <thead>
          <tr>
            <th scope="col">What</th>
            <th scope="col">as it is</th>
            <th scope="col">{label}</th>
          </tr>
        </thead>
        <tbody>
          {gradesOf(asItIs).map((grade) => (
            <tr key={grade}>
              <th scope="row">{gradeText(grade)}: an area without a unit, at some time</th>
              <td>{chanceText(asItIs.grades[grade]?.zeroCover.share ?? 0)}</td>
              <td>{chanceText(changed.grades[grade]?.zeroCover.share ?? 0)}</td>
            </tr>
          ))}
          {gradesOf(asItIs).map((grade) => (
            <tr key={grade}>
              <th scope="row">{gradeText(grade)}: mean wait at the end</th>
              <td>{lastWait(asItIs, grade)}</td>
              <td>{lastWait(changed, grade)}</td>
            </tr>
          ))}
          <tr>
            <th scope="row">Free units at the end</th>
            <td>{free(asItIs)}</td>
            <td>{free(changed)}</td>
          </tr>
        </tbody>
      </WideTable>
      <button type="button" className="button quiet small" onClick={onClear}>
        Back to the forecast
      </button>
    </section>
  );
}

function lastWait(forecast: Forecast, grade: keyof Forecast["grades"]): string {
  const seconds = forecast.grades[grade]?.waits.at(-1)?.meanSeconds ?? null;
  return seconds === null ? "no calls" : minutesText(seconds);
}
