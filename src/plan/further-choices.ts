/**
 * What else there is beside the units chosen: free ones that were not, also those out of range, and the diverts worth a
 * thought. A divert fills no slot by itself: it is a person's decision, and it is only offered where it would be sooner
 * than what was chosen, or where nothing was. Not here: who is chosen (fill-slots.ts).
 */

import { divertKind, freeKind, type Candidates } from "./candidates.ts";
import { getNearestOf, type FilledPlan, type FillQuestion } from "./fill-slots.ts";

export interface Picked {
  /** Index in the scan. */
  readonly candidate: number;
  readonly need: number;
  readonly chosen: boolean;
  readonly withinRange: boolean;
}

/** Chosen ones first, soonest first; then further choices, those for unmet needs first. */
export function listPicks(
  candidates: Candidates,
  question: FillQuestion,
  plan: FilledPlan,
): Picked[] {
  const chosen: Picked[] = Array.from({ length: plan.count }, (_, place) => ({
    candidate: plan.candidate[place],
    need: plan.need[place],
    chosen: true,
    withinRange: true,
  }));
  const more = listMore(candidates, question, plan, chosen);
  return [...chosen, ...more.slice(0, Math.max(0, question.options - chosen.length))];
}

function compareCandidates({ keyMicros, unit }: Candidates, a: number, b: number): number {
  return keyMicros[a] - keyMicros[b] || unit[a] - unit[b];
}

function listMore(
  candidates: Candidates,
  { lines, rangeMicros, diverts }: FillQuestion,
  { filled, asked }: FilledPlan,
  chosen: readonly Picked[],
): Picked[] {
  const seen = new Set(chosen.map((pick) => pick.candidate));
  const isUnmet = (line: number): boolean => filled[line] < asked[line];
  const order = lines
    .map((_, line) => line)
    .sort((a, b) => Number(isUnmet(b)) - Number(isUnmet(a)) || a - b);
  const more: (Picked & { readonly unmet: boolean })[] = [];
  let divertsLeft = diverts;
  for (const line of order) {
    const { need } = lines[line];
    const unmet = isUnmet(line);
    const latest = chosen.findLast((pick) => pick.need === need);
    // A need that the units already there fill asks for no divert.
    const metKey = latest === undefined ? -1 : candidates.keyMicros[latest.candidate];
    const latestKey = unmet ? Infinity : metKey;
    const push = (candidate: number): void => {
      seen.add(candidate);
      const withinRange = candidates.keyMicros[candidate] <= rangeMicros;
      more.push({ candidate, need, chosen: false, withinRange, unmet });
    };
    const free = getNearestOf(line, freeKind);
    for (let place = 0; place < free.count; place += 1)
      if (!seen.has(free.tag[place])) push(free.tag[place]);
    const busy = getNearestOf(line, divertKind);
    for (let place = 0; place < busy.count && divertsLeft > 0; place += 1) {
      if (seen.has(busy.tag[place]) || !(busy.key[place] < latestKey)) continue;
      push(busy.tag[place]);
      divertsLeft -= 1;
    }
  }
  return more.sort(
    (a, b) =>
      Number(b.unmet) - Number(a.unmet) || compareCandidates(candidates, a.candidate, b.candidate),
  );
}
