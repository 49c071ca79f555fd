/**
 * THRIVE answers and hazards as bits of one integer, and back: two bits a heading, one bit a hazard of the region's
 * list. The lists are closed or limited to 32, so nothing is lost. Free words about them are text, not here.
 */

import { getPolicy, type RegionState } from "../state/region-state.ts";
import {
  thriveAnswers,
  thriveHeadings,
  type Thrive,
  type ThriveAnswer,
  type ThriveHeading,
} from "../vocabulary.ts";

/** What an incident has that nobody assessed yet. */
export const noAnswers: Thrive = {};

export function thriveBits(thrive: Thrive): number {
  if (thrive === noAnswers) return 0;
  let bits = 0;
  for (let index = 0; index < thriveHeadings.length; index += 1) {
    const answer = thrive[thriveHeadings[index]];
    if (answer !== undefined) bits |= thriveAnswers.code[answer] << (2 * index);
  }
  return bits;
}

export function thriveFromBits(bits: number): Thrive {
  const answers: { [K in ThriveHeading]?: ThriveAnswer } = {};
  thriveHeadings.forEach((heading, index) => {
    const answer = (bits >> (2 * index)) & 3;
    if (answer !== 0) answers[heading] = thriveAnswers.names[answer];
  });
  return answers;
}

export function hazardBits(state: RegionState, hazards: readonly string[]): number {
  const index = getPolicy(state).hazardIndex;
  let bits = 0;
  for (const code of hazards) bits |= 1 << (index.get(code) ?? 0);
  return bits;
}
