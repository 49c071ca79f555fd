/**
 * The closed lists of the core: every state, grade, cause and reason that a rule can mention. What a force may
 * choose for itself (incident types, skills, status labels, result codes, areas) is data in the region's
 * configuration and is not here. Each list starts with what an all-zero column must mean.
 */

import { defineCodes } from "../base/codes.ts";

/** How soon a response is owed (UK National Contact Management Strategy). Lower code = sooner. */
export const grades = defineCodes("immediate", "priority", "scheduled", "resolution");
export type Grade = (typeof grades.names)[number];
export const gradeCount = grades.names.length;

/** `none` marks a free row. */
export const contactStates = defineCodes(
  "none",
  "ringing", // offered, nobody has taken it
  "answered", // a call taker has it
  "abandoned", // the caller went before an answer or during it: work with a due time
  "linked", // belongs to an incident
  "ended", // ended without an incident, with an outcome
);
export type ContactState = (typeof contactStates.names)[number];

export const channels = defineCodes("call", "text", "web", "partner", "crew", "community");
export type Channel = (typeof channels.names)[number];

export const contactOutcomes = defineCodes(
  "advice given",
  "no answer on call-back",
  "passed to partner",
  "hoax",
  "accidental",
  "no response needed",
  "not traced",
);
export type ContactOutcome = (typeof contactOutcomes.names)[number];

export const callBackResults = defineCodes("reached", "no answer", "engaged", "number not in use");
export type CallBackResult = (typeof callBackResults.names)[number];

export const incidentStates = defineCodes(
  "none",
  "waiting", // a response is owed and no unit is allocated
  "allocated", // at least one unit is allocated, none has arrived
  "attended", // at least one unit is at the scene
  "awaiting result", // nobody is owed or there any more; a person must close it
  "closed",
  "deferred", // a response is owed, later: nobody is to be sent, and the caller has a promise
);
export type IncidentState = (typeof incidentStates.names)[number];

/** "not asked" is never shown as "not found". */
export const locationStates = defineCodes(
  "not asked",
  "given",
  "verified",
  "forced",
  "approximate",
);
export type LocationState = (typeof locationStates.names)[number];

/** THRIVE (College of Policing): each heading answered 0 not asked, 1 none, 2 some, 3 high. */
export const thriveHeadings = [
  "threat",
  "harm",
  "risk",
  "investigation",
  "vulnerability",
  "engagement",
] as const;
export type ThriveHeading = (typeof thriveHeadings)[number];
export const thriveAnswers = defineCodes("not asked", "none", "some", "high");
export type ThriveAnswer = (typeof thriveAnswers.names)[number];
export type Thrive = { readonly [K in ThriveHeading]?: ThriveAnswer };

/** Status meaning; a force's own codes and words for these are labels, which are data. */
export const unitStatuses = defineCodes(
  "off",
  "available",
  "assigned",
  "en route",
  "at scene",
  "transporting",
  "committed", // busy without an incident, and not deployable
  "committed deployable", // busy, but may be sent
  "unavailable",
);
export type UnitStatus = (typeof unitStatuses.names)[number];

/** Why a unit is unavailable; it decides the shortfall cause. Never a motive of a person. */
export const unavailabilityReasons = defineCodes(
  "not given",
  "meal break",
  "at rest",
  "no vehicle",
  "no key",
  "kit fault",
  "paperwork",
  "withheld",
  "lent", // to a neighbour region; only mutual aid sets and ends it
);
export type UnavailabilityReason = (typeof unavailabilityReasons.names)[number];

export const welfareStates = defineCodes("well", "warned", "alarmed");
export type WelfareState = (typeof welfareStates.names)[number];

export const positionSources = defineCodes("none", "device", "scene", "base", "said");
export type PositionSource = (typeof positionSources.names)[number];

export const allocationStates = defineCodes(
  "none",
  "stacked", // behind the active one
  "assigned",
  "en route",
  "at scene",
  "transporting",
  "ended",
);
export type AllocationState = (typeof allocationStates.names)[number];

export const allocationEnds = defineCodes("cleared", "stood down", "diverted");
export type AllocationEnd = (typeof allocationEnds.names)[number];

