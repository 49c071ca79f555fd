/**
 * A figure of the room from now on: its middle and the bands that 80 % and 95 % of the futures lie in. The picture is for
 * the eye alone; the table beside it says the same.
 */

import type { Instant } from "../../base/instant.ts";
import type { ForecastBands } from "../../core/forecast.ts";
import { shortTimeText } from "../view/format.ts";
import { bandPath, linePath, roundMost, xOf, yOf, type FanFrame } from "./fan-shape.ts";

export interface FanChartProps {
  readonly title: string;
  readonly at: Instant;
  readonly now: number;
  readonly stepsAt: readonly Instant[];
  readonly bands: ForecastBands;
  /** The middle with one thing changed, and what that is. */
  readonly changed?: { readonly middle: readonly number[]; readonly label: string } | undefined;
}

const size = { width: 420, height: 110 } as const;
const left = 26;
const below = 16;

export function FanChart({ title, at, now, stepsAt, bands, changed }: FanChartProps) {
  const until = stepsAt[stepsAt.length - 1];
  const most = roundMost(bands, Math.max(now, ...(changed?.middle ?? [])));
  const frame: FanFrame = { ...size, from: at, until, most };
  const start = { at, value: now };
  const marks = stepsAt.filter((_, step) => (step + 1) % (stepsAt.length / 4) === 0);
  return (
    <figure className="fan">
      <figcaption>{title}</figcaption>
      <svg
        viewBox={`${-left} -6 ${size.width + left + 8} ${size.height + below + 6}`}
        role="img"
        aria-label={`${title}: fan chart, the table says the same`}
      >
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <line
              className="fan-grid"
              x1={0}
              x2={size.width}
              y1={yOf(frame, value)}
              y2={yOf(frame, value)}
            />
            <text className="fan-label" x={-4} y={yOf(frame, value) + 3} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {marks.map((mark) => (
          <text
            key={mark}
            className="fan-label"
            x={xOf(frame, mark)}
            y={size.height + 12}
            textAnchor="end"
          >
            {shortTimeText(mark)}
          </text>
        ))}
        <path className="fan-95" d={bandPath(frame, start, stepsAt, bands.low95, bands.high95)} />
        <path className="fan-80" d={bandPath(frame, start, stepsAt, bands.low80, bands.high80)} />
        <path
          className="fan-middle"
          d={linePath(frame, [at, ...stepsAt], [now, ...bands.middle])}
        />
        {changed !== undefined && (
          <path
            className="fan-changed"
            d={linePath(frame, [at, ...stepsAt], [now, ...changed.middle])}
          />
        )}
      </svg>
      <p className="fan-key soft">
        <span className="fan-swatch middle" /> middle <span className="fan-swatch in80" /> 80 %{" "}
        <span className="fan-swatch in95" /> 95 % of futures
        {changed !== undefined && (
          <>
            {" "}
            <span className="fan-swatch changed" /> {changed.label}
          </>
        )}
      </p>
    </figure>
  );
}
