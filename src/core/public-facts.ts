/**
 * What everybody may see of an event in the record of a region: a closed list by event type. Of what the service decided and
 * published (its level, directives, gaps, public figures, its own configuration and record) the type is public, and of its facts those that are
 * listed. Of all else not even the type is: whoever could count the entries of one type would have the exact, live counts that the
 * public figures round, delay and suppress (docs/decisions/0020). What is not public has a salted commitment in the record
 * instead, and can be opened one by one. Never listed: a person, an account, a unit or its call sign, a place, words.
 */

import type { CoreEvent, EventBase, EventType } from "./events.ts";

type FactOf<Type extends EventType> = Exclude<
  keyof Extract<CoreEvent, { type: Type }>,
  keyof EventBase | "type" | "text"
>;

/** Null = not even its type is public. */
type Table = { readonly [Type in EventType]: readonly FactOf<Type>[] | null };

const hidden = null;

export const publicFacts: Table = {
  "region.configured": [],
  "contact.received": hidden,
  "contact.answered": hidden,
  "contact.abandoned": hidden,
  "contact.described": hidden,
  "contact.called-back": hidden,
  "contact.linked": hidden,
  "contact.unlinked": hidden,
  "contact.ended": hidden,
  "contact.retired": hidden,
  "incident.opened": hidden,
  "incident.retyped": hidden,
  "incident.located": hidden,
  "incident.assessed": hidden,
  "incident.served-grade-set": hidden,
  "incident.hazards-set": hidden,
  "incident.noted": hidden,
  "incident.note-struck": hidden,
  "incident.closed": hidden,
  "incident.reopened": hidden,
  "incident.retired": hidden,
  "unit.registered": hidden,
  "unit.booked-on": hidden,
  "unit.booked-off": hidden,
  "unit.status-set": hidden,
  "unit.placed": hidden,
  "unit.welfare-confirmed": hidden,
  "unit.welfare-warned": hidden,
  "unit.emergency-raised": hidden,
  "unit.emergency-ended": hidden,
  "unit.allocated": hidden,
  "unit.activated": hidden,
  "unit.progressed": hidden,
  "unit.travel-recorded": hidden,
  "allocation.ended": hidden,
  "hand-over.begun": hidden,
  "hand-over.confirmed": hidden,
  "hand-over.withdrawn": hidden,
  "claim.made": hidden,
  "claim.released": hidden,
  "claim.came-back": hidden,
  "directive.issued": ["directive", "effect", "grades", "fromAt", "untilAt"],
  "directive.begun": ["directive"],
  "directive.renewal-due": ["directive"],
  "directive.renewed": ["directive", "untilAt"],
  "directive.expired": ["directive"],
  "directive.ended": ["directive"],
  "incident.withheld": hidden,
  "incident.limited": hidden,
  "incident.restored": hidden,
  "gap.noted": ["gap", "kind", "beforeAt", "afterAt"],
  "gap.settled": ["gap"],
  "manual-pack.failed": [],
  "manual-pack.recovered": [],
  "figures.committed": ["period", "fromAt", "untilAt", "commitment"],
  "figures.published": ["period", "fromAt", "untilAt", "figures"],
  "figures.opened": ["period", "fromAt", "untilAt", "salt", "exact"],
  "no-unit.began": hidden,
  "no-unit.ended": hidden,
  "closure.reported": hidden,
  "closure.began": hidden,
  "closure.confirmed": hidden,
  "closure.amended": hidden,
  "closure.renewed": hidden,
  "closure.review-due": hidden,
  "closure.expired": hidden,
  "closure.lifted": hidden,
  "closure.retired": hidden,
  "person.registered": hidden,
  "person.amended": hidden,
  "person.booked-on": hidden,
  "person.booked-off": hidden,
  "person.signed-in": hidden,
  "hours.overridden": hidden,
  "hours.exceeded": hidden,
  "shift.planned": hidden,
  "shift.amended": hidden,
  "shift.cancelled": hidden,
  "shift.booked-on": hidden,
  "shift.marked-late": hidden,
  "shift.marked-absent": hidden,
  "shift.overran": hidden,
  "shift.booked-off": hidden,
  "shift.ended": hidden,
  "shift.retired": hidden,
  "person.recalled": hidden,
  "recall.answered": hidden,
  "recall.ended": hidden,
  "alarm.raised": hidden,
  "alarm.acknowledged": hidden,
  "alarm.shelved": hidden,
  "alarm.returned": hidden,
  "alarm.ended": hidden,
  "incident.deferred": hidden,
  "incident.taken-up": hidden,
  "incident.called-back": hidden,
  "level.evidence-changed": ["points"],
  "level.proposed": ["level"],
  "level.proposal-ended": ["level", "end"],
  "level.decided": ["level", "before", "reviewAt"],
  "absence.suspected": hidden,
  "absence.ended": hidden,
  "forecast.recorded": hidden,
  "forecast.lapsed": hidden,
  "request.asked": hidden,
  "request.received": hidden,
  "request.answered": hidden,
  "request.committed": hidden,
  "request.set-out": hidden,
  "request.arrived": hidden,
  "request.released": hidden,
  "request.withdrawn": hidden,
  "request.extended": hidden,
  "request.assigned": hidden,
  "request.escalated": hidden,
  "request.unmet": hidden,
  "request.retired": hidden,
  "queue.planned": hidden,
  "statement.checked": ["madeAt", "metric", "comparator", "saidUnit", "verdict", "because"],
  "statement.corrected": [
    "corrects",
    "madeAt",
    "metric",
    "comparator",
    "saidUnit",
    "verdict",
    "because",
  ],
  "normal.defined": ["conditions"],
  "normal.published": ["definition", "checkpoint"],
  "record.text-erased": ["position"],
  "record.keys-set": ["keys"],
  "record.fell-behind": ["code"],
  "record.caught-up": [],
  "record.uncosigned": ["present", "required"],
  "record.cosigned": [],
  "demand.rose": hidden,
  "demand.eased": hidden,
  "item.registered": hidden,
  "item.amended": hidden,
  "item.issued": hidden,
  "item.handed-over": hidden,
  "item.handed-in": hidden,
  "item.went-missing": hidden,
  "item.found": hidden,
  "item.withdrawn": hidden,
  "custody.owed": hidden,
  "custody.surged": hidden,
  "custody.calmed": hidden,
  "recovery.begun": hidden,
  "recovery.assigned": hidden,
  "recovery.ended": hidden,
  "warning.issued": hidden,
  "warning.acknowledged": hidden,
  "warning.escalated": hidden,
  "warning.ended": hidden,
  "warning.retired": hidden,
  "aid.asked": hidden,
  "aid.told": hidden,
  "aid.taken": hidden,
  "aid.unit-lent": hidden,
  "aid.guest-named": hidden,
  "aid.unit-set-out": hidden,
  "aid.unit-arrived": hidden,
  "aid.unit-released": hidden,
  "aid.unit-recalled": hidden,
  "aid.unit-returned": hidden,
  "aid.floor-broken": hidden,
  "aid.floor-held": hidden,
  "aid.link-silent": hidden,
  "aid.link-still-silent": hidden,
  "aid.link-back": hidden,
  "hospital.counted": hidden,
  "hospital.surged": hidden,
  "hospital.surge-ended": hidden,
  "contact.graded": hidden,
  "refuge.set": hidden,
  "check-on.made": hidden,
  "place-hazard.warned": hidden,
  "place-hazard.renewal-due": hidden,
  "place-hazard.renewed": hidden,
  "place-hazard.expired": hidden,
  "place-hazard.ended": hidden,
};

/** The type that an entry shows where the true one is among what is committed to. */
export const hiddenType = "operation";

/** A stored event in three: the type that everybody may see, the facts that they may, and the rest with who entered it. */
export function partFacts(event: Readonly<Record<string, unknown>>): {
  readonly type: string;
  readonly shown: Record<string, unknown>;
  readonly hidden: Record<string, unknown>;
} {
  const { type, at: _at, entered: _entered, text: _text, ...facts } = event;
  // A type that this version does not know is not public.
  const listed: readonly string[] | null = isListed(type) ? publicFacts[type] : hidden;
  if (listed === null || typeof type !== "string")
    return { type: hiddenType, shown: {}, hidden: { ...facts, type } };
  const shown: Record<string, unknown> = {};
  const rest: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(facts)) {
    if (listed.includes(name)) shown[name] = value;
    else rest[name] = value;
  }
  return { type, shown, hidden: rest };
}

function isListed(type: unknown): type is EventType {
  return typeof type === "string" && Object.hasOwn(publicFacts, type);
}
