/**
 * Which open incidents may be the one a caller is talking about: suggestions while typing, from place, time, type
 * and words, each with its reasons. Suggestions only: joining is a person's command and can be undone; nothing here
 * or anywhere merges by itself. The score is odds that are multiplied (as in naive Bayes) and turned into a share;
 * the figures are judgement, held against recorded calls in duplicates.test.ts and docs/reference/duplicates.md.
 */

import { distanceM } from "../../base/distance.ts";
import { microsPerMinute, secondsFromMicros, type Instant } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { incidentStates, locationStates } from "../vocabulary.ts";
import { listIncidentStems } from "./incident-stems.ts";
import { listStems } from "./stems.ts";

/** What is known of the caller so far; every part may still be missing. */
export interface DuplicateDraft {
  readonly at: Instant;
  /** Degrees times 10^7, both or neither. */
  readonly latE7?: number;
  readonly lonE7?: number;
  /** Metres the place may be off; 0 or missing = a point. */
  readonly radiusM?: number;
  /** Code of the incident type. */
  readonly incidentType?: string;
  readonly words?: string;
  /** An incident that the caller belongs to already, and that is therefore no suggestion. */
  readonly except?: number;
  /** Closed incidents that are still in the state, too: what is entered late may be about one that was dealt with meanwhile. */
  readonly closedToo?: boolean;
}

export interface DuplicateSuggestion {
  readonly incident: number;
  /** 0 to 1; only what reaches `leastScore` is suggested. */
  readonly score: number;
  /** Undefined when one of the two places is not known. */
  readonly distanceM: number | undefined;
  /** Since the incident was opened. */
  readonly ageSeconds: number;
  /** Closed by now; only where closed ones were asked for. */
  readonly isClosed: boolean;
  readonly reasons: readonly string[];
}

export const duplicateLimits = {
  /** Suggestions at most; asking for more gives these. */
  suggestions: 20,
  /** Different words of the draft that count; later ones are not looked at. */
  words: 30,
} as const;
export const leastScore = 0.3;

/** Odds before anything is known that a caller talks about one given open incident of the last minutes. */
const startOdds = 0.02;
const leastOdds = leastScore / (1 - leastScore);

/** Two reports of one point are this far apart, typically: addresses against phones, road against pavement. */
const placeScaleM = 100;
const placeOddsMost = 20;
const closeByM = 500;
const manyCallers = 4;
const timeScaleMicros = 15 * microsPerMinute;
const timeOddsMost = 4;
const typeOdds = { same: 6, group: 2, other: 0.25, unknown: 1 } as const;
const callerOddsMost = 4;
const noWordOdds = 0.5;
const wordOddsMost = 8.5;

interface Candidate {
  readonly row: number;
  readonly distanceM: number | undefined;
  readonly within: boolean;
  readonly type: keyof typeof typeOdds;
  readonly silentMicros: number;
  /** Odds from all but the words, which are multiplied in last. */
  odds: number;
  /** Bit per word of the draft that the incident's text has too. */
  words: number;
}

/** Suggestions with the best first; ties go to the lower incident number. The state is not changed. */
export function suggestDuplicates(
  state: RegionState,
  draft: DuplicateDraft,
  limit: number,
): DuplicateSuggestion[] {
  if (state.policy === undefined || !(limit > 0)) return [];
  const words = listStems(draft.words ?? "").slice(0, duplicateLimits.words);
  const candidates = listCandidates(state, draft, words.length > 0 ? wordOddsMost : 1);
  const weights = weighWords(state, candidates, words);
  const most = Math.min(limit, duplicateLimits.suggestions);
  for (const candidate of candidates) candidate.odds *= wordOdds(candidate.words, weights);
  return candidates
    .filter((candidate) => candidate.odds >= leastOdds)
    .sort((a, b) => b.odds - a.odds || numberOf(state, a) - numberOf(state, b))
    .slice(0, most)
    .map((candidate) => describe(state, draft, candidate, words));
}

function numberOf(state: RegionState, candidate: Candidate): number {
  return state.columns.incidents.number[candidate.row];
}

/** Incidents (open, unless closed ones are asked for, too) that could still reach the least score if every word matched (`bestWords`). */
function listCandidates(state: RegionState, draft: DuplicateDraft, bestWords: number): Candidate[] {
  const { incidents, head } = state.columns;
  const candidates: Candidate[] = [];
  const rows = head.incidentRows[0];
  for (let row = 0; row < rows; row += 1) {
    const incidentState = incidents.state[row];
    if (incidentState === incidentStates.code.none) continue;
    if (incidentState === incidentStates.code.closed && draft.closedToo !== true) continue;
    if (incidents.number[row] === draft.except) continue;
    const silentMicros = silenceAround(state, row, draft.at);
    const fresh = timeOddsMost / (1 + silentMicros / timeScaleMicros);
    const early = startOdds * fresh * callerOdds(incidents.contacts[row]) * bestWords;
    if (early * placeOddsMost * typeOdds.same < leastOdds) continue;
    const place = comparePlaces(state, draft, row);
    const type = compareTypes(state, draft.incidentType, row);
    const odds = (early / bestWords) * place.odds * typeOdds[type];
    if (odds * bestWords < leastOdds) continue;
    const { distanceM, within } = place;
    candidates.push({ row, distanceM, within, type, silentMicros, odds, words: 0 });
  }
  return candidates;
}

/** What many have called about, the next one calls about too: four callers double the odds, twelve and more make four. */
function callerOdds(contacts: number): number {
  return Math.min(callerOddsMost, 1 + contacts / 4);
}

