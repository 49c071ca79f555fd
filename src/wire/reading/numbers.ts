/**
 * Quantities in English text: numerals, number words, per cent, fractions, "nine in ten", ranges, and words that
 * multiply ("double", "three times", "halved"). Each with the unit or noun that follows it. Own rules, no model: what a
 * person later confirms must be explainable. Numbers of dates are left out by the caller, who knows the dates.
 */

export interface Quantity {
  readonly text: string;
  readonly value: number;
  /** Of a range. */
  readonly upper: number | null;
  /** `times`: a factor, as in "double"; `percent`; a unit of time; "" for a bare number. */
  readonly unit: string;
  /** The word after it, small letters, singular; "" at the end. */
  readonly noun: string;
  readonly start: number;
  readonly end: number;
}

const ones =
  "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split(
    " ",
  );
const tens = "twenty thirty forty fifty sixty seventy eighty ninety".split(" ");
const scales: Readonly<Record<string, number>> = {
  dozen: 12,
  hundred: 100,
  thousand: 1_000,
  million: 1_000_000,
  billion: 1_000_000_000,
};
const fractions: Readonly<Record<string, number>> = {
  half: 50,
  third: 100 / 3,
  thirds: 100 / 3,
  quarter: 25,
  quarters: 25,
  fifth: 20,
  fifths: 20,
  sixth: 100 / 6,
  sixths: 100 / 6,
  eighth: 12.5,
  eighths: 12.5,
  tenth: 10,
  tenths: 10,
};
const factors: Readonly<Record<string, number>> = {
  double: 2,
  doubled: 2,
  twice: 2,
  twofold: 2,
  triple: 3,
  tripled: 3,
  trebled: 3,
  threefold: 3,
  quadruple: 4,
  quadrupled: 4,
  fourfold: 4,
  tenfold: 10,
  halved: 0.5,
};
const timeUnits = /^(second|minute|hour|day|week|month|year|sec|min|hr)s?$/;

/** Of a quantity's unit. */
export function isTimeUnit(unit: string): boolean {
  return /^(?:seconds|minutes|hours|days|secs|mins|hrs)$/.test(unit);
}

const scaleWord = Object.keys(scales).join("|");
const anyWord = `(?:${[...ones, ...tens].join("|")}|${scaleWord})\\b`;
const numberWord = `(?:half an? (?=(?:${scaleWord})\\b)|a (?=(?:${scaleWord})\\b))?${anyWord}(?:(?:[ -]| and )${anyWord})*`;
const numeral = String.raw`\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?`;
const one = `(?:(?:${numeral})(?: (?:hundred|thousand|million|billion))?|${numberWord})`;
const percentWord = String.raw`(?:\s?%|[ -]per[ -]?cent\b|[ -]percent\b)`;

const patterns: readonly { readonly kind: string; readonly pattern: RegExp }[] = [
  {
    kind: "in",
    pattern: new RegExp(String.raw`\b(${one}) (?:in|out of) (?:every )?(${one})\b`, "gi"),
  },
  {
    // "One call in five"; not "20 calls in 30 minutes" and not "two calls in 2017".
    kind: "in",
    pattern: new RegExp(
      String.raw`\b(${one}) (?:calls?|events?|incidents?|responses?|journeys?) (?:in|out of) (?:every )?(${one})\b(?! ?(?:seconds?|minutes?|hours?|days?|weeks?|months?|years?|[ap]m)\b)`,
      "gi",
    ),
  },
  { kind: "odds", pattern: new RegExp(String.raw`\bby (${one}) to one\b`, "gi") },
  {
    // "Half as many", "a third as many": factors, no shares.
    kind: "part",
    pattern: new RegExp(
      String.raw`\b(?:a )?(${Object.keys(fractions).join("|")}) (?:as many|as much|as long|the (?:number|rate))\b`,
      "gi",
    ),
  },
  {
    kind: "half",
    pattern: new RegExp(String.raw`\b(${one}|an?) (?:(?:hour|minute)s? )?and a half\b`, "gi"),
  },
  {
    // A bare hyphen joins numerals alone: "twenty-five thousand" is one number. "And" makes a range after "between".
    kind: "range",
    pattern: new RegExp(
      String.raw`\b(?:(?:between|from) (${one})(?:${percentWord})? (?:and|to) (${one})|(${one})(?:${percentWord})? to (${one})|(${numeral})(?:${percentWord})? ?[-–] ?(${numeral}))(?<percent>${percentWord})?(?![-\w])`,
      "gi",
    ),
  },
  { kind: "percent", pattern: new RegExp(String.raw`\b(${one})${percentWord}`, "gi") },
  {
    kind: "fraction",
    pattern: new RegExp(
      String.raw`\b(?:(a|one|two|three|four|five|seven|nine)[ -])?(${Object.keys(fractions).join("|")})\b(?! (?:hour|minute|dozen|day|week|year|a |(?:of )?an? (?:hour|minute|day)))`,
      "gi",
    ),
  },
  {
    // "Three times as many" is a factor; "dispatched 300 times" is a count.
    kind: "times",
    pattern: new RegExp(
      String.raw`\b(${one}) times\b(?= (?:as|more|less|fewer|the|higher|lower|greater|longer|shorter|faster|slower|busier|that|those|what|its|their)\b)`,
      "gi",
    ),
  },
  {
    kind: "factor",
    pattern: new RegExp(String.raw`\b(${Object.keys(factors).join("|")})\b`, "gi"),
  },
  { kind: "quarters", pattern: /\b(?:(a|three) )?quarters? of an (hour)\b/gi },
  { kind: "unit", pattern: /\b(?:an?|half an?) (hour|minute|second|day|week)\b/gi },
  { kind: "number", pattern: new RegExp(String.raw`(?<![\w.,:-])(${one})(?![\w:]|[.,]\d)`, "gi") },
];

