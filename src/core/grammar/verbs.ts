/**
 * The grammar as data: every verb with its words, its arguments in order, and the commands it makes of them. Parser,
 * completion, help and documentation all read this one table. `UNIT... STATUS` stands apart: its verb comes second.
 */

import { aidVerbs } from "./aid-verbs.ts";
import { closureVerbs } from "./closure-verbs.ts";
import { alarmVerbs, contactVerbs } from "./contact-verbs.ts";
import { custodyVerbs } from "./custody-verbs.ts";
import { claimVerbs } from "./claim-verbs.ts";
import { directiveVerbs } from "./directive-verbs.ts";
import { dutyVerbs } from "./duty-verbs.ts";
import { recallVerbs } from "./recall-verbs.ts";
import { levelVerbs } from "./level-verbs.ts";
import { incidentVerbs } from "./incident-verbs.ts";
import { requestVerbs } from "./request-verbs.ts";
import { wordsOfLabel, type Phrase } from "./phrases.ts";
import { statusVerb, unitVerbs } from "./unit-verbs.ts";
import type { Verb } from "./verb.ts";

export const verbs: readonly Verb[] = [
  ...unitVerbs,
  ...incidentVerbs,
  ...contactVerbs,
  ...closureVerbs,
  ...levelVerbs,
  ...directiveVerbs,
  ...claimVerbs,
  ...requestVerbs,
  ...aidVerbs,
  ...custodyVerbs,
  ...recallVerbs,
  ...dutyVerbs,
  ...alarmVerbs,
];

/** For help: all that can be written, `UNIT... STATUS` included. */
export const usages: readonly Verb[] = [statusVerb, ...verbs];

export const verbPhrases: readonly Phrase<Verb>[] = verbs.map((verb) => ({
  words: wordsOfLabel(verb.words),
  text: verb.words,
  detail: verb.about,
  value: verb,
  exact: verb.exact === true,
}));
