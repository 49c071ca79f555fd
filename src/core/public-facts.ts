/**
 * Which facts of an event everybody may see in the record of a region: a closed list by event type. What is not listed is
 * private, and the record has a salted commitment to it instead. Listed are numbers that name nobody, states, grades,
 * outcomes and times. Never: a person, an account, a unit or its call sign, an area, a place or anything measured at one,
 * a count of people or units, what somebody wrote. A unit's way could be read from its name or area with the time of its
 * events, so neither is public and times are as they are (docs/decisions/0019).
 */

import type { CoreEvent, EventBase, EventType } from "./events.ts";

type FactOf<Type extends EventType> = Exclude<
  keyof Extract<CoreEvent, { type: Type }>,
  keyof EventBase | "type" | "text"
>;

type Table = { readonly [Type in EventType]: readonly FactOf<Type>[] };

export const publicFacts: Table = {
  "region.configured": [],
  "contact.received": ["contact", "channel"],
  "contact.answered": ["contact"],
  "contact.abandoned": ["contact", "dueAt"],
  "contact.described": ["contact"],
  "contact.called-back": ["contact", "result", "dueAt"],
  "contact.linked": ["contact", "incident"],
  "contact.unlinked": ["contact", "incident", "dueAt"],
  "contact.ended": ["contact", "outcome"],
  "contact.retired": ["contact"],
  "incident.opened": ["incident", "assessed", "served", "clockAt"],
  "incident.retyped": ["incident"],
  "incident.located": ["incident"],
  "incident.assessed": ["incident", "assessed"],
  "incident.served-grade-set": ["incident", "served", "level"],
  "incident.hazards-set": ["incident"],
  "incident.noted": ["incident", "note"],
  "incident.note-struck": ["incident", "note"],
  "incident.closed": ["incident"],
  "incident.reopened": ["incident"],
  "incident.retired": ["incident"],
  "unit.registered": [],
  "unit.booked-on": [],
  "unit.booked-off": [],
  "unit.status-set": [],
  "unit.placed": [],
  "unit.welfare-confirmed": [],
  "unit.welfare-warned": [],
  "unit.emergency-raised": [],
  "unit.emergency-ended": [],
  "unit.allocated": ["incident", "mode"],
  "unit.activated": ["incident"],
  "unit.progressed": ["incident", "status"],
  "unit.travel-recorded": ["incident"],
  "allocation.ended": ["incident", "end"],
  "gap.noted": ["gap", "kind", "beforeAt", "afterAt"],
  "gap.settled": ["gap"],
  "no-unit.began": ["grade", "incident", "cause"],
  "no-unit.ended": ["grade", "incident", "end"],
  "closure.reported": [
    "closure",
    "sourceGrade",
    "contentGrade",
    "sinceAt",
    "reviewAt",
    "expiresAt",
    "incident",
  ],
  "closure.began": ["closure"],
  "closure.confirmed": ["closure", "sourceGrade", "contentGrade", "reviewAt"],
  "closure.amended": ["closure", "sourceGrade", "contentGrade"],
  "closure.renewed": ["closure", "reviewAt", "expiresAt"],
  "closure.review-due": ["closure"],
  "closure.expired": ["closure"],
  "closure.lifted": ["closure"],
  "closure.retired": ["closure"],
  "person.registered": [],
  "person.amended": [],
  "person.booked-on": [],
  "person.booked-off": [],
  "hours.overridden": ["breaches"],
  "shift.planned": [],
  "shift.amended": [],
  "shift.cancelled": [],
  "shift.booked-on": [],
  "shift.marked-late": [],
  "shift.marked-absent": [],
  "shift.overran": [],
  "shift.booked-off": [],
  "shift.ended": [],
  "shift.retired": [],
  "person.recalled": ["deadlineAt"],
  "recall.answered": ["answer"],
  "recall.ended": ["end"],
  "alarm.raised": ["alarm", "kind"],
  "alarm.acknowledged": ["alarm"],
  "alarm.shelved": ["alarm", "until"],
  "alarm.returned": ["alarm"],
  "alarm.ended": ["alarm"],
  "incident.deferred": ["incident", "origin", "callBackAt", "told"],
  "incident.taken-up": ["incident", "end"],
  "incident.called-back": ["incident", "result", "callBackAt"],
  "level.evidence-changed": ["points"],
  "level.proposed": ["level"],
  "level.proposal-ended": ["level", "end"],
  "level.decided": ["level", "before", "reviewAt"],
  "absence.suspected": [],
  "absence.ended": ["end"],
  "forecast.recorded": ["position", "madeAt", "seed", "futures"],
  "forecast.lapsed": [],
  "request.asked": ["request", "direction", "kind", "item", "deadlineAt", "incident"],
  "request.received": ["request", "receipt", "deadlineAt"],
  "request.answered": ["request", "answer", "deadlineAt"],
  "request.committed": ["request", "deadlineAt"],
  "request.set-out": ["request", "deadlineAt"],
  "request.arrived": ["request", "deadlineAt"],
  "request.released": ["request"],
  "request.withdrawn": ["request"],
  "request.extended": ["request", "deadlineAt"],
  "request.assigned": ["request"],
  "request.escalated": ["request", "state", "deadlineAt", "step", "to"],
  "request.unmet": ["request"],
  "request.retired": ["request"],
  "queue.planned": ["madeAt", "method", "cost", "bound", "callByCallCost"],
  "demand.rose": ["rise"],
  "demand.eased": ["rise"],
  "item.registered": ["item", "previous"],
  "item.amended": ["item", "previous"],
  "item.issued": ["item", "previous"],
  "item.handed-over": ["item", "previous"],
  "item.handed-in": ["item", "previous"],
  "item.went-missing": ["item", "previous"],
  "item.found": ["item", "previous"],
  "item.withdrawn": ["item", "previous"],
  "custody.owed": ["dueAt"],
  "custody.surged": ["surge"],
  "custody.calmed": ["surge"],
  "recovery.begun": ["recovery"],
  "recovery.assigned": ["recovery"],
  "recovery.ended": ["recovery", "end"],
  "warning.issued": ["warning", "roles", "incident", "deadlineAt"],
  "warning.acknowledged": ["warning", "role", "missing"],
  "warning.escalated": ["warning", "step", "to", "missing"],
  "warning.ended": ["warning"],
  "warning.retired": ["warning"],
  "aid.asked": ["request", "number"],
  "aid.told": ["to", "position"],
  "aid.taken": ["from", "position", "effect"],
  "aid.unit-lent": ["request"],
  "aid.guest-named": ["request", "from"],
  "aid.unit-set-out": [],
  "aid.unit-arrived": [],
  "aid.unit-released": [],
  "aid.unit-recalled": [],
  "aid.unit-returned": [],
  "aid.floor-broken": ["grade"],
  "aid.floor-held": [],
  "hospital.counted": [],
  "hospital.surged": [],
  "hospital.surge-ended": [],
  "contact.graded": ["contact", "sourceGrade", "contentGrade"],
  "refuge.set": ["opening"],
  "check-on.made": ["result"],
  "place-hazard.warned": ["placeHazard", "expiresAt"],
  "place-hazard.renewal-due": ["placeHazard"],
  "place-hazard.renewed": ["placeHazard", "expiresAt"],
  "place-hazard.expired": ["placeHazard"],
  "place-hazard.ended": ["placeHazard"],
};

/** The facts of a stored event in two: what everybody may see, and the rest with who entered it. */
export function partFacts(event: Readonly<Record<string, unknown>>): {
  readonly shown: Record<string, unknown>;
  readonly hidden: Record<string, unknown>;
} {
  const { type, at: _at, entered: _entered, text: _text, ...facts } = event;
  const listed: readonly string[] = isListed(type) ? publicFacts[type] : [];
  const shown: Record<string, unknown> = {};
  const hidden: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (listed.includes(name)) shown[name] = value;
    else hidden[name] = value;
  }
  return { shown, hidden };
}

/** A type that this version does not know has nothing public. */
function isListed(type: unknown): type is EventType {
  return typeof type === "string" && Object.hasOwn(publicFacts, type);
}
