/**
 * Who may command what: one table, asked in one place before every command. The roles are those of a control room;
 * community members report, shelter and check on each other, and have no other verb. Streams and pages have their own table at the edge.
 */

import type { Command, CommandType } from "./commands.ts";
import { decidingRoles } from "./level/plan-fault.ts";
import { refuse, type Refusal } from "./refusal.ts";
import { findIncidentRow, type RegionState } from "./state/region-state.ts";
import { allocationStates, serviceLevels, type Role } from "./vocabulary.ts";

/** Who asks: an account's role and, for a crew, the unit it is signed on to. */
export interface Actor {
  readonly account: string;
  readonly role: Role;
  readonly unit: number | undefined;
}

const room: readonly Role[] = ["call taker", "dispatcher", "supervisor"];
const dispatch: readonly Role[] = ["dispatcher", "supervisor"];
const dispatchAndCrew: readonly Role[] = ["dispatcher", "supervisor", "crew"];

/** What only the server itself asks for (`serverCommands`) has no role. */
export const authority: { readonly [T in CommandType]: readonly Role[] } = {
  "region.configure": ["administrator"],
  "contact.receive": [...room, "partner", "administrator"],
  "contact.answer": room,
  "contact.abandon": [...room, "administrator"],
  "contact.describe": room,
  "contact.call-back": room,
  "contact.link": room,
  "contact.unlink": room,
  "contact.end": room,
  "incident.open": room,
  "incident.retype": room,
  "incident.locate": room,
  "incident.assess": room,
  "incident.serve": ["supervisor"],
  "incident.set-hazards": [...room, "crew"],
  "incident.note": [...room, "crew"],
  "incident.strike-note": room,
  "incident.close": room,
  "incident.reopen": dispatch,
  "incident.defer": dispatch,
  "incident.take-up": dispatch,
  "incident.call-back": room,
  "unit.register": ["administrator"],
  "unit.book-on": dispatchAndCrew,
  "unit.book-off": dispatchAndCrew,
  "unit.set-status": dispatchAndCrew,
  "unit.place": dispatchAndCrew,
  "unit.confirm-welfare": dispatchAndCrew,
  "unit.raise-emergency": [...room, "crew"],
  "unit.end-emergency": dispatch,
  "unit.send": dispatch,
  "unit.progress": dispatchAndCrew,
  "unit.clear": dispatchAndCrew,
  "unit.stand-down": dispatch,
  "unit.record-travel": [],
  "closure.report": [...room, "crew", "partner"],
  "closure.confirm": dispatch,
  "closure.amend": dispatch,
  "closure.renew": dispatch,
  "closure.lift": dispatch,
  "person.register": ["supervisor", "administrator"],
  "person.amend": ["supervisor", "administrator"],
  "person.book-on": dispatchAndCrew,
  "person.book-off": dispatchAndCrew,
  "person.note-sign-in": [],
  "shift.plan": ["supervisor", "administrator"],
  "shift.amend": ["supervisor", "administrator"],
  "shift.cancel": ["supervisor", "administrator"],
  "shift.mark-absent": dispatchAndCrew,
  "level.set": decidingRoles,
  "hand-over.begin": room,
  "hand-over.confirm": [...room, "crew"],
  "hand-over.withdraw": room,
  "hand-over.owe": [],
  "claim.make": room,
  "claim.release": room,
  "claim.return": [],
  "directive.issue": ["supervisor"],
  "directive.renew": ["supervisor"],
  "directive.end": ["supervisor"],
  "incident.withhold": dispatch,
  "incident.limit": dispatch,
  "incident.restore": dispatch,
  "place-hazard.warn": [...room, "crew"],
  "place-hazard.renew": room,
  "place-hazard.end": room,
  "community.report": ["community"],
  "community.shelter": [...room, "community"],
  "community.check-on": ["community"],
  "contact.grade": room,
  "hospital.count": [...room, "partner", "administrator"],
  "warning.issue": room,
  "warning.acknowledge": [...room, "overseer", "administrator"],
  "warning.end": dispatch,
  "request.ask": [...room, "partner"],
  "request.receive": [...room, "partner"],
  "request.answer": [...dispatch, "partner"],
  "request.commit": [...dispatch, "partner"],
  "request.set-out": [...dispatch, "partner"],
  "request.arrive": [...dispatch, "partner"],
  "request.release": [...dispatch, "partner"],
  "request.withdraw": [...dispatch, "partner"],
  "request.extend": dispatch,
  "request.assign": dispatch,
  "item.register": ["supervisor", "administrator"],
  "item.amend": ["supervisor", "administrator"],
  "item.issue": [...room, "crew"],
  "item.hand-over": [...room, "crew"],
  "item.hand-in": [...room, "crew"],
  "item.miss": [...room, "crew"],
  "item.find": room,
  "item.withdraw": ["supervisor", "administrator"],
  "person.recall": ["supervisor"],
  "person.answer-recall": dispatchAndCrew,
  "person.cancel-recall": ["supervisor"],
  "recovery.open": [],
  "recovery.assign": dispatch,
  "recovery.end": dispatch,
  "aid.ask": dispatch,
  "aid.commit": dispatch,
  "aid.arrive": dispatch,
  "aid.release": dispatch,
  "aid.recall": ["supervisor"],
  "aid.return": dispatch,
  "aid.receive": [],
  "aid.note-link": [],
  "absence.pool": [],
  "forecast.record": [],
  "demand.note": [],
  "manual-pack.note": [],
  "gap.note": [],
  "gap.settle": dispatch,
  "figures.commit": [],
  "figures.publish": [],
  "figures.open": [],
  "queue.record-plan": [],
  "record.erase-text": [],
  "record.set-keys": [],
  "record.note-signing": [],
  "record.note-cosigning": [],
  "statement.record-check": [],
  "normal.define": [],
  "normal.publish": [],
  "alarm.acknowledge": room,
  "alarm.shelve": dispatch,
  "due.work": [],
};