/** The value of a numeral or of number words; undefined for what is neither. */
export function findNumber(text: string): number | undefined {
  const plain = text
    .toLowerCase()
    .replaceAll(/(?<=\d),(?=\d{3})/g, "")
    .trim();
  const digits = /^(\d+(?:\.\d+)?)(?: (hundred|thousand|million|billion))?$/.exec(plain);
  if (digits !== null) return Number(digits[1]) * (scales[digits[2] ?? ""] ?? 1);
  let total = 0;
  let current = 0;
  const half = /^half an? (?<scale>[a-z]+)$/.exec(plain)?.groups?.["scale"] ?? "";
  if (Object.hasOwn(scales, half)) return scales[half] / 2;
  const words = plain.split(/[\s-]+/).filter((word) => word !== "and");
  if (words.length === 0) return undefined;
  for (const word of words) {
    if (word === "a" && words.length > 1) current = 1;
    else if (ones.includes(word)) current += ones.indexOf(word);
    else if (tens.includes(word)) current += (tens.indexOf(word) + 2) * 10;
    else if (Object.hasOwn(scales, word)) {
      const scale = scales[word];
      if (scale <= 100) current = Math.max(current, 1) * scale;
      else {
        total += Math.max(current, 1) * scale;
        current = 0;
      }
    } else return undefined;
  }
  return total + current;
}

/** Quantities in order; where two overlap the earlier kind of the list wins. `taken`: spans that belong to dates. */
export function listQuantities(
  text: string,
  taken: readonly { readonly start: number; readonly end: number }[] = [],
): Quantity[] {
  const found: Quantity[] = [];
  const isFree = (start: number, end: number): boolean =>
    [...taken, ...found].every((each) => end <= each.start || each.end <= start);
  for (const { kind, pattern } of patterns)
    for (const match of text.matchAll(pattern)) {
      const start = match.index;
      const end = start + match[0].trimEnd().length;
      if (!isFree(start, end)) continue;
      const read = readMatch(kind, match);
      if (read === undefined || !Number.isFinite(read.value)) continue;
      const noun = nounAfter(text, end);
      const isTime = read.unit === "" && timeUnits.test(noun);
      found.push({
        text: text.slice(start, end),
        ...read,
        unit: isTime ? `${noun}s` : read.unit,
        noun,
        start,
        end,
      });
    }
  return found.sort((a, b) => a.start - b.start);
}

type Read = Pick<Quantity, "value" | "upper" | "unit">;

function readMatch(kind: string, match: RegExpMatchArray): Read | undefined {
  const [whole, first = "", second = ""] = match;
  const value = findNumber(first) ?? Number.NaN;
  const just = (number: number, unit: string): Read => ({ value: number, upper: null, unit });
  switch (kind) {
    case "in": {
      const of = findNumber(second) ?? 0;
      return of > 0 && value <= of ? just((100 * value) / of, "percent") : undefined;
    }
    case "range": {
      const [low = "", high = ""] = match.slice(1, 7).filter((part) => part !== undefined);
      const [from, upper] = [findNumber(low), findNumber(high)];
      if (from === undefined || upper === undefined || upper <= from) return undefined;
      return { value: from, upper, unit: match.groups?.["percent"] === undefined ? "" : "percent" };
    }
    case "percent":
      return just(value, "percent");
    case "fraction": {
      const count = first === "" || first.toLowerCase() === "a" ? 1 : (findNumber(first) ?? 1);
      return just(count * fractions[second.toLowerCase()], "percent");
    }
    case "times":
    case "odds":
      return just(value, "times");
    case "part":
      return just(fractions[first.toLowerCase()] / 100, "times");
    case "half": {
      const unit = /(hour|minute)/i.exec(whole)?.[1].toLowerCase();
      const count = /^an?$/i.test(first) ? 1 : value;
      return just(count + 0.5, unit === undefined ? "" : `${unit}s`);
    }
    case "factor":
      return just(factors[first.toLowerCase()], "times");
    case "quarters":
      return just(first.toLowerCase() === "three" ? 0.75 : 0.25, `${second.toLowerCase()}s`);
    case "unit":
      return just(whole.toLowerCase().startsWith("half") ? 0.5 : 1, `${first.toLowerCase()}s`);
    default:
      return just(value, "");
  }
}

const skipped = /^(?:of|the|all|different|separate|new|more|further|logged|single)$/;

/** The noun that a quantity counts: the first word after it that is no filler, in the singular. */
function nounAfter(text: string, end: number): string {
  const words = text.slice(end, end + 80).match(/^[\s-]*[a-z'-]+(?:\s+[a-z'-]+){0,3}/i)?.[0] ?? "";
  const plain = words.trim().toLowerCase().split(/\s+/);
  const noun = plain.find((word) => word !== "" && !skipped.test(word)) ?? "";
  return noun.replace(/^-/, "").replace(/(?<!s)s$/, "");
}
