/**
 * Decider of a suspicion that several regions have together: each of them may be ordinary by itself. Only the system asks
 * for it, with the evidence of all; what is said of this region is worked out from its own state.
 */

import { noInstant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkText, reject, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { refuse } from "../refusal.ts";
import type { RegionState } from "../state/region-state.ts";
import { assessAbsence } from "./assess.ts";
import { suspect } from "./review.ts";

export function decidePooledAbsence(
  state: RegionState,
  command: Extract<Command, { type: "absence.pool" }>,
  context: CommandContext,
): Decision {
  const { regions } = command;
  const { absence } = state.columns;
  if (!Array.isArray(regions) || regions.length < 2 || regions.length > limits.pooledRegions)
    return reject(
      refuse("value.invalid", `regions: expected 2 to ${limits.pooledRegions} codes of regions`),
    );
  for (const region of regions) {
    const fault = checkText("regions", region, limits.codeLength);
    if (fault !== undefined) return reject(fault);
  }
  const found = assessAbsence(state, context.at);
  if (found.verdict === "nobody due")
    return reject(refuse("absence.nobody-due", "no shift begins about now and nobody left, so there is nothing to suspect")); // prettier-ignore
  // Suspected already: the first evidence stands.
  if (absence.suspectedAt[0] !== noInstant && found.evidence.fromAt <= absence.toAt[0])
    return accept();
  if (absence.suspectedAt[0] !== noInstant)
    return reject(refuse("absence.suspected", "an earlier suspicion stands; it ends with its shifts")); // prettier-ignore
  suspect(state, context.at, found, regions);
  return accept();
}
