/** The forecast in words and numbers: how likely no unit is by grade, area and time, what to wait, when cover runs out. */

import type { Forecast, ForecastBands, ForecastWait } from "../../core/forecast.ts";
import { grades, type Grade } from "../../core/vocabulary.ts";
import { gradeText, shortTimeText } from "../view/format.ts";
import { chanceText } from "./chance-text.ts";
import { WideTable } from "./wide-table.tsx";

export function ZeroCoverList({ forecast }: { readonly forecast: Forecast }) {
  const hours = forecast.horizonSeconds / 3_600;
  return (
    <ul className="forecast-heads">
      {gradesOf(forecast).map((grade) => {
        const { share, half } = forecast.grades[grade]?.zeroCover ?? { share: 0, half: null };
        return (
          <li key={grade}>
            <strong>{gradeText(grade)}</strong>: {chanceText(share)} chance that some area has no
            free unit within {hours} h
            {half !== null && `; in half of the futures by ${shortTimeText(half)}`}
          </li>
        );
      })}
    </ul>
  );
}

/** Every sixth step has a column: at most eight, so that the table fits beside a queue. */
export function FiguresTable({ forecast }: { readonly forecast: Forecast }) {
  const { stepsAt, columnsAt, free, waiting, bookedOn } = forecast;
  const steps = columnsAt.map((at) => stepsAt.indexOf(at));
  const band = (of: ForecastBands, step: number) => `${of.low80[step]}–${of.high80[step]}`;
  return (
    <WideTable label="Chances and figures">
      <caption>
        Chance of no free unit in some area, and what to expect (80 % band; waits of half and of
        nine tenths of callers)
      </caption>
      <thead>
        <tr>
          <th scope="col">At</th>
          {columnsAt.map((at) => (
            <th key={at} scope="col">
              {shortTimeText(at)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {gradesOf(forecast).map((grade) => (
          <tr key={grade}>
            <th scope="row">No unit, {gradeText(grade)}</th>
            {steps.map((step) => (
              <Chance key={step} share={forecast.grades[grade]?.noUnit[step] ?? 0} />
            ))}
          </tr>
        ))}
        {gradesOf(forecast).map((grade) => (
          <tr key={grade}>
            <th scope="row">Wait, {gradeText(grade)}, min</th>
            {forecast.grades[grade]?.waits.map((wait) => (
              <td key={wait.untilAt}>{waitText(wait)}</td>
            ))}
          </tr>
        ))}
        <tr>
          <th scope="row">Free units</th>
          {steps.map((step) => (
            <td key={step}>{band(free, step)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">Waiting</th>
          {steps.map((step) => (
            <td key={step}>{band(waiting, step)}</td>
          ))}
        </tr>
        <tr>
          <th scope="row">Booked on</th>
          {steps.map((step) => (
            <td key={step}>{bookedOn[step]}</td>
          ))}
        </tr>
      </tbody>
    </WideTable>
  );
}

export function AreasTable({
  forecast,
  grade,
}: {
  readonly forecast: Forecast;
  readonly grade: Grade;
}) {
  return (
    <WideTable label="Chances by area">
      <caption>{gradeText(grade)}: chance of no free unit in reach, by area</caption>
      <thead>
        <tr>
          <th scope="col">Area</th>
          {forecast.columnsAt.map((at) => (
            <th key={at} scope="col">
              {shortTimeText(at)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {forecast.areas.map(({ area, noUnit }) => (
          <tr key={area}>
            <th scope="row">{area}</th>
            {noUnit[grade]?.map((share, column) => (
              <Chance key={forecast.columnsAt[column]} share={share} />
            ))}
          </tr>
        ))}
      </tbody>
    </WideTable>
  );
}

/** A chance of a half and more is marked by more than its colour. */
function Chance({ share }: { readonly share: number }) {
  const mark = share >= 0.5 ? "likely" : share >= 0.1 ? "possible" : "";
  return <td className={mark}>{chanceText(share)}</td>;
}

/** Minutes that half and, in brackets, nine tenths of the callers wait at most. */
function waitText({ medianSeconds, p90Seconds, calls }: ForecastWait): string {
  if (calls === 0) return "–";
  if (medianSeconds === null) return "too long";
  const most = p90Seconds === null ? "?" : minutesOf(p90Seconds);
  return `${minutesOf(medianSeconds)} (${most})`;
}

function minutesOf(seconds: number): number {
  return Math.max(1, Math.round(seconds / 60));
}

export function gradesOf({ grades: told }: Forecast): Grade[] {
  return grades.names.filter((grade) => told[grade] !== undefined);
}
