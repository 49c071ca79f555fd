/**
 * The service level: what is decided, by whom, why and until when; what is proposed and on what evidence; the form that
 * decides; what is served under it and what partners and the public are told; and everybody who waits with a promise.
 */

import { Fragment } from "react";
import type { LevelReading } from "../../core/level/read.ts";
import type { LevelEvidence } from "../../core/level/level-events.ts";
import { listPromises, readLevel } from "../live/level-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText, gradeText, sentenceCase, shortTimeText } from "../view/format.ts";
import { DecideLevel } from "./decide-level.tsx";
import { listServed } from "./served.ts";
import { PromiseLine } from "./promise-line.tsx";
import "./level.css";

/** More promises than this are only counted; those due first are listed. */
const promisesMost = 100;

export function LevelPanel({ onClose }: { readonly onClose: () => void }) {
  const reading = useRegion(readLevel);
  if (reading === undefined)
    return (
      <Panel label="service level" title="Service level" onClose={onClose}>
        <p className="empty">The region has no plan for service levels: it is always normal.</p>
      </Panel>
    );
  return (
    <Panel
      label="service level"
      title={`Service level: ${reading.level}`}
      tools={reading.isProposed && <span className="late">{reading.points} proposed</span>}
      onClose={onClose}
    >
      <Decided reading={reading} />
      <DecideLevel reading={reading} />
      <Evidence evidence={reading.evidence} />
      <Rule reading={reading} />
      <Promises />
    </Panel>
  );
}

function Decided({ reading }: { readonly reading: LevelReading }) {
  const { decidedAt, reviewAt, isReviewOverdue, by, reason, level, points, pointsSince } = reading;
  return (
    <section className="section stack" aria-label="Decision">
      {decidedAt === 0 ? (
        <p className="soft">Nobody ever decided on another level.</p>
      ) : (
        <p>
          Since {shortTimeText(decidedAt)}
          {by !== "" && `, decided by ${by}`}: {reason}
        </p>
      )}
      {reviewAt > 0 && (
        <p className={isReviewOverdue ? "late" : "soft"}>
          {isReviewOverdue ? "Review was due at" : "To be looked at again by"}{" "}
          {shortTimeText(reviewAt)}
        </p>
      )}
      {points !== level && (
        <p className={reading.isProposed ? "late" : "soft"}>
          The evidence points to {points} since {shortTimeText(pointsSince)}
          {reading.isProposed ? ": proposed" : ""}
        </p>
      )}
    </section>
  );
}

const units: { readonly [K in LevelEvidence["measure"]]: string } = {
  "free units": " %",
  "units booked on": "",
  "zero-unit minutes": " min",
  "targets missed": "",
  "forecast no unit": " %",
};

function Evidence({ evidence }: { readonly evidence: readonly LevelEvidence[] }) {
  return (
    <section className="section stack" aria-label="Evidence">
      <h3>Evidence</h3>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">Level</th>
            <th scope="col">Measure</th>
            <th scope="col">Now</th>
            <th scope="col">Begins</th>
            <th scope="col">Ends</th>
          </tr>
        </thead>
        <tbody>
          {evidence.map((each) => (
            <EvidenceRow
              key={`${each.level} ${each.measure} ${each.grade ?? ""} ${each.withinMinutes ?? ""}`}
              evidence={each}
            />
          ))}
        </tbody>
      </table>
      <ForecastNote evidence={evidence} />
    </section>
  );
}

function EvidenceRow({ evidence }: { readonly evidence: LevelEvidence }) {
  const { level, measure, grade, withinMinutes, value, begins, ends, pointsHere } = evidence;
  return (
    <tr className={pointsHere ? "level-points" : ""}>
      <td>{level}</td>
      <td>
        {sentenceCase(measure)}
        {withinMinutes !== undefined && ` within ${withinMinutes} min`}
        {grade !== null && `, ${gradeText(grade)}`}
      </td>
      <td>
        {value === null ? "no forecast" : `${value}${units[measure]}`}
        {pointsHere && <span className="only-read-aloud"> points here</span>}
      </td>
      <td>{begins}</td>
      <td>{ends}</td>
    </tr>
  );
}

/** Which forecast the evidence is from, so that it can be looked up. */
function ForecastNote({ evidence }: { readonly evidence: readonly LevelEvidence[] }) {
  if (evidence.every(({ measure }) => measure !== "forecast no unit")) return null;
  const forecast = evidence.find((each) => each.forecast !== undefined)?.forecast;
  return (
    <p className="soft">
      {forecast === undefined
        ? "No forecast of the last ten minutes: it is no evidence."
        : `Forecast of ${shortTimeText(forecast.madeAt)}, ${forecast.futures} futures from position ${forecast.position}.`}
    </p>
  );
}

function Rule({ reading: { config } }: { readonly reading: LevelReading }) {
  const changed = listServed(config);
  const texts = [
    ["Call takers say", config.script],
    ["Partners are told", config.partnerMessage],
    ["The public is told", config.publicMessage],
  ].filter(([, text]) => text !== "");
  return (
    <section className="section stack" aria-label="What is served">
      <h3>What is served</h3>
      {changed.length === 0 && <p>Every grade as assessed.</p>}
      <dl className="facts">
        {changed.map(([grade, text]) => (
          <Fragment key={grade}>
            <dt>{gradeText(grade)}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
        {texts.map(([what, text]) => (
          <Fragment key={what}>
            <dt>{what}</dt>
            <dd>{text}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

function Promises() {
  const rows = useRegion(listPromises);
  return (
    <section className="section stack" aria-label="Promises">
      <h3>
        {rows.length === 0 ? "Nobody waits with a promise" : countText(rows.length, "promise")}
      </h3>
      <ul>
        {rows.slice(0, promisesMost).map((row) => (
          <PromiseLine key={row.incident} row={row} />
        ))}
      </ul>
      {rows.length > promisesMost && (
        <p className="empty">{rows.length - promisesMost} more, due later, are not listed.</p>
      )}
    </section>
  );
}
