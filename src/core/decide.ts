/**
 * A command in, events or a refusal out. `decide` is total: no command and no state makes it throw; a refusal leaves
 * the state as it was. Live, rehearsal and replay call this one function.
 */

import { decidePooledAbsence } from "./absence/decide.ts";
import { carried, carriedAsk } from "./aid/carry.ts";
import {
  decideAidAsk,
  decideArriveUnits,
  decideLend,
  decideRecall,
  decideReleaseUnits,
  decideReturn,
} from "./aid/decide.ts";
import { reviewFloors } from "./aid/floor.ts";
import { decideNoteLink } from "./aid/link-silence.ts";
import { decideReceiveMessage } from "./aid/receive.ts";
import { decideAcknowledge, decideShelve } from "./alarm/decide.ts";
import { decideClear, decideProgress, decideStandDown } from "./allocation/decide.ts";
import { decideSend } from "./allocation/send.ts";
import { decideRecordTravel } from "./allocation/travel-record.ts";
import {
  decideAmend,
  decideConfirm,
  decideLift,
  decideRenew,
  decideReport,
} from "./closure/decide.ts";
import type { Command, CommandContext, CommandType } from "./commands.ts";
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
import {
  decideAmendItem,
  decideFind,
  decideHandIn,
  decideHandOver,
  decideIssue,
  decideMiss,
  decideRegisterItem,
  decideWithdrawItem,
} from "./custody/decide.ts";
import { decideAssignRecovery, decideEndRecovery, decideOpenRecovery } from "./custody/recovery.ts";
import { checkTime, reject, type Accepted, type Decision } from "./decision.ts";
import { decideDueWork } from "./due-work.ts";
import { decideClose, decideOpen, decideReopen } from "./incident/decide.ts";
import {
  decideAssess,
  decideHazards,
  decideLocate,
  decideNote,
  decideRetype,
  decideServe,
  decideStrike,
} from "./incident/decide-edits.ts";
import { noInstant, type Instant } from "../base/instant.ts";
import { decideCommitFigures, decideOpenFigures, decidePublishFigures } from "./figures/decide.ts";
import { decideNoteGap, decideSettleGap } from "./gap/decide.ts";
import { decideManualPack } from "./manual-pack/decide.ts";
import { decideDemandNote } from "./demand/decide.ts";
import { decideDefer, decideIncidentCallBack, decideTakeUp } from "./deferral/decide.ts";
import { decideRecordForecast } from "./forecast/decide.ts";
import { decideAnswerRecall, decideCancelRecall, decideRecallPerson } from "./hours/recall.ts";
import { applyLevel, isLevelToReview } from "./level/apply.ts";
import { decideLevel } from "./level/decide.ts";
import { reviewEvidence } from "./level/review.ts";
import { limits } from "./limits.ts";
import { decideDefineNormal, decidePublishNormal, decideRecordCheck } from "./statement/decide.ts";
import { decideRecordQueuePlan } from "./queue-plan/record.ts";
import { decideEraseText, decideSetKeys } from "./record/decide.ts";
import { decideNoteCosigning, decideNoteSigning } from "./record/lag.ts";
import { isReviewDue, reviewCover } from "./no-unit/review.ts";
import { refuse } from "./refusal.ts";
import { decideConfigure } from "./region/decide.ts";
import { decideAmendShift, decideCancel, decideMarkAbsent, decidePlan } from "./roster/decide.ts";
import {
  decideAmendPerson,
  decideBookOffPerson,
  decideBookOnPerson,
  decideRegisterPerson,
  decideSignIn,
} from "./roster/decide-people.ts";
import { decideAsk } from "./request/ask.ts";
import {
  decideAnswerRequest,
  decideArrive,
  decideAssign,
  decideCommit,
  decideExtend,
  decideReceiveRequest,
  decideRelease,
  decideSetOut,
  decideWithdraw,
} from "./request/decide.ts";
import {
  decideCheckOn,
  decideCommunityReport,
  decideGrade,
  decideShelter,
} from "./community/decide.ts";
import { decideEndPlace, decideRenewPlace, decideWarnOfPlace } from "./place-hazard/decide.ts";
import {
  decideEndDirective,
  decideIssueDirective,
  decideRenewDirective,
  decideRestore,
  decideWithhold,
} from "./directive/decide.ts";
import {
  decideMakeClaim,
  decideReleaseClaim,
  decideReturnClaims,
  findClaimWarning,
  settleClaims,
} from "./claim/decide.ts";
import {
  decideBeginHandOver,
  decideConfirmHandOver,
  decideOweHandOver,
  decideWithdrawHandOver,
} from "./hand-over/decide.ts";
import { decideCount } from "./hospital/decide.ts";
import { decideAcknowledgeWarning, decideEndWarning, decideWarn } from "./warning/decide.ts";
import { headPlaces } from "./state/columns.ts";
import type { RegionState } from "./state/region-state.ts";
import { toReview } from "./state/to-review.ts";
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
export function decide(state: RegionState, command: Command, given: CommandContext): Decision {
  return decideBy(deciderOf.get(command?.type) ?? decideUnknown, state, command, given);
}

