/**
 * Who of those on duty when a scenario begins books off unannounced, and when: one rule for heads and for crews of units, so that
 * the share is one number over all who are there. Whose turn it is comes from a start drawn from the seed and steps of the golden ratio, whose
 * parts of one fill it evenly (a Kronecker sequence): each is as likely as the share says, and of any number of heads that share leaves, up to
 * one or two. Nothing else of a scenario changes who it is.
 */
import { type Instant, microsPerMinute } from "../../base/instant.ts";
import { RandomStream } from "../../base/random.ts";
import type { Scenario } from "./scenario.ts";

const goldenStep = (Math.sqrt(5) - 1) / 2;

/** When who was on duty at the scenario's start leaves; undefined = stays. `of` names a line of people or units, `index` the place in it. */
export function drawLeave(
  { startAt, forces }: Pick<Scenario, "startAt" | "forces">,
  seed: number,
  of: string,
  index: number,
): Instant | undefined {
  if (forces === undefined) return undefined;
  const { share, fromMinute, minutes } = forces.leaves;
  const begin = new RandomStream(seed, `leavers of ${of}`).uniform();
  if ((begin + index * goldenStep) % 1 >= share) return undefined;
  // Most of them early in that time.
  const part = new RandomStream(seed, `leave of ${of}`, index).uniform();
  return Math.round(startAt + (fromMinute + part * part * minutes) * microsPerMinute);
}
