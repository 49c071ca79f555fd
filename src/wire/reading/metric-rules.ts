/**
 * Which metric a sentence speaks of: a table of phrases of the field, in order; the first that fits is taken, so that
 * the narrower stand before the wider. What the table does not know is left to a person.
 */
import { percentileOf } from "../../record/statement/words.ts";
import { isTimeUnit, type Quantity } from "./numbers.ts";

export interface Named {
  readonly metric: string;
  readonly statistic: string | null;
  /** Step of time by which is counted. */
  readonly by: string | null;
  /** Where in the sentence it stands: the number nearest to it is its own. */
  readonly start: number;
  readonly end: number;
}

interface MetricRule {
  readonly pattern: RegExp;
  readonly metric: string;
  readonly statistic?: string;
  /** Only in a sentence with a length of time, or only in one without. */
  readonly withTime?: boolean;
}

const callWord = String.raw`(?:calls?|events?|incidents?|emergenc(?:y|ies)|contacts?|callers?|reports?|999|911|111)`;
const unitWord = String.raw`(?:units?|cars?|crews?|ambulances?|engines?|officers?|vehicles?|appliances?|trucks?)`;
const atScene = String.raw`(?:on|at|to) (?:the )?scene`;

const phrase = (pattern: string): RegExp => new RegExp(pattern, "i");