export const shortfallCauses = defineCodes(
  "nobody booked on",
  "all committed",
  "none qualified",
  "all beyond range",
  "positions stale",
  "no vehicle or key",
  "at rest",
  "withheld by directive",
  "no road path", // said by a recommendation only: the core itself knows no map
);
export type ShortfallCause = (typeof shortfallCauses.names)[number];

export const noUnitEnds = defineCodes(
  "unit free",
  "unit allocated",
  "incident closed",
  "regraded",
  "configuration changed",
  "cause changed",
  "deferred",
);
export type NoUnitEnd = (typeof noUnitEnds.names)[number];

export const alarmKinds = defineCodes(
  "contact not answered",
  "call-back due",
  "target missed",
  "welfare",
  "emergency",
  "no unit",
  "closure to renew",
  "contact still open",
  "promise missed",
  "level proposed",
  "level to review",
  "many missing",
  "request overdue",
  "items not handed in",
  "warning not acknowledged",
  "lent below floor",
  "aid recalled",
  "hand-in surge",
  "demand rose",
  "hospital surge",
  "vehicle to recover",
  "place hazard to renew",
  "recall overdue",
  "nobody left to ask",
  "gap in the log",
  "directive to renew",
  "manual pack not written",
  "claim returned",
  "link silent",
  "duty too long",
  "record behind",
  "cosignatures missing",
);
export type AlarmKind = (typeof alarmKinds.names)[number];

/** Why the log has a gap: Muster took nothing for a while, or its machine's clock jumped. */
export const gapKinds = defineCodes(
  "stopped", // in order
  "crash", // it ended without an orderly end
  "unknown", // nothing says when it was last there
  "store hung", // the disk answered too late
  "paused", // the process lived and did not run
  "clock forward", // or the machine slept
  "clock back",
);
export type GapKind = (typeof gapKinds.names)[number];

/** Those whose subject is a contact; it has one of them at a time. */
export const contactAlarms: readonly AlarmKind[] = [
  "contact not answered",
  "call-back due",
  "contact still open",
];

/** `none` marks a free row. */
export const alarmStates = defineCodes("none", "raised", "acknowledged", "shelved");
export type AlarmState = (typeof alarmStates.names)[number];

/** `none` marks a free row. Only a confirmed closure changes travel. */
export const closureStates = defineCodes("none", "reported", "confirmed", "lifted", "expired");
export type ClosureState = (typeof closureStates.names)[number];

export const closureKinds = defineCodes(
  "barricade", // a line that cuts every road it crosses
  "stretch", // points along a road
  "area", // a ring; every road inside is shut
);
export type ClosureKind = (typeof closureKinds.names)[number];

/** Which traffic is stopped: all, that in the direction of the drawn line, or that towards a bearing. */
export const closureDirections = defineCodes("both", "along", "bearing");
export type ClosureDirection = (typeof closureDirections.names)[number];

export const closureSources = defineCodes(
  "crew",
  "partner",
  "camera",
  "public",
  "own staff",
  "road authority",
);
export type ClosureSource = (typeof closureSources.names)[number];

/** 3x5x2 (College of Policing, intelligence report): reliable, untested, not reliable. */
export const sourceGrades = defineCodes("not graded", "1", "2", "3");
export type SourceGrade = (typeof sourceGrades.names)[number];

/** 3x5x2: known directly, known indirectly but corroborated, known indirectly, not known, suspected to be false. */
export const contentGrades = defineCodes("not graded", "A", "B", "C", "D", "E");
export type ContentGrade = (typeof contentGrades.names)[number];

/** Whether somebody looked at a closure lately: not due, asked for, asked for with an alarm. */
export const renewalStates = defineCodes("current", "to renew", "overdue");
export type RenewalState = (typeof renewalStates.names)[number];

/** `none` marks a free row. Absence is a state: nobody is asked why, and nothing could hold the answer. */
export const shiftStates = defineCodes(
  "none",
  "planned", // nobody has booked on for it yet, and nobody had to
  "late", // it began, the grace is over, nobody has booked on
  "absent", // nobody came, or said beforehand that nobody will; who comes all the same books on
  "booked on",
  "overtime", // booked on after the planned end
  "booked off", // before the planned end; may book on again
  "cancelled",
  "over",
);
export type ShiftState = (typeof shiftStates.names)[number];

