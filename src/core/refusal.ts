/**
 * A refusal is a value: the rules said no, nothing changed, and it tells what would be needed. Refusals are not
 * faults (those come from the effects around the core) and never exceptions.
 */

export interface Refusal {
  readonly code: RefusalCode;
  /** One sentence for a person: what was got, what was expected, what to do. */
  readonly message: string;
  /** Names the warnings that the command must list in `accept` to go ahead; only with `needs.acceptance`. */
  readonly needs?: readonly WarningCode[];
  /** Each refusal by itself, where several units or commands of one request are refused; `message` has all sentences. */
  readonly each?: readonly Refusal[];
}

/** What the rules let pass but a person should see; a configured rule may turn one into `needs.acceptance`. */
export interface Warning {
  readonly code: WarningCode;
  readonly message: string;
  readonly unit?: number;
}

export const refusalCodes = [
  "contact.unknown",
  "contact.wrong-state",
  "contact.not-linked",
  "contact.already-linked",
  "contact.not-graded",
  "incident.unknown",
  "incident.closed",
  "incident.not-closed",
  "incident.has-units",
  "incident.wrong-state",
  "incident.note-unknown",
  "incident.note-struck",
  "unit.unknown",
  "unit.known",
  "unit.wrong-state",
  "unit.off",
  "unit.busy",
  "unit.not-allocated",
  "unit.already-allocated",
  "unit.no-emergency",
  "closure.unknown",
  "closure.wrong-state",
  "closure.unchanged",
  "person.unknown",
  "person.known",
  "person.wrong-state",
  "shift.unknown",
  "shift.wrong-state",
  "shift.overlaps",
  "shift.unchanged",
  "hours.breach",
  "item.unknown",
  "item.known",
  "item.wrong-state",
  "item.unchanged",
  "recall.wrong-state",
  "recovery.unknown",
  "recovery.not-stranded",
  "request.unknown",
  "request.wrong-state",
  "warning.unknown",
  "warning.wrong-state",
  "aid.unknown-region",
  "aid.not-yours",
  "aid.gap",
  "aid.below-floor",
  "aid.wrong-state",
  "unit.lent",
  "place-hazard.unknown",
  "directive.unknown",
  "directive.not-in-force",
  "directive.out-of-scope",
  "directive.immediate",
  "hand-over.unknown",
  "hand-over.wrong-state",
  "claim.unknown",
  "claim.wrong-state",
  "level.no-plan",
  "absence.nobody-due",
  "absence.suspected",
  "demand.unchanged",
  "gap.unknown",
  "gap.settled",
  "manual-pack.unchanged",
  "record.unchanged",
  "figures.order",
  "forecast.unused",
  "forecast.stale",
  "alarm.unknown",
  "alarm.must-be-acted-on",
  "config.missing",
  "config.invalid",
  "code.unknown",
  "time.future",
  "time.too-late",
  "time.before-last-change",
  "value.invalid",
  "needs.acceptance",
  "needs.reason",
  "limit.contacts",
  "limit.incidents",
  "limit.allocations",
  "limit.allocations-per-incident",
  "limit.units",
  "limit.closures",
  "limit.people",
  "limit.items",
  "limit.items-of-one",
  "limit.shifts",
  "limit.shifts-of-one",
  "limit.requests",
  "limit.warnings",
  "limit.place-hazards",
  "limit.directives",
  "limit.claims",
  "limit.hand-overs",
  "limit.rises",
  "limit.stack",
  "limit.notes",
  "limit.contacts-per-incident",
  "limit.text",
  "role.not-allowed",
  "role.other-unit",
  "role.other-side",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const warningCodes = [
  "unit.double-booked",
  "unit.not-qualified",
  "unit.diverted",
  "unit.position-stale",
  "incident.enough-units",
  "incident.served-below-assessed",
  "incident.deferred",
  "incident.promise-open",
  "incident.withheld",
  "incident.limited",
  "claim.held",
  "person.holds-items",
  "hand-over.owed",
  "hand-over.no-room",
] as const;
export type WarningCode = (typeof warningCodes)[number];

export function refuse(
  code: RefusalCode,
  message: string,
  needs?: readonly WarningCode[],
): Refusal {
  return needs === undefined ? { code, message } : { code, message, needs };
}

/**
 * Several refusals (at least one) as one, so that a person need not find them one by one. Its code is that of the first which no
 * acceptance would lift; only where all can be accepted does it say what to accept.
 */
export function joinRefusals(given: readonly Refusal[]): Refusal {
  const each: Refusal[] = [];
  for (const refusal of given)
    if (!each.some(({ code, message }) => code === refusal.code && message === refusal.message))
      each.push(refusal);
  if (each.length === 1) return each[0];
  const hard = each.find(({ code }) => code !== "needs.acceptance");
  const message = each.map((refusal) => refusal.message).join("; ");
  if (hard !== undefined) return { code: hard.code, message, each };
  const needs = new Set(each.flatMap((refusal) => refusal.needs ?? []));
  return { code: "needs.acceptance", message, needs: [...needs], each };
}
