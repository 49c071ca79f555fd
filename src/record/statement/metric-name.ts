/**
 * Names of metrics as other people write them ("first_on_scene_p90", "max_daily_events", "median_speed") to a metric
 * of the catalogue with its statistic and step: the name is taken apart into words, the words of statistics and steps
 * are set aside, and what is left is looked up among the synonyms. Undefined means that nothing in the catalogue fits.
 */
import { findMetric } from "./catalogue.ts";
import { isStatistic, nameOf } from "./words.ts";

export interface MetricName {
  readonly metric: string;
  readonly statistic: string | null;
  readonly by: string | null;
  readonly withinSeconds: number | null;
}

const synonyms: Readonly<Record<string, readonly string[]>> = {
  calls: [
    "call",
    "events",
    "event",
    "incidents",
    "incident",
    "contacts",
    "contact",
    "journeys",
    "journey",
    "count",
    "call-count",
    "call-volume",
    "volume",
    "number-of-calls",
  ],
  "unit-responses": [
    "responses",
    "response",
    "dispatches",
    "unit-dispatches",
    "units-sent",
    "mobilisations",
    "response-count",
  ],
  "distinct-units": [
    "units",
    "different-units",
    "unique-units",
    "units-used",
    "units-responding",
    "unit-count",
  ],
  "calls-without-on-scene": [
    "calls-not-attended",
    "without-on-scene",
    "no-on-scene",
    "calls-no-on-scene",
    "calls-without-arrival",
    "unattended-calls",
  ],
  "calls-attended": ["calls-with-on-scene", "attended", "attended-calls", "with-on-scene"],
  "calls-without-dispatch": [
    "not-dispatched",
    "calls-not-dispatched",
    "undispatched",
    "undispatched-calls",
    "without-dispatch",
    "never-dispatched",
    "calls-never-dispatched",
  ],
  "calls-transported": ["transports", "transported", "transported-calls", "calls-with-transport"],
  "multi-unit-calls": ["multi-unit", "calls-with-several-units", "calls-multi-unit"],
  "abandoned-contacts": ["abandoned", "abandoned-calls", "calls-abandoned"],
  "unanswered-contacts": ["unanswered", "unanswered-calls"],
  "units-per-call": ["responses-per-call", "units-a-call"],
  share: [
    "calls-share",
    "share-of-calls",
    "share-calls",
    "call-share",
    "events-share",
    "share-of-events",
    "share-events",
  ],
  "response-share": [
    "share-of-responses",
    "responses-share",
    "share-responses",
    "unit-responses-share",
    "share-of-unit-responses",
  ],
  "share-attended": ["on-scene-share", "share-on-scene", "share-with-on-scene", "attended-share"],
  "share-not-dispatched": ["not-dispatched-share", "share-undispatched", "share-without-dispatch"],
  "share-transported": ["transported-share", "transport-share", "share-transport"],
  "share-multi-unit": ["multi-unit-share", "multi-unit-calls-share", "share-multi-unit-calls"],
  "answer-time": [
    "answer",
    "answered",
    "time-to-answer",
    "call-handling",
    "call-handling-time",
    "entry",
    "entry-time",
    "call-processing",
    "received-to-entered",
    "call-entry",
  ],
  "first-dispatch": [
    "dispatch",
    "dispatch-time",
    "dispatch-delay",
    "call-to-dispatch",
    "received-to-dispatch",
    "received-to-dispatched",
    "time-to-dispatch",
  ],
  "first-on-scene": [
    "response-time",
    "response-times",
    "on-scene",
    "arrival",
    "time-to-scene",
    "time-to-on-scene",
    "received-to-on-scene",
    "call-to-arrival",
    "time-to-arrival",
    "wait",
    "waiting-time",
    "first-on-scene-time",
  ],
  turnout: ["turnout-time", "chute", "chute-time", "dispatch-to-responding", "reaction-time"],
  travel: ["travel-time", "travel-times", "journey-time", "drive-time", "responding-to-on-scene"],
  "time-at-scene": [
    "scene-time",
    "on-scene-time",
    "on-scene-duration",
    "time-on-scene",
    "at-scene",
  ],
  "transport-time": ["transport", "transport-duration", "transport-to-hospital"],
  "handover-time": [
    "handover",
    "hospital-time",
    "turnaround",
    "hospital-turnaround",
    "time-at-hospital",
  ],
  "committed-time": [
    "committed-duration",
    "duration",
    "busy-time",
    "commitment",
    "unit-time",
    "commitment-time",
    "unit-hours",
    "committed-hours",
    "response-duration",
    "dispatch-to-available",
  ],
  "call-duration": ["incident-duration", "call-time", "received-to-available"],
  "waiting-age": ["age-of-waiting", "queue-age"],
  "waiting-calls": ["queue", "queue-length", "calls-waiting"],
  speed: ["travel-speed", "journey-speed", "straight-line-speed"],
  "committed-units": [
    "committed",
    "concurrent-committed",
    "concurrent-units",
    "concurrent-committed-units",
    "units-committed",
    "simultaneous-units",
    "units-at-once",
    "concurrent",
  ],
  "open-calls": ["concurrent-calls", "simultaneous-calls", "calls-at-once", "concurrent-incidents"],
  "units-on-duty": ["on-duty", "booked-on", "units-booked-on"],
  "available-units": ["available", "units-available", "free-units"],
  "zero-unit-minutes": ["zero-unit", "zero-unit-time", "no-unit-minutes"],
  "level-minutes": ["level-time", "time-at-level"],
  normal: ["normality", "operations-normal", "normal-operations"],
};