/**
 * The same for who knows which decider a command has, and asks a million times: it is not looked up. Nothing else is left
 * out. `decider` must be the one of the command's type.
 */
export function decideBy<C extends Command>(
  decider: (state: RegionState, command: C, context: CommandContext) => Decision,
  state: RegionState,
  command: C,
  given: CommandContext,
): Decision {
  const fault = checkTime(given);
  if (fault !== undefined) return reject(fault);
  // A clock that runs a little ahead must not lock others out until theirs has caught up.
  const context = given.at > given.now ? { ...given, at: given.now } : given;
  if (state.policy === undefined && !needNoPolicy.has(decider)) return refuseWithoutPolicy();
  state.by = context.by;
  state.enteredAt = context.now;
  const decision = decider(state, command, context);
  if (state.toReview === 0 || decision.refusal !== undefined) return decision;
  const at = Math.max(context.at, state.headNumbers[lastAtPlace]);
  if (isReviewDue(state)) review(state, at, context.reviewEvents ?? limits.reviewEvents);
  if ((state.toReview & evidenceBits) !== 0) reviewEvidence(state, at);
  if ((state.toReview & toReview.standing) === 0) return decision;
  return reviewStanding(state, command, context, at, decision);
}

/** What is looked at after every decision for as long as it stands. */
function reviewStanding(
  state: RegionState,
  command: Command,
  { by }: CommandContext,
  at: Instant,
  decision: Accepted,
): Decision {
  reviewFloors(state, at);
  settleClaims(state, at);
  if (!isAnythingStanding(state)) state.toReview &= ~toReview.standing;
  const warning = findClaimWarning(state, command, by);
  if (warning === undefined) return decision;
  return { ...decision, warnings: [...decision.warnings, warning] };
}

function isAnythingStanding({ columns }: RegionState): boolean {
  const { head, aid, forecast } = columns;
  const isFloorLooked = aid.lent[0] > 0 || aid.brokenAt[0] !== noInstant;
  const isTimed = head.noUnits[0] > 0 || forecast.madeAt[0] !== noInstant;
  return isFloorLooked || isTimed || head.claims[0] > 0;
}

/** What falls due by itself until now. */
export function decideDue(
  state: RegionState,
  _command: Extract<Command, { type: "due.work" }>,
  context: CommandContext,
): Decision {
  return decideDueWork(state, context.now);
}

function decideUnknown(): Decision {
  return reject(refuse("value.invalid", "command: expected an object with a known type"));
}

const needNoPolicy = new Set<unknown>([decideConfigure, decideUnknown]);

function refuseWithoutPolicy(): Decision {
  return reject(
    refuse("config.missing", "the region has no configuration yet; send region.configure first"),
  );
}

/** What follows from a decision: the level's rule for every incident, then who is without a unit. */
function review(state: RegionState, at: Instant, mostEvents: number): void {
  if (!isLevelToReview(state)) {
    reviewCover(state, at, mostEvents);
    return;
  }
  const { position } = state.columns.head;
  const end = position[0] + mostEvents;
  applyLevel(state, at, mostEvents);
  if (!isLevelToReview(state)) reviewCover(state, at, Math.max(0, end - position[0]));
}

const lastAtPlace = headPlaces.lastAt;
const evidenceBits = toReview.evidence | toReview.standing;

type Decider<T extends CommandType> = (
  state: RegionState,
  command: Extract<Command, { type: T }>,
  context: CommandContext,
) => Decision;

