/**
 * A command in, events or a refusal out. `decide` is total: no command and no state makes it throw; a refusal leaves
 * the state as it was. Live, rehearsal and replay call this one function.
 */

import { assertNever } from "../base/assert.ts";
import { decideAcknowledge, decideShelve } from "./alarm/decide.ts";
import { decideClear, decideProgress, decideSend, decideStandDown } from "./allocation/decide.ts";
import type { Command, CommandContext } from "./commands.ts";
import {
  decideAbandon,
  decideAnswer,
  decideCallBack,
  decideDescribe,
  decideEnd,
  decideLink,
  decideReceive,
  decideUnlink,
} from "./contact/decide.ts";
import { checkTime, reject, type Decision } from "./decision.ts";
import { decideDueWork } from "./due-work.ts";
import {
  decideAssess,
  decideClose,
  decideHazards,
  decideLocate,
  decideNote,
  decideOpen,
  decideReopen,
  decideRetype,
  decideServe,
  decideStrike,
} from "./incident/decide.ts";
import { reviewCover } from "./no-unit/review.ts";
import { refuse } from "./refusal.ts";
import { decideConfigure } from "./region/decide.ts";
import type { RegionState } from "./state/region-state.ts";
import {
  decideBookOff,
  decideBookOn,
  decideEmergency,
  decideEndEmergency,
  decidePlace,
  decideRegister,
  decideSetStatus,
  decideWelfare,
} from "./unit/decide.ts";

/**
 * Applies `command` to `state` and puts its events to `state.sink`, or answers a refusal and changes nothing.
 * `context.at` is when it occurred, `context.now` when it is entered.
 */
export function decide(state: RegionState, command: Command, context: CommandContext): Decision {
  const fault = checkTime(context);
  if (fault !== undefined) return reject(fault);
  if (state.policy === undefined && command.type !== "region.configure")
    return reject(refuse("config.missing", "the region has no configuration yet; send region.configure first"));
  state.by = context.by;
  state.enteredAt = context.now;
  const decision = decideOne(state, command, context);
  if (decision.refusal === undefined) reviewCover(state, Math.max(context.at, state.columns.head.lastAt[0]));
  return decision;
}

function decideOne(state: RegionState, command: Command, context: CommandContext): Decision {
  switch (command.type) {
    case "region.configure":
      return decideConfigure(state, command, context);
    case "contact.receive":
      return decideReceive(state, command, context);
    case "contact.answer":
      return decideAnswer(state, command, context);
    case "contact.abandon":
      return decideAbandon(state, command, context);
    case "contact.describe":
      return decideDescribe(state, command, context);
    case "contact.call-back":
      return decideCallBack(state, command, context);
    case "contact.link":
      return decideLink(state, command, context);
    case "contact.unlink":
      return decideUnlink(state, command, context);
    case "contact.end":
      return decideEnd(state, command, context);
    case "incident.open":
      return decideOpen(state, command, context);
    case "incident.retype":
      return decideRetype(state, command, context);
    case "incident.locate":
      return decideLocate(state, command, context);
    case "incident.assess":
      return decideAssess(state, command, context);
    case "incident.serve":
      return decideServe(state, command, context);
    case "incident.set-hazards":
      return decideHazards(state, command, context);
    case "incident.note":
      return decideNote(state, command, context);
    case "incident.strike-note":
      return decideStrike(state, command, context);
    case "incident.close":
      return decideClose(state, command, context);
    case "incident.reopen":
      return decideReopen(state, command, context);
    case "unit.register":
      return decideRegister(state, command, context);
    case "unit.book-on":
      return decideBookOn(state, command, context);
    case "unit.book-off":
      return decideBookOff(state, command, context);
    case "unit.set-status":
      return decideSetStatus(state, command, context);
    case "unit.place":
      return decidePlace(state, command, context);
    case "unit.confirm-welfare":
      return decideWelfare(state, command, context);
    case "unit.raise-emergency":
      return decideEmergency(state, command, context);
    case "unit.end-emergency":
      return decideEndEmergency(state, command, context);
    case "unit.send":
      return decideSend(state, command, context);
    case "unit.progress":
      return decideProgress(state, command, context);
    case "unit.clear":
      return decideClear(state, command, context);
    case "unit.stand-down":
      return decideStandDown(state, command, context);
    case "alarm.acknowledge":
      return decideAcknowledge(state, command, context);
    case "alarm.shelve":
      return decideShelve(state, command, context);
    case "due.work":
      return decideDueWork(state, context.now);
    default:
      return assertNever(command, "command");
  }
}