const bySynonym = new Map(
  Object.entries(synonyms).flatMap(([metric, names]) =>
    [metric, ...names].map((name): [string, string] => [name, metric]),
  ),
);

const statisticWords: Readonly<Record<string, string>> = {
  median: "p50",
  mean: "mean",
  average: "mean",
  avg: "mean",
  max: "max",
  maximum: "max",
  peak: "max",
  busiest: "max",
  highest: "max",
  longest: "max",
  most: "max",
  min: "min",
  minimum: "min",
  quietest: "min",
  lowest: "min",
  shortest: "min",
  fewest: "min",
  total: "sum",
  sum: "sum",
  any: "any",
};

const stepWords: Readonly<Record<string, string>> = {
  hourly: "hour",
  daily: "day",
  monthly: "month",
  hour: "hour",
  day: "day",
  month: "month",
  weekday: "weekday",
};

const withinPattern =
  /-?(?:within|under|in)-(\d+(?:\.\d+)?)-?(seconds?|secs?|s|minutes?|mins?|min|m|hours?|h)?(?=-|$)/;

/** `text`: at most 80 characters are looked at. */
export function findMetricName(text: string): MetricName | undefined {
  let name = nameOf(text.slice(0, 80));
  let withinSeconds: number | null = null;
  const within = withinPattern.exec(name);
  if (within !== null) {
    const [whole, amount, unit = "m"] = within;
    withinSeconds = Number(amount) * (unit.startsWith("s") ? 1 : unit.startsWith("h") ? 3600 : 60);
    name = name.replace(whole, "");
  }
  if (/-?within(?=-|$)/.test(name)) {
    name = name.replace(/-?within(?=-|$)/, "");
    withinSeconds ??= Number.NaN;
  }
  const whole = find(name, withinSeconds);
  return whole ?? findInParts(name, withinSeconds);
}

function find(name: string, withinSeconds: number | null): MetricName | undefined {
  const metric = bySynonym.get(name.replace(/^-|-$/g, "")) ?? findMetric(name)?.name;
  if (metric === undefined && withinSeconds === null) return undefined;
  if (withinSeconds === null)
    return { metric: metric ?? "", statistic: defaultOf(name), by: null, withinSeconds: null };
  // A share within a time is one of a length of time; without one it is of the first arrival.
  const bare = name
    .replaceAll(/^-|-$|(?:^|-)(?:share|percent|pct|proportion|fraction|of|calls)(?=-|$)/g, "")
    .replace(/^-|-$/g, "");
  const found = bySynonym.get(bare) ?? (bare === "" ? "first-on-scene" : undefined);
  if (found === undefined) return undefined;
  return { metric: found, statistic: "share-within", by: null, withinSeconds };
}

/** "A call waited an hour" asks for one call; "response times" for the typical one. */
function defaultOf(name: string): string | null {
  return name === "first-on-scene" ? "any" : null;
}

function findInParts(name: string, withinSeconds: number | null): MetricName | undefined {
  let statistic: string | null = null;
  let by: string | null = null;
  const rest: string[] = [];
  const words = name.split("-");
  for (const [index, word] of words.entries()) {
    const named = Object.hasOwn(statisticWords, word) ? statisticWords[word] : undefined;
    const found = named ?? (isStatistic(word) ? word : undefined);
    if (found !== undefined && statistic === null) statistic = found;
    else if (word === "percentile" || word === "per" || word === "by" || word === "single")
      continue;
    else if (/^\d{1,2}(?:th|st|nd|rd)$/.test(word)) statistic = `p${Number.parseInt(word, 10)}`;
    else if (Object.hasOwn(stepWords, word) && by === null && words[index + 1] !== "duration")
      by = stepWords[word];
    else rest.push(word);
  }
  if (statistic === null && by === null) return undefined;
  const bare = rest.join("-");
  const base = bare === "" && by !== null ? "calls" : bare;
  const metric = bySynonym.get(base) ?? findMetric(base)?.name;
  if (metric === undefined) return undefined;
  return { metric, statistic, by, withinSeconds };
}
