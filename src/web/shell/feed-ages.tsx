/**
 * How fresh what you see is: log (behind by n events, or since when nothing came), and every feed by its age. A feed
 * older than its limit is hatched and says so in words. "Cut off" is never shown as "nothing happened".
 */

import { useEffect, useState } from "react";
import { subscribeToTicks } from "../live/ticker.ts";
import { useConsole, useLink, useRegion } from "../live/use-region.ts";
import { ageText, countText } from "../view/format.ts";
import { useRecordStatus } from "./record-status.ts";
import { recordText, recordWarning, witnessText } from "./record-text.ts";

/** Older than this, a feed counts as stale; real seconds, also in a world whose clock runs faster. */
const staleSeconds = 30;
/** The stream speaks every 2 s; after this long without a word it is doubtful. */
const quietSeconds = 5;

export function FeedAges() {
  const { isReplaying } = useConsole();
  return isReplaying ? <ReplayAge /> : <LiveAges />;
}

/** In a replay nothing is fresh: only which part of the log is shown. */
function ReplayAge() {
  const position = useRegion((view) => view.position);
  return (
    <span className="chip" title="Events of the log that are folded into what is shown">
      log at {position.toLocaleString("en-GB")}, recorded
    </span>
  );
}

function LiveAges() {
  const link = useLink();
  const { live } = useConsole();
  const [millis, setMillis] = useState(() => performance.now());
  useEffect(() => subscribeToTicks(1000, () => setMillis(performance.now())), []);
  const quiet = link.heardAtMillis === 0 ? 0 : Math.max(0, millis - link.heardAtMillis) / 1000;
  const isCut = link.phase === "cut off" || quiet > quietSeconds;
  return (
    <ul className="row feed-ages" aria-label="Age of the data on this screen">
      <li
        className={`chip ${isCut ? "solid stale" : ""}`}
        title="The log: what this screen shows and how far behind it is"
      >
        log {logText(isCut, quiet, link.behind, live.findView()?.position ?? 0)}
      </li>
      {Object.entries(link.feeds).map(([name, age]) => {
        const seconds = age + quiet * live.speed;
        const isStale = seconds > staleSeconds * live.speed;
        return (
          <li
            key={name}
            className={`chip ${isStale ? "stale raised" : ""}`}
            title={`Newest ${name} the server has`}
          >
            {name} {isStale ? `stale, ${ageText(seconds)}` : ageText(seconds)}
          </li>
        );
      })}
      <RecordAge />
    </ul>
  );
}

/** The transparency log beside the events: who looks at it from outside sees what is signed, and no more. */
function RecordAge() {
  const status = useRecordStatus();
  if (status === undefined) return null;
  if (status === null)
    return (
      <li className="chip" title="This server keeps no transparency log">
        no record kept
      </li>
    );
  const witnesses = witnessText(status);
  const isWrong = recordWarning(status) !== "";
  return (
    <li
      className={`chip ${isWrong ? "stale raised" : ""}`}
      title="The record: age of its newest signed checkpoint, and who cosigns it"
    >
      {recordText(status)}
      {witnesses !== "" && `, ${witnesses}`}
    </li>
  );
}

function logText(isCut: boolean, quietSeconds: number, behind: number, position: number): string {
  if (isCut) return `cut off for ${ageText(quietSeconds)}`;
  if (behind > 0) return `behind by ${countText(behind, "event")}`;
  return `at ${position.toLocaleString("en-GB")}`;
}
