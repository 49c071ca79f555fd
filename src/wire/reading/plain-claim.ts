/**
 * Whether a sentence says of the past that something was so. One that asks, denies, supposes, foretells, leaves its bound open, says two
 * bounds at once, doubles its negation or speaks of whoever called gets no suggestion: what its figures alone would be held against is
 * another claim than the one it makes, and might be "supported". A person can still write the statement. English, and no grammar:
 * it would rather leave a plain claim to a person than take one that is none.
 */

interface Kind {
  readonly code: NoClaim;
  readonly pattern: RegExp;
}

/** Why no statement is suggested. */
export type NoClaim =
  | "question"
  | "denial"
  | "supposition"
  | "future"
  | "open bound"
  | "two bounds"
  | "double negation"
  | "almost none"
  | "part of a number"
  | "who called";

const number = String.raw`(?:\d[\d,.]*|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)`;
const bound = String.raw`(?:no (?:more|fewer|less) than|not (?:more|fewer|less) than|at (?:least|most)|(?:more|fewer|less) than|over|under|above|below|up to)`;

const kinds: readonly Kind[] = [
  { code: "question", pattern: /\?["'”’)\s]*$/ },
  {
    code: "denial",
    pattern:
      /\b(?:not (?:true|correct|the case)|untrue|false|wrong|incorrect|a (?:lie|myth|rumou?r)|nonsense) (?:that|to say)\b|\b(?:den(?:y|ies|ied|ying)|disput(?:es?|ed|ing)|reject(?:s|ed|ing)?|refut(?:es?|ed|ing)|doubt(?:s|ed|ing)?|question(?:s|ed)) (?:that|the|any|claims?|reports?|suggestions?|having|whether)\b|\bcontrary to\b/i,
  },
  {
    code: "supposition",
    pattern:
      /^["'“‘(]*(?:if|unless|had|suppos(?:e|ing)|assuming|imagine|were) |, if\b|\b(?:would|could|might|should) (?:have|be|not)\b/i,
  },
  // A name, Will, begins with a capital.
  { code: "future", pattern: /\b(?:will|shall|won't)\b/ },
  {
    code: "future",
    pattern:
      /\b(?:(?:is|are) (?:expected|likely|going|about|set|planned) to|tomorrow|upcoming|forthcoming|(?:coming|next) (?:few |two |three )?(?:hours?|days?|nights?|weeks?|weekends?|months?|quarters?|years?|decades?|summer|winter|spring|autumn|monday|tuesday|wednesday|thursday|friday|saturday|sunday))\b/i,
  },
  { code: "open bound", pattern: /\b(?:maybe|perhaps|possibly|conceivably|may (?:have|be|well)|if not more|or so they say)\b/i }, // prettier-ignore
  {
    code: "two bounds",
    pattern: new RegExp(String.raw`\b${bound} .*\b(?:and|but|or) ${bound} `, "i"),
  },
  {
    code: "double negation",
    pattern:
      /\b(?:no|none|not|not a single|not one|nobody|never|neither|zero)\b.*\b(?:lack(?:s|ed|ing)?|without|fail(?:s|ed|ing)?|miss(?:es|ed|ing)?|never|not|neither|nor|un(?:answered|attended|assigned|met|served|dispatched))\b/i,
  },
  {
    code: "almost none",
    pattern:
      /\b(?:nearly|almost|virtually|practically|next to|close to|hardly|scarcely|barely) (?:none|no|nobody|nothing|zero|any|a single)\b/i,
  },
  {
    code: "who called",
    pattern:
      /\b(?:made (?!up\b)|placed |dialled |caused |generated )(?:\S+ ){0,5}?(?:calls|contacts|incidents|emergencies)\b|\b(?:calls|contacts|incidents|emergencies) (?:(?:was|were|are|being) )?(?:made|placed|caused|generated|reported) by\b|\b(?:calls|contacts|incidents|emergencies) (?:from|by|involving|among) (?!the\b|all\b|\d|an?\b|noon|midnight|[A-Z])/,
  },
];

const night = /\b(?:last night|tonight|overnight|nights? of|night (?:from|to|between))\b/i;

/** A night is no day, and which hours it has the words do not say: its period is for a person to write. */
export function speaksOfNight(sentence: string): boolean {
  return night.test(sentence);
}

const parts = new RegExp(
  String.raw`\b${number} (?:out of|of|in) (?:the |every |those )?${number}\b`,
  "i",
);

/** `quantities`: texts of what was read as a number; "nine in ten" may be one. Undefined: it is a plain claim. */
export function findNoClaim(sentence: string, quantities: readonly string[]): NoClaim | undefined {
  const found = kinds.find(({ pattern }) => pattern.test(sentence));
  if (found !== undefined) return found.code;
  const part = parts.exec(sentence)?.[0];
  if (part === undefined) return undefined;
  return quantities.some((text) => text.includes(part)) ? undefined : "part of a number";
}
