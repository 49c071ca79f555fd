/**
 * Who may command what: one table, asked in one place before every command. The roles are those of a control room;
 * community members have no role here. Streams and pages have their own table at the edge.
 */

import type { Command, CommandType } from "./commands.ts";
import { refuse, type Refusal } from "./refusal.ts";
import type { Role } from "./vocabulary.ts";

/** Who asks: an account's role and, for a crew, the unit it is signed on to. */
export interface Actor {
  readonly account: string;
  readonly role: Role;
  readonly unit: number | undefined;
}

const room: readonly Role[] = ["call taker", "dispatcher", "supervisor"];
const dispatch: readonly Role[] = ["dispatcher", "supervisor"];
const dispatchAndCrew: readonly Role[] = ["dispatcher", "supervisor", "crew"];

/** `due.work` has no role: only the system asks for it. */
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
  "alarm.acknowledge": room,
  "alarm.shelve": dispatch,
  "due.work": [],
};

/** Undefined when the actor may ask for this command; else the refusal. */
export function checkAuthority(actor: Actor, command: Command): Refusal | undefined {
  if (!authority[command.type].includes(actor.role))
    return refuse("role.not-allowed", `a ${actor.role} may not ask for ${command.type}`);
  if (actor.role === "crew" && "unit" in command && command.unit !== actor.unit)
    return refuse("role.other-unit", "a crew acts for its own unit only");
  return undefined;
}
