/** Directives as values, with how many dispatches each withheld or limited: what the console, the API and an outsider count by. */

import type { Instant } from "../../base/instant.ts";
import type { RegionState } from "../state/region-state.ts";
import {
  directiveEffects,
  directiveStates,
  grades,
  type DirectiveEffect,
  type DirectiveState,
  type Grade,
} from "../vocabulary.ts";
import { findDirectiveRow } from "./changes.ts";

export interface Directive {
  readonly directive: number;
  readonly state: Exclude<DirectiveState, "none">;
  readonly effect: DirectiveEffect;
  /** Empty = every one. */
  readonly incidentTypes: readonly string[];
  readonly areas: readonly string[];
  readonly grades: readonly Grade[];
  readonly skills: readonly string[];
  readonly issuedAt: Instant;
  readonly fromAt: Instant;
  readonly untilAt: Instant;
  /** 0 = it is not over. */
  readonly overAt: Instant;
  /** It asks to be renewed. */
  readonly isDue: boolean;
  /** Dispatches ever withheld or limited under it, incidents that are now, and those to which a unit was sent all the same. */
  readonly cited: number;
  readonly open: number;
  readonly sent: number;
  readonly issuer: string;
  readonly basis: string;
  readonly words: string;
  /** Who entered it. */
  readonly by: string;
  /** Why it was renewed last, or ended; empty = neither. */
  readonly reason: string;
}

function readDirective(state: RegionState, row: number): Directive {
  const { directives } = state.columns;
  const scope = state.facts.directives[row];
  const directive = directives.number[row];
  const text = state.text?.directives.get(directive);
  return {
    directive,
    state: directiveStates.names[directives.state[row]] as Directive["state"],
    effect: directiveEffects.names[directives.effect[row]],
    incidentTypes: scope?.incidentTypes ?? [],
    areas: scope?.areas ?? [],
    grades: grades.names.filter((_, code) => ((directives.grades[row] >> code) & 1) === 1),
    skills: scope?.skills ?? [],
    issuedAt: directives.issuedAt[row],
    fromAt: directives.fromAt[row],
    untilAt: directives.untilAt[row],
    overAt: directives.overAt[row],
    isDue: directives.asked[row] === 1,
    cited: directives.cited[row],
    open: directives.open[row],
    sent: directives.sent[row],
    issuer: text?.issuer ?? "",
    basis: text?.basis ?? "",
    words: text?.words ?? "",
    by: text?.by ?? "",
    reason: text?.reason ?? "",
  };
}

/** Those that stand first, then those that are over, each the newest first. */
export function listDirectives(state: RegionState): Directive[] {
  if (state.columns.head.directivesEver[0] === 0) return [];
  const list: Directive[] = [];
  state.columns.directives.number.forEach((number, row) => {
    if (number > 0) list.push(readDirective(state, row));
  });
  const over = (each: Directive): number => (each.state === "over" ? 1 : 0);
  return list.sort((a, b) => over(a) - over(b) || b.directive - a.directive);
}

/** What an incident is withheld or limited under. */
export interface WithheldDispatch {
  readonly directive: number;
  readonly effect: DirectiveEffect;
  readonly skills: readonly string[];
  readonly withheldAt: Instant;
  readonly reason: string;
  readonly by: string;
}

/** By the incident's row; undefined = its dispatch is as its response plan says. */
export function findWithheld(state: RegionState, row: number): WithheldDispatch | undefined {
  const { incidents, directives } = state.columns;
  const directive = incidents.directive[row];
  if (directive === 0) return undefined;
  const directiveRow = findDirectiveRow(state, directive);
  const text = state.text?.withheld.get(incidents.number[row]);
  return {
    directive,
    effect: directiveEffects.names[directives.effect[directiveRow]],
    skills: state.facts.directives[directiveRow]?.skills ?? [],
    withheldAt: incidents.withheldAt[row],
    reason: text?.reason ?? "",
    by: text?.by ?? "",
  };
}
