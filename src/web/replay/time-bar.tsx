/**
 * The time bar: the whole log from its first event to now. Live, its right end; drag it back, or press Replay, and
 * the screen shows that moment from the log, in the REPLAY frame with commands off. "Back to LIVE" is always there.
 * Reading the log in bulk is for supervisors, overseers and administrators, and is audited by the server.
 */

import { useCallback, useEffect, useState, useSyncExternalStore } from "react";
import type { Instant } from "../../base/instant.ts";
import { microsPerMinute } from "../../base/instant.ts";
import { readEvents } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { GapMarks, GapNote } from "../gaps/gap-note.tsx";
import { useConsole, useNow } from "../live/use-region.ts";
import { countText, dayText, timeText } from "../view/format.ts";
import { changeView, useViewState } from "../view/view-state.ts";
import type { ReplayRegion } from "./replay-region.ts";
import "./time-bar.css";

const speeds = [1, 5, 20, 60, 300] as const;
const stepMicros = microsPerMinute;

function mayReplay(session: Session): boolean {
  return ["supervisor", "overseer", "administrator"].includes(session.account.role);
}

/** When the log began; 0 = not known (yet). */
function useLogStart(): Instant {
  const { region, session } = useConsole();
  const [startAt, setStartAt] = useState(0);
  const isAllowed = mayReplay(session);
  useEffect(() => {
    if (!isAllowed) return undefined;
    const stop = new AbortController();
    readEvents(region, 0, 1, stop.signal).then(
      (page) => setStartAt(page.events[0]?.event.entered ?? 0),
      () => setStartAt(0),
    );
    return () => stop.abort();
  }, [region, isAllowed]);
  return startAt;
}

export function TimeBar({ replay }: { readonly replay: ReplayRegion | undefined }) {
  const { session } = useConsole();
  const startAt = useLogStart();
  if (!mayReplay(session))
    return (
      <footer className="time-bar faint">
        Replay of the log is for supervisors, overseers and administrators.
      </footer>
    );
  return (
    <footer id="time" className="time-bar">
      {replay === undefined ? (
        <LiveTools startAt={startAt} />
      ) : (
        <ReplayTools replay={replay} startAt={startAt} />
      )}
      <GapNote />
    </footer>
  );
}

function LiveTools({ startAt }: { readonly startAt: Instant }) {
  const { live } = useConsole();
  const now = useNow(5_000);
  const begin = (at: Instant): void => changeView({ at: Math.round(at) }, true);
  return (
    <>
      <button
        type="button"
        className="button small"
        disabled={startAt === 0}
        onClick={() => begin(Math.max(startAt, live.now() - 10 * stepMicros))}
      >
        Replay the last 10 min
      </button>
      <TimeSlider startAt={startAt} endAt={now} at={now} onChange={begin} />
      <span className="time-bar-now">now</span>
    </>
  );
}

function ReplayTools({
  replay,
  startAt,
}: {
  readonly replay: ReplayRegion;
  readonly startAt: Instant;
}) {
  const { live } = useConsole();
  const { at } = useViewState();
  const status = useSyncExternalStore(
    useCallback((listener: () => void) => replay.subscribe(listener), [replay]),
    () => replay.getStatus(),
  );
  useKeepPlace(replay, status.isPlaying);
  const shownAt = status.isPlaying ? replay.now() : at;
  const endAt = live.now();
  const seek = (to: Instant): void => {
    replay.pause();
    changeView({ at: Math.round(Math.max(startAt, Math.min(endAt, to))) });
  };
  return (
    <>
      <button
        type="button"
        className="button small primary"
        onClick={() => changeView({ at: 0 }, true)}
      >
        Back to LIVE
      </button>
      <button type="button" className="button small" onClick={() => seek(shownAt - stepMicros)}>
        −1 min
      </button>
      <button
        type="button"
        className="button small"
        onClick={() => (status.isPlaying ? seek(replay.now()) : replay.play(status.speed))}
      >
        {status.isPlaying ? "Pause" : "Play"}
      </button>
      <button type="button" className="button small" onClick={() => seek(shownAt + stepMicros)}>
        +1 min
      </button>
      <select
        className="input time-speed"
        aria-label="Speed of the replay"
        value={status.speed}
        onChange={(event) => replay.play(Number(event.target.value))}
      >
        {[...new Set<number>([...speeds, status.speed])]
          .sort((a, b) => a - b)
          .map((speed) => (
            <option key={speed} value={speed}>
              ×{speed}
            </option>
          ))}
      </select>
      <TimeSlider startAt={startAt} endAt={endAt} at={shownAt} onChange={seek} />
      <output className="time-bar-now">
        {timeText(shownAt)} <span className="soft">{dayText(shownAt)}</span>
      </output>
      <ReplayNote status={status} />
    </>
  );
}

/** While it plays, the address follows every two seconds, so that a reload comes back to about here. */
function useKeepPlace(replay: ReplayRegion, isPlaying: boolean): void {
  useEffect(() => {
    if (!isPlaying) return undefined;
    const timer = setInterval(() => changeView({ at: Math.round(replay.now()) }), 2_000);
    return () => clearInterval(timer);
  }, [replay, isPlaying]);
}

function ReplayNote({ status }: { readonly status: ReturnType<ReplayRegion["getStatus"]> }) {
  if (status.fault !== "")
    return (
      <span className="late cut" role="alert">
        {status.fault}
      </span>
    );
  if (status.isLoading)
    return (
      <span className="soft" role="status">
        reading the log: {countText(status.loaded, "event")}
      </span>
    );
  return null;
}

interface TimeSliderProps {
  readonly startAt: Instant;
  readonly endAt: Instant;
  readonly at: Instant;
  readonly onChange: (at: Instant) => void;
}

function TimeSlider({ startAt, endAt, at, onChange }: TimeSliderProps) {
  return (
    <span className="time-slider">
      <GapMarks startAt={startAt} endAt={endAt} />
      <input
        type="range"
        aria-label="Time in the log"
        aria-valuetext={`${timeText(at)}, ${dayText(at)}`}
        disabled={startAt === 0}
        min={startAt / 1_000_000}
        max={endAt / 1_000_000}
        step={1}
        value={at / 1_000_000}
        onChange={(event) => onChange(Number(event.target.value) * 1_000_000)}
      />
    </span>
  );
}