/** When the incident was last reported: its newest contact, or its opening. Forty callers keep a crash fresh. */
function lastHeardAt(state: RegionState, row: number): Instant {
  const { incidents, contacts } = state.columns;
  const newest = incidents.firstContact[row];
  return newest < 0
    ? incidents.openedAt[row]
    : Math.max(incidents.openedAt[row], contacts.ringingAt[newest]);
}

/** Time between the caller's and the reports of the incident, after the last of them or before its opening. */
function silenceAround(state: RegionState, row: number, at: Instant): number {
  return Math.max(0, at - lastHeardAt(state, row), state.columns.incidents.openedAt[row] - at);
}

interface PlaceComparison {
  readonly odds: number;
  readonly distanceM: number | undefined;
  /** One lies inside the radius that was given for the other. */
  readonly within: boolean;
}

const placeUnknown: PlaceComparison = { odds: 1, distanceM: undefined, within: false };

/** A place with a radius is weaker evidence both ways: near is less of a hint, far is less of an exclusion. */
function comparePlaces(state: RegionState, draft: DuplicateDraft, row: number): PlaceComparison {
  const incidents = state.columns.incidents;
  const { latE7, lonE7 } = draft;
  if (latE7 === undefined || lonE7 === undefined) return placeUnknown;
  if (incidents.locationState[row] === locationStates.code["not asked"]) return placeUnknown;
  const metres = distanceM(latE7, lonE7, incidents.latE7[row], incidents.lonE7[row]);
  const radiusM = (draft.radiusM ?? 0) + incidents.radiusM[row];
  const scaleM = placeScaleM + radiusM;
  const share = metres / scaleM;
  return {
    odds: (placeOddsMost * (placeScaleM / scaleM)) / (1 + share * share),
    distanceM: Math.round(metres),
    within: radiusM > 0 && metres <= radiusM,
  };
}

function compareTypes(
  state: RegionState,
  incidentType: string | undefined,
  row: number,
): keyof typeof typeOdds {
  const policy = getPolicy(state);
  const index = incidentType === undefined ? undefined : policy.typeIndex.get(incidentType);
  const other = state.columns.incidents.type[row];
  if (index === undefined || other < 0) return "unknown";
  if (index === other) return "same";
  const types = policy.config.incidentTypes;
  return types[index].group === types[other].group ? "group" : "other";
}

/** Marks which words each candidate has, and weighs the words: what every incident has tells nothing. */
function weighWords(
  state: RegionState,
  candidates: readonly Candidate[],
  words: readonly string[],
): Float64Array {
  const weights = new Float64Array(words.length).fill(1);
  if (words.length === 0) return weights;
  const counts = new Int32Array(words.length);
  for (const candidate of candidates) {
    const stems = listIncidentStems(state, candidate.row);
    for (let bit = 0; bit < words.length; bit += 1) {
      if (!stems.has(words[bit])) continue;
      candidate.words |= 1 << bit;
      counts[bit] += 1;
    }
  }
  // Below ten candidates there is nothing to learn about how common a word is.
  const all = Math.max(10, candidates.length);
  return weights.map((_, bit) => 1 - counts[bit] / (all + 1));
}

/** Half of the words in common is as good as all: two people never tell a thing alike. */
function wordOdds(mask: number, weights: Float64Array): number {
  if (weights.length === 0) return 1;
  let shared = 0;
  for (let bit = 0; bit < weights.length; bit += 1)
    if ((mask & (1 << bit)) !== 0) shared += weights[bit];
  const share = Math.min(1, (2 * shared) / weights.length);
  return noWordOdds + (wordOddsMost - noWordOdds) * share;
}

function describe(
  state: RegionState,
  draft: DuplicateDraft,
  candidate: Candidate,
  words: readonly string[],
): DuplicateSuggestion {
  const { incidents } = state.columns;
  const { row, type } = candidate;
  const isClosed = incidents.state[row] === incidentStates.code.closed;
  const reasons: string[] = [];
  if (candidate.within) reasons.push("within the radius given");
  else if (candidate.distanceM !== undefined && candidate.distanceM <= closeByM)
    reasons.push(candidate.distanceM <= placeScaleM ? "same spot" : "close by");
  if (candidate.silentMicros <= timeScaleMicros) reasons.push("reported just now");
  const config = getPolicy(state).config.incidentTypes[incidents.type[row]];
  if (type === "same") reasons.push("same type");
  else if (type === "group") reasons.push(`same group: ${config.group}`);
  const callers = incidents.contacts[row];
  if (callers >= manyCallers) reasons.push(`${callers} contacts already`);
  const shared = words.filter((_, bit) => (candidate.words & (1 << bit)) !== 0);
  if (shared.length > 0) reasons.push(`same words: ${showWords(draft.words ?? "", shared)}`);
  return {
    incident: incidents.number[row],
    score: Math.round((candidate.odds / (1 + candidate.odds)) * 1000) / 1000,
    distanceM: candidate.distanceM,
    ageSeconds: Math.max(0, Math.round(secondsFromMicros(draft.at - incidents.openedAt[row]))),
    isClosed,
    reasons,
  };
}

const wordsShown = 5;

/** The words as the operator typed them, not their stems. */
function showWords(text: string, stems: readonly string[]): string {
  const typed = new Map<string, string>();
  for (const [word] of text.slice(0, limits.noteLength).matchAll(/[\p{L}\p{N}]+/gu)) {
    const [stem] = listStems(word);
    if (stem !== undefined && !typed.has(stem)) typed.set(stem, word);
  }
  return stems
    .slice(0, wordsShown)
    .map((stem) => typed.get(stem) ?? stem)
    .join(", ");
}
