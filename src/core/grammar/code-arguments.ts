/**
 * Arguments that are one of a closed list: grades, statuses, outcomes, and the codes of the region's configuration
 * (types, results, hazards). Each matches by an unambiguous prefix.
 */

import { handReasons } from "../unit/hand-reasons.ts";
import { callBackResults, contactOutcomes, grades, serviceLevels } from "../vocabulary.ts";
import { phraseArgument, unknownAt, type ArgumentKind } from "./argument.ts";
import { faultAt } from "./fault.ts";
import { wordsOfLabel, type Phrase } from "./phrases.ts";
import { listStatusPhrases } from "./status-phrases.ts";

function phrasesOf<T extends string>(texts: readonly T[], detail = ""): Phrase<T>[] {
  return texts.map((text) => ({ words: wordsOfLabel(text), text, detail, value: text }));
}

/** Codes of the configuration match as one word each, hyphens and all. */
function phrasesOfCodes(
  items: readonly { readonly code: string; readonly name: string }[] | undefined,
): Phrase<string>[] {
  return (items ?? []).map(({ code, name }) => ({
    words: [code.toUpperCase()],
    text: code,
    detail: name,
    value: code,
  }));
}

const gradePhrases = phrasesOf(grades.names);
export const gradeArgument = phraseArgument(
  "a grade",
  () => gradePhrases,
  (values, grade) => {
    values.grade = grade;
  },
);

const levelPhrases = phrasesOf(serviceLevels.names);
export const levelArgument = phraseArgument(
  "a service level",
  () => levelPhrases,
  (values, level) => {
    values.level = level;
  },
);

export const typeArgument = phraseArgument(
  "an incident type",
  (names) => phrasesOfCodes(names.config?.incidentTypes),
  (values, incidentType) => {
    values.incidentType = incidentType;
  },
);

export const resultArgument = phraseArgument(
  "a result code",
  (names) => phrasesOfCodes(names.config?.results),
  (values, result) => {
    values.result = result;
  },
);

const outcomePhrases = phrasesOf(contactOutcomes.names);
export const outcomeArgument = phraseArgument(
  "an outcome",
  () => outcomePhrases,
  (values, outcome) => {
    values.outcome = outcome;
  },
);

const callBackPhrases = phrasesOf(callBackResults.names);
export const callBackArgument = phraseArgument(
  "how the call-back went",
  () => callBackPhrases,
  (values, result) => {
    values.callBack = result;
  },
);

const reasonPhrases = phrasesOf(handReasons);
export const unavailabilityArgument = phraseArgument(
  "why it is unavailable",
  () => reasonPhrases,
  (values, reason) => {
    values.reason = reason;
  },
);

export const statusArgument = phraseArgument("a status", listStatusPhrases, (values, status) => {
  values.status = status;
});

/** `+knife -dog`: what the incident's hazards gain and lose. */
export const hazardsArgument: ArgumentKind = {
  expected: "hazards with + or -, such as +knife -dog",
  part: "code",
  many: true,
  read: (reading) => {
    const { tokens, at, values, names } = reading;
    const token = tokens[at];
    const sign = token.text[0];
    if (sign !== "+" && sign !== "-") return unknownAt(reading, hazardsArgument.expected);
    const typed = token.upper.slice(1);
    const codes = (names.config?.hazards ?? []).map((hazard) => hazard.code);
    const exact = codes.filter((code) => code.toUpperCase() === typed);
    const found =
      exact.length > 0 ? exact : codes.filter((code) => code.toUpperCase().startsWith(typed));
    if (found.length !== 1)
      return faultAt(
        found.length === 0 ? "line.unknown" : "line.ambiguous",
        token,
        "the code of one hazard",
        found.length === 0 ? codes : found,
      );
    // The last word on a hazard counts.
    for (const list of [values.addedHazards, values.removedHazards]) {
      const before = list.indexOf(found[0]);
      if (before >= 0) list.splice(before, 1);
    }
    (sign === "+" ? values.addedHazards : values.removedHazards).push(found[0]);
    return 1;
  },
  listChoices: (names, values) => {
    const now = names.findIncident(values.incident)?.hazards ?? [];
    const said = [...values.addedHazards, ...values.removedHazards];
    return (names.config?.hazards ?? [])
      .filter(({ code }) => !said.includes(code))
      .map(({ code, name }) => ({
        text: `${now.includes(code) ? "-" : "+"}${code}`,
        detail: name,
        also: code.toUpperCase(),
      }));
  },
};