const deciders: { readonly [T in CommandType]: Decider<T> } = {
  "region.configure": decideConfigure,
  "contact.receive": decideReceive,
  "contact.answer": decideAnswer,
  "contact.abandon": decideAbandon,
  "contact.describe": decideDescribe,
  "contact.call-back": decideCallBack,
  "contact.link": decideLink,
  "contact.unlink": decideUnlink,
  "contact.end": decideEnd,
  "incident.open": decideOpen,
  "incident.retype": decideRetype,
  "incident.locate": decideLocate,
  "incident.assess": decideAssess,
  "incident.serve": decideServe,
  "incident.set-hazards": decideHazards,
  "incident.note": decideNote,
  "incident.strike-note": decideStrike,
  "incident.close": decideClose,
  "incident.reopen": decideReopen,
  "incident.defer": decideDefer,
  "incident.take-up": decideTakeUp,
  "incident.call-back": decideIncidentCallBack,
  "unit.register": decideRegister,
  "unit.book-on": decideBookOn,
  "unit.book-off": decideBookOff,
  "unit.set-status": decideSetStatus,
  "unit.place": decidePlace,
  "unit.confirm-welfare": decideWelfare,
  "unit.raise-emergency": decideEmergency,
  "unit.end-emergency": decideEndEmergency,
  "unit.send": decideSend,
  "unit.progress": decideProgress,
  "unit.clear": decideClear,
  "unit.stand-down": decideStandDown,
  "unit.record-travel": decideRecordTravel,
  "demand.note": decideDemandNote,
  "gap.note": decideNoteGap,
  "gap.settle": decideSettleGap,
  "manual-pack.note": decideManualPack,
  "figures.commit": decideCommitFigures,
  "figures.publish": decidePublishFigures,
  "figures.open": decideOpenFigures,
  "queue.record-plan": decideRecordQueuePlan,
  "record.erase-text": decideEraseText,
  "record.set-keys": decideSetKeys,
  "record.note-signing": decideNoteSigning,
  "record.note-cosigning": decideNoteCosigning,
  "statement.record-check": decideRecordCheck,
  "normal.define": decideDefineNormal,
  "normal.publish": decidePublishNormal,
  "closure.report": decideReport,
  "closure.confirm": decideConfirm,
  "closure.amend": decideAmend,
  "closure.renew": decideRenew,
  "closure.lift": decideLift,
  "person.register": decideRegisterPerson,
  "person.amend": decideAmendPerson,
  "person.book-on": decideBookOnPerson,
  "person.book-off": decideBookOffPerson,
  "person.note-sign-in": decideSignIn,
  "shift.plan": decidePlan,
  "shift.amend": decideAmendShift,
  "shift.cancel": decideCancel,
  "shift.mark-absent": decideMarkAbsent,
  "level.set": decideLevel,
  "hospital.count": decideCount,
  "hand-over.begin": decideBeginHandOver,
  "hand-over.confirm": decideConfirmHandOver,
  "hand-over.withdraw": decideWithdrawHandOver,
  "hand-over.owe": decideOweHandOver,
  "claim.make": decideMakeClaim,
  "claim.release": decideReleaseClaim,
  "claim.return": decideReturnClaims,
  "directive.issue": decideIssueDirective,
  "directive.renew": decideRenewDirective,
  "directive.end": decideEndDirective,
  "incident.withhold": decideWithhold,
  "incident.limit": decideWithhold,
  "incident.restore": decideRestore,
  "place-hazard.warn": decideWarnOfPlace,
  "place-hazard.renew": decideRenewPlace,
  "place-hazard.end": decideEndPlace,
  "community.report": decideCommunityReport,
  "community.shelter": decideShelter,
  "community.check-on": decideCheckOn,
  "contact.grade": decideGrade,
  "warning.issue": decideWarn,
  "warning.acknowledge": decideAcknowledgeWarning,
  "warning.end": decideEndWarning,
  "request.ask": carriedAsk(decideAsk),
  "request.receive": carried(decideReceiveRequest),
  "request.answer": carried(decideAnswerRequest),
  "request.commit": carried(decideCommit),
  "request.set-out": carried(decideSetOut),
  "request.arrive": carried(decideArrive),
  "request.release": carried(decideRelease),
  "request.withdraw": carried(decideWithdraw),
  "request.extend": decideExtend,
  "request.assign": decideAssign,
  "item.register": decideRegisterItem,
  "item.amend": decideAmendItem,
  "item.issue": decideIssue,
  "item.hand-over": decideHandOver,
  "item.hand-in": decideHandIn,
  "item.miss": decideMiss,
  "item.find": decideFind,
  "item.withdraw": decideWithdrawItem,
  "person.recall": decideRecallPerson,
  "person.answer-recall": decideAnswerRecall,
  "person.cancel-recall": decideCancelRecall,
  "recovery.open": decideOpenRecovery,
  "recovery.assign": decideAssignRecovery,
  "recovery.end": decideEndRecovery,
  "aid.ask": decideAidAsk,
  "aid.commit": decideLend,
  "aid.arrive": decideArriveUnits,
  "aid.release": decideReleaseUnits,
  "aid.recall": decideRecall,
  "aid.return": decideReturn,
  "aid.receive": decideReceiveMessage,
  "aid.note-link": decideNoteLink,
  "absence.pool": decidePooledAbsence,
  "forecast.record": decideRecordForecast,
  "alarm.acknowledge": decideAcknowledge,
  "alarm.shelve": decideShelve,
  "due.work": decideDue,
};

// A map and not the object: what a caller without types sends as `type` may be the name of anything.
const deciderOf = new Map(Object.entries(deciders) as [string, Decider<CommandType>][]);
