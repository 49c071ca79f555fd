/**
 * Decider of the service level. The system proposes with evidence, a person with the authority decides, with a reason
 * and a time to look again; who stays at a level looks again by deciding on it anew. Who may is in the plan of the
 * region (authority.ts asks it). What the level does to open incidents follows in the same command (follow.ts).
 */

import { noInstant, type Instant } from "../../base/instant.ts";
import { endAlarmOf } from "../alarm/changes.ts";
import type { Command, CommandContext } from "../commands.ts";
import {
  accept,
  checkName,
  checkLevelOrder,
  checkReason,
  reject,
  type Decision,
} from "../decision.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { getPolicy, type RegionState } from "../state/region-state.ts";
import { serviceLevels } from "../vocabulary.ts";
import { decideOnLevel } from "./changes.ts";
import { listEvidence } from "./evidence.ts";
import { closeProposal } from "./review.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideLevel(
  state: RegionState,
  command: Of<"level.set">,
  context: CommandContext,
): Decision {
  const { levels } = getPolicy(state);
  if (levels === undefined)
    return reject(
      refuse(
        "level.no-plan",
        "the region has no plan for service levels; put a levelPlan into its configuration",
      ),
    );
  const { level } = state.columns;
  const fault =
    checkName("level", serviceLevels, command.level) ??
    checkReason(command.reason) ??
    checkLevelOrder(context.at, level.decidedAt[0]);
  if (fault !== undefined) return reject(fault);
  const longest = levels.review[serviceLevels.code[command.level]];
  const reviewAt = reviewAtOf(command.reviewAt, context, longest);
  if (typeof reviewAt !== "number") return reject(reviewAt);
  const evidence = listEvidence(state, context.at);
  closeProposal(state, context.at, "decided");
  endAlarmOf(state, context.at, level.reviewAlarm, 0);
  const facts = { level: command.level, reviewAt, evidence };
  decideOnLevel(state, context.at, facts, command.reason);
  return accept();
}

/** As asked, else the longest that the plan allows; none for a level that needs no review. */
function reviewAtOf(
  asked: Instant | undefined,
  { at, now }: CommandContext,
  longest: number,
): Instant | Refusal {
  if (longest === 0) {
    if (asked === undefined || asked === noInstant) return noInstant;
    return refuse("value.invalid", "reviewAt: this level needs no review; leave it out");
  }
  const latest = at + longest;
  if (asked === undefined) return latest;
  if (Number.isSafeInteger(asked) && asked > now && asked <= latest) return asked;
  const minutes = Math.round(longest / 60_000_000);
  return refuse(
    "value.invalid",
    `reviewAt: expected a time from now on, at most ${minutes} minutes after the decision`,
  );
}