const rules: readonly MetricRule[] = [
  {
    pattern: phrase(
      String.raw`\b(?:operations?|services?|everything|business|levels?)\b.{0,40}\b(?:normal|as usual)\b|\bbusiness as usual\b`,
    ),
    metric: "normal",
  },
  {
    pattern: phrase(
      String.raw`\b${unitWord}\b.{0,30}\b(?:available|free)\b|\bno ${unitWord} (?:left|to send)\b`,
    ),
    metric: "available-units",
  },
  { pattern: phrase(String.raw`\b${unitWord}\b.{0,30}\b(?:on duty|booked on)\b`), metric: "units-on-duty" }, // prettier-ignore
  { pattern: /\b(?:abandoned|hung up|rang off)\b/i, metric: "abandoned-contacts" },
  { pattern: /\b(?:unanswered|(?:not|never) answered)\b/i, metric: "unanswered-contacts" },
  {
    pattern: phrase(
      String.raw`\b(?:nobody|no one|no (?:unit|crew|officer|engine|ambulance)) was (?:ever )?sent\b|\b(?:not|never) dispatched\b|\bwithout a dispatch\b`,
    ),
    metric: "calls-without-dispatch",
  },
  {
    pattern: phrase(
      String.raw`\b${unitWord} (?:per|for each|for every|to each|to every|an?) ${callWord}\b|\b(?:average|mean|typical) ${callWord}\b.{0,40}\b(?:tied up|needed|took up|used|had|involved|got|drew|was sent)\b.{0,20}\b(?:units?|crews?)\b`,
    ),
    metric: "units-per-call",
    statistic: "mean",
    withTime: false,
  },
  {
    pattern: phrase(
      String.raw`\b(?:more than (?:one|a single)|two or more|at least two|several|multiple) ${unitWord}\b`,
    ),
    metric: "multi-unit-calls",
    withTime: false,
  },
  {
    pattern: phrase(
      String.raw`\b(?:committed|tied up|busy|deployed|in use|engaged|out)\b.{0,40}\b(?:at once|at the same time|simultaneously|at (?:its|the) peak|at any (?:one )?time)\b|\bat the peak\b.{0,60}\b(?:units?|crews?|committed)\b|\bat (?:no|any) (?:time|point|stage)\b.{0,80}\b${unitWord}\b.{0,12}\b(?:committed|tied up|busy|deployed|in use|engaged)\b|\b${unitWord} (?:were |was )?(?:committed|tied up|busy)(?! for)\b`,
    ),
    metric: "committed-units",
    statistic: "max",
    withTime: false,
  },
  { pattern: phrase(String.raw`\b(?:different|separate|individual|distinct) ${unitWord}\b`), metric: "distinct-units" }, // prettier-ignore
  {
    pattern: phrase(
      String.raw`\b(?:every|each|all|any) ${callWord}\b.{0,60}\b(?:${atScene}|attended|arriv)|\b(?:no|without a) (?:crew|unit|officer|engine)s?\b.{0,30}\b(?:${atScene}|arriv|attended|reached|came)|\b(?:not|never) (?:attended|reached)\b|\bunattended\b|\b(?:nobody|no one) (?:came|arrived|attended)\b`,
    ),
    metric: "calls-without-on-scene",
    withTime: false,
  },
  {
    pattern: phrase(String.raw`\b(?:busiest|quietest) (?:single )?(?:day|hour|month)\b.{0,40}\b(?:saw|had|brought)\b`), // prettier-ignore
    metric: "calls",
    statistic: "step",
  },
  { pattern: /\b(?:speed|faster|slower|as slow|as fast|km\/h|mph)\b/i, metric: "speed", statistic: "p50" }, // prettier-ignore
  {
    pattern: phrase(
      String.raw`\b(?:drive|driving|journeys?|transport(?:ing)?|took)\b.{0,40}\bto (?:the |a )?hospital\b`,
    ),
    metric: "transport-time",
    withTime: true,
  },
  {
    pattern: phrase(
      String.raw`\b(?:travel|journey|driving|drive) times?\b|\bjourneys?\b.{0,40}\btook\b|\btook\b.{0,30}\bjourney`,
    ),
    metric: "travel",
  },
  { pattern: /\b(?:turn-?outs?\b|turn(?:ed|ing)? out\b|chute\b)/i, metric: "turnout" },
  {
    pattern: phrase(
      String.raw`\b(?:to answer|answered (?:in|within|after)|answering times?|answer times?|pick(?:ed)? up)\b`,
    ),
    metric: "answer-time",
  },
  { pattern: /\banswered\b/i, metric: "answer-time", withTime: true },
  {
    pattern: phrase(
      String.raw`\b(?:to dispatch|dispatched (?:in|within|after)|dispatch times?|to send (?:a|the first))\b`,
    ),
    metric: "first-dispatch",
  },
  {
    pattern: /\b(?:at (?:the )?hospitals?|hand-?over)\b/i,
    metric: "handover-time",
    withTime: true,
  },
  { pattern: /\b(?:(?:taken|brought) to (?:a |the )?hospital|transported)\b/i, metric: "calls-transported", withTime: false }, // prettier-ignore
  {
    pattern: phrase(
      String.raw`\btime (?:on|at) (?:the )?scene\b|\bspent\b.{0,30}\b${atScene}\b|\b${atScene} for\b|\bstayed\b.{0,30}\b${atScene}\b`,
    ),
    metric: "time-at-scene",
    withTime: true,
  },
  {
    pattern: phrase(
      String.raw`\bspent\b.{0,40}\bon ${callWord}\b|\bunit[- ]hours\b|\b(?:committed|tied up|busy) for\b`,
    ),
    metric: "committed-time",
    withTime: true,
  },
  { pattern: phrase(String.raw`\b${callWord} lasted\b|\blasted\b`), metric: "call-duration", withTime: true }, // prettier-ignore
  {
    pattern: phrase(
      String.raw`\b(?:(?:was|were|been|got) (?:ever )?(?:attended|reached)|(?:had|got) (?:a|at least one) (?:crew|unit|engine))\b`,
    ),
    metric: "calls-attended",
    withTime: false,
  },
  {
    pattern: phrase(
      String.raw`\b(?:${atScene}|arriv\w+|response times?|reached|attended|waited|wait(?:ing)? (?:of|time)|to respond|responded (?:in|within)|(?:slowest|fastest|quickest|average|median|typical) responses?|responses? took|to (?:reach|get to|arrive)|took)\b`,
    ),
    metric: "first-on-scene",
    withTime: true,
  },
  {
    pattern: phrase(
      String.raw`\b(?:${atScene}|arriv\w+|response times?|reached|waited|to respond)\b`,
    ),
    metric: "first-on-scene",
  },
  { pattern: /\b(?:responses|dispatches|deployments|mobilisations)\b/i, metric: "unit-responses" },
  { pattern: phrase(String.raw`\b${unitWord} (?:were|was) (?:sent|dispatched)\b`), metric: "unit-responses" }, // prettier-ignore
  { pattern: /\b(?:journeys?|trips?)\b/i, metric: "calls" },
  { pattern: phrase(String.raw`\b${callWord}\b`), metric: "calls" },
  { pattern: /\b(?:busier|busiest|quieter|quietest)\b/i, metric: "calls" },
];

