/**
 * Heads planned and heads turned up over time, as a curve with a table of the same figures beside it. The gap between
 * the two is the only thing in colour. What is to come has a plan and nobody turned up yet.
 */

import { useCallback } from "react";
import { microsPerHour, microsPerMinute, type Instant } from "../../base/instant.ts";
import { countHeads, type HeadCount } from "../../core/roster/head-count.ts";
import { headCountOf } from "../live/muster-rows.ts";
import type { RegionView } from "../live/region-view.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { shortTimeText } from "../view/format.ts";

const hoursEachSide = 12;
const step = 5 * microsPerMinute;
const everyHour = microsPerHour / step;
const labelHours = [0, 6, 12, 18, 24] as const;
/** Of the drawing, in units of its own. */
const [width, height, left, bottom, top] = [400, 150, 30, 18, 6];

/** `of` is what the address's `muster` names; `name` says it in words. */
export function MusterChart({ of, name }: { readonly of: string; readonly name: string }) {
  const now = useNow(60_000);
  // On the full hour, so that the figures are for times that people speak of.
  const from = (Math.floor(now / microsPerHour) - hoursEachSide) * microsPerHour;
  const until = from + (2 * hoursEachSide + 1) * microsPerHour;
  const count = useRegion(
    useCallback(
      (view: RegionView) =>
        countHeads(view.state, { from, until, step, now }, headCountOf(view, of)),
      [from, until, now, of],
    ),
  );
  const most = Math.max(1, ...count.planned, ...count.turnedUp.map((heads) => heads ?? 0));
  return (
    <figure className="muster-figure" aria-label={`Head-count of ${name}`}>
      <Curve count={count} most={most} now={now} label={summaryOf(count, name)} />
      <figcaption className="soft">
        <span className="muster-key planned" /> planned <span className="muster-key came" /> turned
        up
      </figcaption>
      <CountTable count={count} />
    </figure>
  );
}

/** Of the last instant that has been. */
function summaryOf({ planned, turnedUp, at }: HeadCount, name: string): string {
  const last = turnedUp.findLastIndex((heads) => heads !== null);
  if (last < 0) return `Head-count of ${name}`;
  return `Head-count of ${name} over a day: ${turnedUp[last]} of ${planned[last]} planned at ${shortTimeText(at[last])}; the figures are in the table below`;
}

interface CurveProps {
  readonly count: HeadCount;
  readonly most: number;
  readonly now: Instant;
  readonly label: string;
}

function Curve({ count, most, now, label }: CurveProps) {
  const { at, planned, turnedUp } = count;
  const span = at[at.length - 1] - at[0];
  const x = (instant: Instant): number => left + ((instant - at[0]) / span) * (width - left - 4);
  const y = (heads: number): number => height - bottom - (heads / most) * (height - bottom - top);
  const came = turnedUp.filter((heads) => heads !== null);
  const nowX = x(Math.min(Math.max(now, at[0]), at[at.length - 1]));
  const gap = `${steps(planned.slice(0, came.length), at, x, y)}${stepsBack(came, at, x, y)}Z`;
  return (
    <svg viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label} className="muster-chart">
      {[0, Math.ceil(most / 2), most].map((heads) => (
        <g key={heads}>
          <line x1={left} x2={width} y1={y(heads)} y2={y(heads)} className="muster-grid" />
          <text x={left - 4} y={y(heads) + 4} textAnchor="end">
            {heads}
          </text>
        </g>
      ))}
      {labelHours.map((hours) => {
        const labelled = at[hours * everyHour];
        return (
          <text
            key={hours}
            x={x(labelled)}
            y={height - 4}
            textAnchor={hours === 0 ? "start" : "middle"}
          >
            {shortTimeText(labelled)}
          </text>
        );
      })}
      {came.length > 1 && <path d={gap} className="muster-gap" />}
      <path d={steps(planned, at, x, y)} className="muster-planned" />
      <path d={steps(came, at, x, y)} className="muster-came" />
      <line x1={nowX} x2={nowX} y1={top} y2={height - bottom} className="muster-now" />
    </svg>
  );
}

type Scale = (value: number) => number;

/** Heads stay what they are until the next point: steps, not slopes. */
function steps(heads: readonly number[], at: readonly Instant[], x: Scale, y: Scale): string {
  return heads
    .map((count, index) =>
      index === 0 ? `M${x(at[0])} ${y(count)}` : `H${x(at[index])}V${y(count)}`,
    )
    .join("");
}

/** The same from the last point to the first, to close the gap between two curves. */
function stepsBack(heads: readonly number[], at: readonly Instant[], x: Scale, y: Scale): string {
  return heads
    .map((count, index) => ({ count, index }))
    .toReversed()
    .map(({ count, index }, turn) => (turn === 0 ? `V${y(count)}` : `V${y(count)}H${x(at[index])}`))
    .join("");
}

function CountTable({ count }: { readonly count: HeadCount }) {
  return (
    <details>
      <summary>Figures by the hour</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">At</th>
            <th scope="col">Planned</th>
            <th scope="col">Turned up</th>
          </tr>
        </thead>
        <tbody>
          {count.at.flatMap((at, index) =>
            index % everyHour === 0
              ? [
                  <tr key={at}>
                    <th scope="row">{shortTimeText(at)}</th>
                    <td>{count.planned[index]}</td>
                    <td>{count.turnedUp[index] ?? <span className="faint">not yet</span>}</td>
                  </tr>,
                ]
              : [],
          )}
        </tbody>
      </table>
    </details>
  );
}