/** Undefined when the actor may ask for this command; else the refusal. */
export function checkAuthority(actor: Actor, command: Command): Refusal | undefined {
  if (!authority[command.type].includes(actor.role))
    return refuse("role.not-allowed", `the role ${actor.role} may not ask for ${command.type}`);
  if (actor.role === "crew" && "unit" in command && command.unit !== actor.unit)
    return refuse("role.other-unit", "a crew acts for its own unit only");
  if (
    command.type === "contact.receive" &&
    actor.role === "partner" &&
    command.channel !== "partner"
  )
    return refuse("role.not-allowed", `the channel of what a partner hands in is "partner"`);
  return command.type === "closure.report" ? checkReporter(actor, command) : undefined;
}

/** Who reports a closure says so under its own name, and makes nobody keep off it without the right to confirm. */
function checkReporter(
  { role }: Actor,
  command: Extract<Command, { type: "closure.report" }>,
): Refusal | undefined {
  if (command.confirm === true && !authority["closure.confirm"].includes(role))
    return refuse(
      "role.not-allowed",
      `the role ${role} may report a closure but not confirm it; leave "confirm" out`,
    );
  if ((role === "crew" || role === "partner") && command.source !== role)
    return refuse("role.not-allowed", `the source of what a ${role} reports is "${role}"`);
  if (role === "partner" && command.incident !== undefined)
    return refuse("role.not-allowed", "a partner does not see incidents; leave the incident out");
  return undefined;
}

/**
 * A crew's notes and hazards are for the incidents its unit is allocated to; of any other it must not even learn that
 * there is one. Commands that name a unit are about its own already.
 */
export function checkCrewIncident(
  state: RegionState,
  actor: Actor,
  command: Command,
): Refusal | undefined {
  if (actor.role !== "crew" || "unit" in command || !("incident" in command)) return undefined;
  if (isAllocatedTo(state, command.incident ?? -1, actor.unit ?? -1)) return undefined;
  return refuse(
    "role.other-unit",
    "a crew acts on the incidents that its own unit is allocated to only",
  );
}

/**
 * The plan says who may decide on which level: who enters one needs its authority, and who leaves one for a lower the
 * authority of the one that is left.
 */
export function checkLevelAuthority(
  state: RegionState,
  { role }: Actor,
  command: Command,
): Refusal | undefined {
  const levels = state.policy?.levels;
  if (command.type !== "level.set" || levels === undefined || !serviceLevels.has(command.level))
    return undefined;
  const asked = serviceLevels.code[command.level];
  const { level, authority: roles } = levels.plan[Math.max(asked, state.columns.level.level[0])];
  if (roles.includes(role)) return undefined;
  return refuse(
    "role.not-allowed",
    `the plan gives the decision on "${level}" to ${roles.join(", ")}, not to the role ${role}`,
  );
}

/** Whether the unit has an allocation to the incident that has not ended. */
export function isAllocatedTo(state: RegionState, number: number, unit: number): boolean {
  const row = findIncidentRow(state, number);
  if (row < 0) return false;
  const { incidents, allocations } = state.columns;
  for (let a = incidents.firstAllocation[row]; a >= 0; a = allocations.nextOfIncident[a]) {
    if (allocations.unit[a] === unit && allocations.state[a] !== allocationStates.code.ended)
      return true;
  }
  return false;
}
