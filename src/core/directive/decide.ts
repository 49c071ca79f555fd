/**
 * Deciders of directives. A directive sends and withholds nothing by itself: a person withholds or limits the dispatch to one incident
 * under it, with a reason, and that is what is counted. The incident waits in the open; an Immediate is out of every directive's reach.
 */

import type { Instant } from "../../base/instant.ts";
import type { Command, CommandContext } from "../commands.ts";
import { accept, checkCodes, checkName, checkText, reject, type Decision } from "../decision.ts";
import { limits } from "../limits.ts";
import { endIncidentNoUnit } from "../no-unit/review.ts";
import { refuse, type Refusal } from "../refusal.ts";
import { findIncidentRow, getPolicy, type RegionState } from "../state/region-state.ts";
import { directiveEffects, grades, type DirectiveEffect, type Grade } from "../vocabulary.ts";
import {
  endDirective,
  findDirectiveRow,
  findRoomForDirective,
  issueDirective,
  renewDirective,
  withholdDispatch,
} from "./changes.ts";
import { checkDirectiveStep, checkUntil } from "./check.ts";
import { endDirectiveAlarm } from "./due-work.ts";
import { restoreIncident } from "./settle.ts";

type Of<T extends Command["type"]> = Extract<Command, { type: T }>;

export function decideIssueDirective(
  state: RegionState,
  command: Of<"directive.issue">,
  { at, now }: CommandContext,
): Decision {
  const { effect, incidentTypes = [], areas = [], skills = [], fromAt = at, untilAt } = command;
  const { issuer, basis, words } = command;
  const policy = getPolicy(state);
  const fault =
    checkWords("issuer", issuer, limits.nameLength) ??
    checkWords("basis", basis, limits.reasonLength) ??
    checkWords("words", words, limits.descriptionLength) ??
    checkName("effect", directiveEffects, effect) ??
    checkCodes("incidentTypes", policy.typeIndex, incidentTypes) ??
    checkCodes("areas", policy.areaIndex, areas) ??
    checkCodes("skills", policy.skillIndex, skills) ??
    checkSkills(effect, skills) ??
    checkGrades(command.grades) ??
    checkSpan(fromAt, untilAt, at, now);
  if (fault !== undefined) return reject(fault);
  if (findRoomForDirective(state) < 0)
    return reject(
      refuse(
        "limit.directives",
        `${limits.directives} directives stand or hold incidents; end what is over`,
      ),
    );
  const facts = {
    effect,
    incidentTypes: [...new Set(incidentTypes)],
    areas: [...new Set(areas)],
    skills: [...new Set(skills)],
    grades: gradesOf(command.grades),
    fromAt,
    untilAt,
  };
  const row = issueDirective(state, at, facts, { issuer, basis, words });
  return accept({ directive: state.columns.directives.number[row] });
}

function checkWords(what: string, words: string, most: number): Refusal | undefined {
  if (typeof words === "string" && words.trim() !== "") return checkText(what, words, most);
  return refuse("value.invalid", `${what}: got none; a directive says who orders what by which law or rule`); // prettier-ignore
}

function checkSkills(effect: DirectiveEffect, skills: readonly string[]): Refusal | undefined {
  if ((effect === "limit") === skills.length > 0) return undefined;
  return refuse(
    "value.invalid",
    effect === "limit"
      ? "skills: got none, expected those whose units are not sent; to send nobody, withhold"
      : "skills: withholding sends nobody, whatever the skill; leave them out, or limit",
  );
}

function checkGrades(list: readonly Grade[] | undefined): Refusal | undefined {
  if (list === undefined) return undefined;
  if (!Array.isArray(list) || list.length > grades.names.length)
    return refuse("value.invalid", "grades: expected a list of grades, each once");
  for (const grade of list) {
    const fault = checkName("grades", grades, grade);
    if (fault !== undefined) return fault;
    if (grade === "immediate")
      return refuse(
        "directive.immediate",
        "grades: an Immediate is an immediate risk to life, and no directive reaches it",
      );
  }
  return undefined;
}

/** In the order of the list; none given = every one that a directive can reach. */
function gradesOf(list: readonly Grade[] = []): readonly Grade[] {
  return grades.names.filter(
    (grade) => grade !== "immediate" && (list.length === 0 || list.includes(grade)),
  );
}

function checkSpan(
  fromAt: Instant,
  untilAt: Instant,
  at: Instant,
  now: Instant,
): Refusal | undefined {
  const most = limits.directiveMicros;
  if (!Number.isSafeInteger(fromAt) || fromAt < at || fromAt > now + most)
    return refuse("value.invalid", "fromAt: expected a time from now on, at most 7 days ahead");
  return checkUntil(untilAt, Math.max(fromAt, now), fromAt);
}

export function decideRenewDirective(
  state: RegionState,
  command: Of<"directive.renew">,
  context: CommandContext,
): Decision {
  const fault = checkDirectiveStep(state, command, context);
  if (fault !== undefined) return reject(fault);
  const row = findDirectiveRow(state, command.directive);
  endDirectiveAlarm(state, context.at, row);
  renewDirective(state, context.at, row, command.untilAt, command.reason);
  return accept();
}

export function decideEndDirective(
  state: RegionState,
  command: Of<"directive.end">,
  context: CommandContext,
): Decision {
  const fault = checkDirectiveStep(state, command, context);
  if (fault !== undefined) return reject(fault);
  const row = findDirectiveRow(state, command.directive);
  endDirectiveAlarm(state, context.at, row);
  endDirective(state, context.at, row, command.reason);
  return accept();
}

export function decideWithhold(
  state: RegionState,
  command: Of<"incident.withhold"> | Of<"incident.limit">,
  context: CommandContext,
): Decision {
  const fault = checkDirectiveStep(state, command, context);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  const directiveRow = findDirectiveRow(state, command.directive);
  endIncidentNoUnit(state, context.at, row, "cause changed");
  withholdDispatch(state, context.at, row, directiveRow, command.reason);
  return accept();
}

export function decideRestore(
  state: RegionState,
  command: Of<"incident.restore">,
  context: CommandContext,
): Decision {
  const fault = checkDirectiveStep(state, command, context);
  if (fault !== undefined) return reject(fault);
  const row = findIncidentRow(state, command.incident);
  restoreIncident(state, context.at, row, "person", command.reason);
  return accept();
}
