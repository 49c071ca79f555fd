/** What the arguments of one line said, in the order-free form that the verbs make commands of. */

import type { ClaimSubject } from "../claim/claim-commands.ts";
import type {
  CallBackResult,
  ContactOutcome,
  Grade,
  RequestState,
  ServiceLevel,
  UnavailabilityReason,
  UnitStatus,
} from "../vocabulary.ts";

export interface SaidPlace {
  /** Undefined where only words were said and nobody knows where that is. */
  readonly point: { readonly latE7: number; readonly lonE7: number } | undefined;
  readonly words: string | undefined;
}

/** What a status phrase asks for; `label` is the code of the force's own label it was said with. */
export type StatusAct =
  | {
      readonly act: "progress";
      readonly status: "en route" | "at scene" | "transporting";
      readonly label?: string;
    }
  | { readonly act: "set"; readonly status: UnitStatus; readonly label?: string }
  | { readonly act: "clear" | "book off" | "emergency" | "welfare" };

/** What is said of a request, in the words of its states. */
export type RequestStep = Exclude<RequestState, "none" | "asked">;

export interface Values {
  units: number[];
  incident: number;
  note: number;
  contact: number | undefined;
  alarms: number[];
  closures: number[];
  request: number;
  directive: number;
  claimOf: ClaimSubject;
  claim: number;
  requestStep: RequestStep;
  /** Id of a neighbour region; empty = none was said. */
  region: string;
  /** Of units that are asked for or offered. */
  count: number;
  items: number[];
  /** Number of a planned shift. */
  shift: number;
  /** Codes of hours rules. */
  rules: string[];
  person: number;
  grade: Grade;
  level: ServiceLevel;
  incidentType: string;
  result: string;
  addedHazards: string[];
  removedHazards: string[];
  outcome: ContactOutcome;
  callBack: CallBackResult;
  reason: UnavailabilityReason | undefined;
  crew: number;
  seconds: number;
  place: SaidPlace | undefined;
  status: StatusAct;
  text: string | undefined;
}

export function makeValues(): Values {
  return {
    units: [],
    incident: 0,
    note: 0,
    contact: undefined,
    alarms: [],
    closures: [],
    request: 0,
    directive: 0,
    claimOf: { kind: "incident", number: 0 },
    claim: 0,
    requestStep: "received",
    region: "",
    count: 0,
    items: [],
    shift: 0,
    rules: [],
    person: 0,
    grade: "immediate",
    level: "normal",
    incidentType: "",
    result: "",
    addedHazards: [],
    removedHazards: [],
    outcome: "advice given",
    callBack: "reached",
    reason: undefined,
    crew: 0,
    seconds: 0,
    place: undefined,
    status: { act: "clear" },
    text: undefined,
  };
}