/** How a suspicion that many heads are missing ends. */
export const absenceEnds = defineCodes("turned up", "shift over", "later shift");
export type AbsenceEnd = (typeof absenceEnds.names)[number];

/** How much of what is owed a region serves; a higher code serves less. */
export const serviceLevels = defineCodes(
  "normal",
  "strained",
  "priority only",
  "life only",
  "not staffed",
);
export type ServiceLevel = (typeof serviceLevels.names)[number];

/** What evidence for a service level is measured by. Of the first two little is bad, of the others much. */
export const levelMeasures = defineCodes(
  "free units", // per cent of the booked-on units that fit the grade's standard need
  "units booked on",
  "zero-unit minutes", // the longest that runs in any area
  "targets missed", // waiting incidents of the served grade whose target has passed
  "forecast no unit", // per cent of futures in which some area has none at some time within so many minutes
);
export type LevelMeasure = (typeof levelMeasures.names)[number];

export const proposalEnds = defineCodes("decided", "evidence changed", "configuration changed");
export type ProposalEnd = (typeof proposalEnds.names)[number];

/** Who defers an incident: the rule of the service level, or a person. */
export const deferralOrigins = defineCodes("none", "level", "person");
export type DeferralOrigin = (typeof deferralOrigins.names)[number];

export const deferralEnds = defineCodes("person", "level", "unit sent", "regraded");
export type DeferralEnd = (typeof deferralEnds.names)[number];

/** What a directive does to the dispatch of an incident that a person puts under it: nobody is sent, or no unit with its skills. */
export const directiveEffects = defineCodes("withhold", "limit");
export type DirectiveEffect = (typeof directiveEffects.names)[number];

/** `none` marks a free row. */
export const directiveStates = defineCodes(
  "none",
  "planned", // it begins later
  "in force",
  "over",
);
export type DirectiveState = (typeof directiveStates.names)[number];

/** Why a dispatch is as the response plan says again. */
export const restoredEnds = defineCodes(
  "person",
  "directive over",
  "unit sent", // all the same, and accepted by name
  "immediate", // it was assessed or served as one: no directive reaches it
  "out of scope", // by another type, place or grade
);
export type RestoredEnd = (typeof restoredEnds.names)[number];

/** What somebody of the room works on (the first two) or listens to. */
export const claimKinds = defineCodes("contact", "incident", "channel", "area");
export type ClaimKind = (typeof claimKinds.names)[number];

/** Why a claim ends: its holder or somebody else says so, its subject is done, or somebody takes it. */
export const claimEnds = defineCodes("released", "done", "taken over", "taken again");
export type ClaimEnd = (typeof claimEnds.names)[number];

/** Why a claim comes back to the pool. States of an account, and never a motive of a person. */
export const claimCauses = defineCodes(
  "signed out",
  "lost", // no screen of the account is connected, and it has asked for nothing
);
export type ClaimCause = (typeof claimCauses.names)[number];

/** `none` marks a free row. */
export const handOverStates = defineCodes("none", "begun", "confirmed", "withdrawn");
export type HandOverState = (typeof handOverStates.names)[number];

/** Who began it: whoever leaves, or the server, because they signed out without one. */
export const handOverCauses = defineCodes("person", "signed out", "booked off");
export type HandOverCause = (typeof handOverCauses.names)[number];

/** Who asks whom: we ask somebody, or somebody asks us. */
export const requestDirections = defineCodes("outgoing", "incoming");
export type RequestDirection = (typeof requestDirections.names)[number];

export const requestKinds = defineCodes("people", "units", "kit", "escort", "information");
export type RequestKind = (typeof requestKinds.names)[number];

/** `none` marks a free row. The last three are its ends: fulfilled, refused, withdrawn. */
export const requestStates = defineCodes(
  "none",
  "asked", // nobody has acknowledged it yet
  "received", // acknowledged; an answer is owed
  "accepted",
  "provisional", // accepted under a condition; a firm answer is owed
  "committed", // it is set aside for it
  "on the way",
  "arrived", // in use; it is owed back, or done with
  "released", // fulfilled
  "refused",
  "withdrawn",
);
export type RequestState = (typeof requestStates.names)[number];

