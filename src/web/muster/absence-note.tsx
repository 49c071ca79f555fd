/**
 * What is to be said of absence now: a sentence, the figures it rests on, and what would be ordinary over time as a curve
 * with its band, beside who has booked on. Worked out in the browser from the state it folds, as the core does it.
 */

import { useCallback } from "react";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { alarmRatio, type AbsenceSignal } from "../../core/absence/absence-model.ts";
import {
  assessAbsence,
  curveInstants,
  expectedCurve,
  type AbsenceAssessment,
} from "../../core/absence/assess.ts";
import type { RegionView } from "../live/region-view.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { countText, shortTimeText } from "../view/format.ts";

/** Of the drawing, in units of its own. */
const [width, height, left, bottom, top] = [400, 110, 30, 18, 6];

interface Shown {
  readonly found: AbsenceAssessment;
  readonly curve: ReturnType<typeof expectedCurve>;
  readonly suspectedAt: Instant;
  readonly isPooled: boolean;
}

function lookAt({ state }: RegionView, now: Instant): Shown | undefined {
  if (state.policy === undefined) return undefined;
  const found = assessAbsence(state, now);
  if (found.verdict === "nobody due") return undefined;
  const { fromAt, toAt } = found.evidence;
  const instants = fromAt === 0 ? [] : curveInstants(fromAt, toAt);
  return {
    found,
    curve: expectedCurve(state, found.cohort, now, instants),
    suspectedAt: state.columns.absence.suspectedAt[0],
    isPooled: state.columns.absence.pooled[0] === 1,
  };
}

export function AbsenceNote() {
  const clock = useNow(30_000);
  const now = Math.floor(clock / (microsPerMinute / 2)) * (microsPerMinute / 2);
  const shown = useRegion(useCallback((view: RegionView) => lookAt(view, now), [now]));
  if (shown === undefined) return null;
  const { found, curve, suspectedAt, isPooled } = shown;
  const { evidence } = found;
  return (
    <section aria-label="Absence" className="absence-note">
      <p className={suspectedAt === 0 ? "" : "late"} role="status">
        {sentenceOf(shown)}
      </p>
      {suspectedAt !== 0 && (
        <p className="soft">
          Suspected since {shortTimeText(suspectedAt)}
          {isPooled ? ", together with other regions" : ""}. Why somebody is not there is not asked.
        </p>
      )}
      {curve.length > 1 && <OrdinaryCurve curve={curve} now={now} arrived={evidence.arrived} />}
      <SignalList found={found} />
      <PlacesTable found={found} />
    </section>
  );
}

function sentenceOf({ found: { verdict, evidence } }: Shown): string {
  const { arrived, planned, expected, expectedLow, expectedHigh, left: gone, leftLately = 0, onDuty, ratio } = evidence; // prettier-ignore
  const came = `${arrived} of ${planned} heads have booked on; ordinary is ${Math.round(expected)} by now (${Math.round(expectedLow)} to ${Math.round(expectedHigh)})`;
  const went =
    gone === 0
      ? ""
      : ` ${gone} of ${onDuty} on duty left before the end of their shift, ${leftLately} within the last hour.`;
  const start = planned === 0 ? "Nobody is due to begin." : `${came}.`;
  if (verdict === "too few to say")
    return `${start}${went} Too few to say whether that is ordinary.`;
  if (verdict === "ordinary") return `${start}${went} That is ordinary.`;
  const odds = ratio >= 1e6 ? "more than a million" : String(Math.round(ratio));
  return `Many are missing. ${start}${went} This is ${odds} times likelier when many stay away; the alarm is at ${alarmRatio}.`;
}

interface CurveProps {
  readonly curve: Shown["curve"];
  readonly now: Instant;
  readonly arrived: number;
}

function OrdinaryCurve({ curve, now, arrived }: CurveProps) {
  const [first, last] = [curve[0].at, curve[curve.length - 1].at];
  const most = Math.max(1, arrived, ...curve.map(({ high }) => high));
  const x = (at: Instant): number => left + ((at - first) / (last - first)) * (width - left - 4);
  const y = (heads: number): number => height - bottom - (heads / most) * (height - bottom - top);
  const line = curve.map(({ at, expected }) => `${x(at)} ${y(expected)}`).join("L");
  const high = curve.map(({ at, high: heads }) => `${x(at)} ${y(heads)}`);
  const low = curve.map(({ at, low: heads }) => `${x(at)} ${y(heads)}`).toReversed();
  const isShown = now >= first && now <= last;
  return (
    <svg
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      className="muster-chart"
      aria-label="Heads that would have booked on by then on an ordinary day, with the band of 95 in 100 days; the figures are in the sentence above and the table below"
    >
      <path d={`M${[...high, ...low].join("L")}Z`} className="absence-band" />
      <path d={`M${line}`} className="muster-planned" />
      {[0, Math.round(most)].map((heads) => (
        <text key={heads} x={left - 4} y={y(heads) + 4} textAnchor="end">
          {heads}
        </text>
      ))}
      {[first, last].map((at) => (
        <text key={at} x={x(at)} y={height - 4} textAnchor={at === first ? "start" : "end"}>
          {shortTimeText(at)}
        </text>
      ))}
      {isShown && <circle cx={x(now)} cy={y(arrived)} r={4} className="absence-here" />}
    </svg>
  );
}

const signalTexts: { readonly [S in AbsenceSignal]: string } = {
  keys: "have taken keys",
  "sign-ins": "have signed in at the console",
  replies: "units sent lately have answered",
  "hand-ins": "holders have handed in",
};

/** What else shows whether people are there. */
function SignalList({ found: { evidence } }: { readonly found: AbsenceAssessment }) {
  const { signals = [] } = evidence;
  if (signals.length === 0) return null;
  return (
    <ul aria-label="Other signals" className="soft">
      {signals.map(({ signal, heads, seen, expected }) => (
        <li key={signal}>
          {seen} of {heads} {signalTexts[signal]}
          {signal === "hand-ins" ? "" : `; ordinary is ${Math.round(expected)} by now`}.
        </li>
      ))}
    </ul>
  );
}

function PlacesTable({ found: { evidence } }: { readonly found: AbsenceAssessment }) {
  if (evidence.places.length === 0) return null;
  return (
    <details>
      <summary>{countText(evidence.places.length, "place")}, furthest below ordinary first</summary>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Station or team</th>
            <th scope="col">Planned</th>
            <th scope="col">There</th>
            <th scope="col">Ordinary by now</th>
          </tr>
        </thead>
        <tbody>
          {evidence.places.map(({ place, planned, arrived, expected }) => (
            <tr key={place ?? ""}>
              <th scope="row">{place ?? "without"}</th>
              <td>{planned}</td>
              <td>{arrived}</td>
              <td>{expected}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