/** Undefined: no rule fits. */
export function nameMetric(sentence: string, quantities: readonly Quantity[]): Named | undefined {
  const hasTime = quantities.some(({ unit }) => isTimeUnit(unit));
  for (const { pattern, metric, statistic, withTime } of rules) {
    if (withTime !== undefined && withTime !== hasTime) continue;
    const match = pattern.exec(sentence);
    if (match === null) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    if (statistic === "step") return { metric, ...countedBy(match[0]), ...span };
    const isSum = metric === "committed-time" && /\bspent\b|\bunit[- ]hours\b|\btotal\b/i.test(sentence); // prettier-ignore
    const step = /^(?:calls|unit-responses)$/.test(metric) ? averagedBy(sentence) : undefined;
    if (step !== undefined) return { metric, statistic: "mean", by: step, ...span };
    const own = isSum ? "sum" : (statisticIn(sentence) ?? statistic ?? null);
    return { metric, statistic: own, by: null, ...span };
  }
  return undefined;
}

/** "On average 244 a day". */
function averagedBy(sentence: string): string | undefined {
  if (!/\b(?:average|averaged|mean)\b/i.test(sentence)) return undefined;
  return /\b(?:per|an?|each|every) (day|hour|month)\b/i.exec(sentence)?.[1].toLowerCase();
}

/** "The busiest day saw": the most of the counts by day. */
function countedBy(words: string): Pick<Named, "statistic" | "by"> {
  const by = /day|hour|month/i.exec(words)?.[0].toLowerCase() ?? "day";
  return { statistic: /quietest/i.test(words) ? "min" : "max", by };
}

function statisticIn(sentence: string): string | null {
  const rank = /\b(\d{1,2})(?:st|nd|rd|th)[- ](?:per)?centile\b/i.exec(sentence);
  const percentile = rank === null ? undefined : `p${rank[1]}`;
  if (percentile !== undefined && percentileOf(percentile) !== undefined) return percentile;
  if (/\b(?:median|typical|typically)\b/i.test(sentence)) return "p50";
  if (/\b(?:average|mean|on average)\b/i.test(sentence)) return "mean";
  if (/\b(?:longest|slowest|maximum|at worst)\b/i.test(sentence)) return "max";
  if (/\b(?:shortest|fastest|quickest|minimum|at best)\b/i.test(sentence)) return "min";
  const isOne =
    /\b(?:an?|one|some) (?:caller|call|patient|person|resident|victim)\b.{0,20}\bwait/i.test(
      sentence,
    );
  return isOne ? "any" : null;
}

const noNoun =
  /^(?:on|in|at|of|to|and|as|was|were|is|are|by|than|or|per|for|from|with|during|between|more|fewer|less|the|an?|i|had|has|have)$/;

/** Something is counted that no rule knows: its own name, for which the catalogue will say that it has none. */
export function nameCounted(quantities: readonly Quantity[]): string | undefined {
  const counted = quantities.find(
    ({ noun, unit }) => noun !== "" && unit === "" && !noNoun.test(noun),
  );
  return counted === undefined ? undefined : `${counted.noun}s`;
}