export const requestAnswers = defineCodes("accepted", "provisional", "refused");
export type RequestAnswer = (typeof requestAnswers.names)[number];

/** Whether what arrived is what was sent, byte by byte. */
export const requestReceipts = defineCodes(
  "none", // nobody has acknowledged it yet
  "arrived whole",
  "shortened copy", // fewer bytes than were sent
  "changed copy", // other bytes, as many or more
  "not stated", // one side did not say what it sent or got
);
export type RequestReceipt = (typeof requestReceipts.names)[number];

/** `none` marks a free row. */
export const warningStates = defineCodes(
  "none",
  "issued", // some role that it names has not acknowledged it
  "acknowledged", // all have; it stands until somebody ends it
  "ended",
);
export type WarningState = (typeof warningStates.names)[number];

/** What a partner that asks for an escort is shown. */
export const escortSigns = defineCodes(
  "waiting",
  "not acknowledged", // nobody has seen it in time
  "acknowledged", // seen; whether there is one is not said yet
  "no escort", // refused, or nobody said that there is one in time
  "escort",
);
export type EscortSign = (typeof escortSigns.names)[number];

/** Nobody said = closed: nobody is sent to a door that may be shut. */
export const refugeOpenings = defineCodes("closed", "open", "full");
export type RefugeOpening = (typeof refugeOpenings.names)[number];

/** What was found where somebody was checked on. */
export const checkResults = defineCodes("well", "no answer", "needs help");
export type CheckResult = (typeof checkResults.names)[number];

export const partyKinds = defineCodes("own region", "partner", "region");
export type PartyKind = (typeof partyKinds.names)[number];

export const ownerKinds = defineCodes("role", "account");
export type OwnerKind = (typeof ownerKinds.names)[number];

export const itemKinds = defineCodes("vehicle", "key", "radio", "kit");
export type ItemKind = (typeof itemKinds.names)[number];

/** `none` marks a row that was never used. What is in use is in one of the next three. */
export const itemStates = defineCodes(
  "none",
  "in store",
  "issued", // somebody holds it
  "missing", // nobody knows where it is
  "withdrawn", // out of use for good
);
export type ItemState = (typeof itemStates.names)[number];

/** Of somebody off duty who is asked to come; `none` = nobody asks. */
export const recallStates = defineCodes("none", "asked", "comes");
export type RecallState = (typeof recallStates.names)[number];

export const recallAnswers = defineCodes("comes", "does not come");
export type RecallAnswer = (typeof recallAnswers.names)[number];

export const recallEnds = defineCodes("came", "cancelled");
export type RecallEnd = (typeof recallEnds.names)[number];

/** How the recovery of a vehicle that nobody is with ends. */
export const recoveryEnds = defineCodes("recovered", "stood down");
export type RecoveryEnd = (typeof recoveryEnds.names)[number];
/** How near a neighbour region is when help is asked for: of the same force, of another one near by, from anywhere. */
export const aidTiers = defineCodes("force", "region", "national");
export type AidTier = (typeof aidTiers.names)[number];

/** A unit between two regions, as both of them see it; `none` = it is where it belongs, and nobody waits for it. */
export const loanStates = defineCodes(
  "none",
  "committed", // named for it, not yet on its way
  "on the way",
  "there", // under the rules of the region that asked
  "going home",
);
export type LoanState = (typeof loanStates.names)[number];

/** What one region says to another about a request between them. */
export const aidSteps = defineCodes(
  "ask",
  "receive",
  "answer",
  "commit",
  "set out",
  "arrive",
  "release",
  "withdraw",
  "recall",
  "return",
);
export type AidStep = (typeof aidSteps.names)[number];

/** What a message did here: it took effect, it crossed another step, or there was no room for it. */
export const aidEffects = defineCodes("applied", "too late", "no room");
export type AidEffect = (typeof aidEffects.names)[number];

export const roles = defineCodes(
  "call taker",
  "dispatcher",
  "supervisor",
  "crew",
  "partner",
  "overseer",
  "administrator",
  "community", // reports, shelters and checks on each other, and nothing else
);
export type Role = (typeof roles.names)[number];
