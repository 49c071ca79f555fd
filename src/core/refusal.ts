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
  "incident.unknown",
  "incident.closed",
  "incident.not-closed",
  "incident.has-units",
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
  "limit.stack",
  "limit.notes",
  "limit.contacts-per-incident",
  "limit.text",
  "role.not-allowed",
  "role.other-unit",
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

export const warningCodes = [
  "unit.double-booked",
  "unit.not-qualified",
  "unit.diverted",
  "unit.position-stale",
  "incident.enough-units",
  "incident.served-below-assessed",
] as const;
export type WarningCode = (typeof warningCodes)[number];

export function refuse(
  code: RefusalCode,
  message: string,
  needs?: readonly WarningCode[],
): Refusal {
  return needs === undefined ? { code, message } : { code, message, needs };
}
