/**
 * Lengths of time (and speeds) of the selected calls: the known ones, and for each missing one between which bounds
 * it must lie, so that a verdict can ask whether the missing ones could turn it. A response that has no arrival, of a
 * call that another unit reached and without a transport, is read as cancelled on the way: it made no such journey.
 */
import { type Instant, microsPerSecond } from "../../base/instant.ts";
import type { RecordedResponse } from "./record.ts";
import type { SelectedCall } from "./select.ts";

export interface Samples {
  readonly known: number[];
  readonly uncertain: Uncertain[];
}

/** Seconds (or km/h); `mayBeAbsent`: perhaps there is no such length of time at all. */
interface Uncertain {
  readonly low: number;
  readonly high: number;
  readonly mayBeAbsent: boolean;
}

type Sampler = (selected: SelectedCall, samples: Samples, end: Instant) => void;

function between(from: Instant, to: Instant): number {
  return (to - from) / microsPerSecond;
}

function earliest(times: readonly (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function latest(times: readonly (Instant | undefined)[]): Instant | undefined {
  const known = times.filter((time) => time !== undefined);
  return known.length === 0 ? undefined : Math.max(...known);
}

/** A known length, or an uncertain one where the times are out of order. */
function add(samples: Samples, seconds: number, high: number): void {
  if (seconds >= 0) samples.known.push(seconds);
  else samples.uncertain.push({ low: 0, high: Math.max(0, high), mayBeAbsent: false });
}

function takeFirstOnScene({ call, responses }: SelectedCall, samples: Samples): void {
  const arrival = earliest(responses.map(({ onSceneAt }) => onSceneAt));
  const last = latest(
    responses.map(
      (each) => earliest([each.transportAt, each.handoverAt, each.availableAt]) ?? undefined,
    ),
  );
  const high = last === undefined ? Number.POSITIVE_INFINITY : between(call.at, last);
  if (arrival !== undefined) {
    add(samples, between(call.at, arrival), high);
    return;
  }
  if (responses.length === 0) return;
  const move = earliest(responses.map((each) => each.respondingAt ?? each.dispatchedAt));
  samples.uncertain.push({
    low: move === undefined ? 0 : Math.max(0, between(call.at, move)),
    high: Math.max(0, high),
    mayBeAbsent: responses.every(
      ({ transportAt, handoverAt }) => transportAt === undefined && handoverAt === undefined,
    ),
  });
}

function takeTravel({ call, responses }: SelectedCall, samples: Samples): void {
  const isReached = call.responses.some(({ onSceneAt }) => onSceneAt !== undefined);
  for (const each of responses) {
    const { respondingAt, onSceneAt, transportAt } = each;
    const end = earliest([transportAt, each.handoverAt, each.availableAt]);
    const start = respondingAt ?? each.dispatchedAt;
    const high =
      end === undefined || start === undefined ? Number.POSITIVE_INFINITY : between(start, end);
    if (each.travelSeconds !== undefined) samples.known.push(each.travelSeconds);
    else if (respondingAt !== undefined && onSceneAt !== undefined)
      add(samples, between(respondingAt, onSceneAt), high);
    else if (onSceneAt !== undefined || transportAt !== undefined || !isReached)
      samples.uncertain.push({
        low: 0,
        high: Math.max(0, high),
        mayBeAbsent: onSceneAt === undefined && transportAt === undefined,
      });
  }
}

/** Between two times of each response; missing where the first is there and the second not. */
function takeBetween(
  start: (response: RecordedResponse) => Instant | undefined,
  end: (response: RecordedResponse) => Instant | undefined,
): Sampler {
  return ({ responses }, samples, recordEnd) => {
    for (const each of responses) {
      const from = start(each);
      const to = end(each);
      if (from === undefined) continue;
      const high = between(from, each.availableAt ?? recordEnd);
      if (to !== undefined) add(samples, between(from, to), high);
      else samples.uncertain.push({ low: 0, high: Math.max(0, high), mayBeAbsent: false });
    }
  };
}

function takeTurnout({ responses }: SelectedCall, samples: Samples): void {
  for (const { dispatchedAt, respondingAt, onSceneAt } of responses) {
    if (dispatchedAt === undefined) continue;
    // Without a move and an arrival it was cancelled before it moved: no turnout that could be missing.
    const high = onSceneAt === undefined ? 0 : between(dispatchedAt, onSceneAt);
    if (respondingAt !== undefined) add(samples, between(dispatchedAt, respondingAt), high);
    else if (onSceneAt !== undefined)
      samples.uncertain.push({ low: 0, high: Math.max(0, high), mayBeAbsent: false });
  }
}

function takeSpeed({ responses }: SelectedCall, samples: Samples): void {
  for (const { metres, travelSeconds } of responses) {
    if (metres !== undefined && travelSeconds !== undefined && travelSeconds > 0)
      samples.known.push((metres / travelSeconds) * 3.6);
    else samples.uncertain.push({ low: 0, high: Number.POSITIVE_INFINITY, mayBeAbsent: false });
  }
}

const samplers: Readonly<Record<string, Sampler>> = {
  "first-on-scene": takeFirstOnScene,
  travel: takeTravel,
  turnout: takeTurnout,
  speed: takeSpeed,
  "answer-time": ({ call }, samples, end) => {
    if (call.answeredAt !== undefined)
      add(samples, between(call.at, call.answeredAt), between(call.at, end));
    else if (call.isAbandoned !== true)
      samples.uncertain.push({ low: 0, high: between(call.at, end), mayBeAbsent: true });
  },
  "first-dispatch": ({ call, responses }, samples, end) => {
    const sent = earliest(responses.map(({ dispatchedAt }) => dispatchedAt));
    if (sent !== undefined) add(samples, between(call.at, sent), between(call.at, end));
  },
  "time-at-scene": takeBetween(
    ({ onSceneAt }) => onSceneAt,
    ({ transportAt, availableAt }) => transportAt ?? availableAt,
  ),
  "transport-time": takeBetween(
    ({ transportAt }) => transportAt,
    ({ handoverAt }) => handoverAt,
  ),
  "handover-time": takeBetween(
    ({ handoverAt }) => handoverAt,
    ({ availableAt }) => availableAt,
  ),
  "committed-time": takeBetween(
    ({ dispatchedAt }) => dispatchedAt,
    ({ availableAt }) => availableAt,
  ),
  "call-duration": ({ call, responses }, samples, end) => {
    if (responses.length === 0) return;
    const last = latest(responses.map(({ availableAt }) => availableAt));
    const isWhole = responses.every(({ availableAt }) => availableAt !== undefined);
    if (isWhole && last !== undefined) add(samples, between(call.at, last), between(call.at, end));
    else
      samples.uncertain.push({
        low: last === undefined ? 0 : Math.max(0, between(call.at, last)),
        high: Math.max(0, between(call.at, end)),
        mayBeAbsent: false,
      });
  },
};

const perCall: ReadonlySet<string> = new Set([
  "first-on-scene",
  "answer-time",
  "first-dispatch",
  "call-duration",
]);

/** Undefined when the metric is no length of time of calls. `end`: of the record. */
export function sampleCalls(
  metric: string,
  calls: readonly SelectedCall[],
  end: Instant,
): Samples | undefined {
  const sampler = Object.hasOwn(samplers, metric) ? samplers[metric] : undefined;
  if (sampler === undefined) return undefined;
  const samples: Samples = { known: [], uncertain: [] };
  const seen = new Set<RecordedResponse>();
  const isOfCall = perCall.has(metric);
  for (const given of calls) {
    // Of what is measured by response, one that answers two calls counts once.
    const responses = isOfCall
      ? given.responses
      : given.responses.filter((each) => !seen.has(each));
    for (const each of responses) seen.add(each);
    const selected = { ...given, responses };
    if (selected.fits === "yes") {
      sampler(selected, samples, end);
      continue;
    }
    const doubtful: Samples = { known: [], uncertain: [] };
    sampler({ ...selected, responses: selected.call.responses }, doubtful, end);
    for (const seconds of doubtful.known)
      samples.uncertain.push({ low: seconds, high: seconds, mayBeAbsent: true });
    for (const each of doubtful.uncertain) samples.uncertain.push({ ...each, mayBeAbsent: true });
  }
  return samples;
}
