/**
 * The small port that statements are evaluated through: calls with their responses, spans of time, and what the record
 * can know at all. Adapters make one from recorded calls or from a region's log; the evaluation sees no difference. A
 * record says what it does not hold, so that "not recorded" never reads as nought.
 */
import type { Instant } from "../../base/instant.ts";
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { Publication } from "./publication.ts";

/** What a record can hold; a metric names those that it needs. */
export const recordFacts = [
  "call",
  "answered",
  "dispatched",
  "responding",
  "on-scene",
  "transport",
  "handover",
  "available",
  "unit",
  "travel",
  "distance",
  "abandoned",
  "duty",
  "zero-unit",
  "level",
] as const;
export type RecordFact = (typeof recordFacts)[number];

/** Values by field name; "" where the record has a blank. */
export type Tags = Readonly<Record<string, string>>;

/** A unit's response to a call. Instants are undefined where the record has none. */
export interface RecordedResponse {
  readonly tags: Tags;
  readonly dispatchedAt?: Instant | undefined;
  readonly respondingAt?: Instant | undefined;
  readonly onSceneAt?: Instant | undefined;
  readonly transportAt?: Instant | undefined;
  readonly handoverAt?: Instant | undefined;
  readonly availableAt?: Instant | undefined;
  /** Where the source gives the travel time alone. */
  readonly travelSeconds?: number | undefined;
  /** Straight-line metres of the journey. */
  readonly metres?: number | undefined;
}

export interface RecordedContact {
  /** When it came; of a source that has only the arrival, that. */
  readonly at: Instant;
  readonly answeredAt?: Instant | undefined;
  /** When nothing more was owed; undefined while it is open or where it is not recorded. */
  readonly closedAt?: Instant | undefined;
  readonly isAbandoned?: boolean;
  /** An incident that no contact belongs to: it has responses, and is not counted among the calls. */
  readonly isIncidentAlone?: boolean;
  /** Written down later than the record allows (a paper form, a late mark). */
  readonly isLate?: boolean;
  readonly tags: Tags;
  /** Calls about one incident share the same objects, so that each response counts once. */
  readonly responses: readonly RecordedResponse[];
  /** Index of its entry in the record's log, where there is one. */
  readonly position?: number;
}

/** A unit on duty, a unit that could be sent, a clock without a unit, a service level. `until` undefined: it still goes on. */
export interface RecordedSpan {
  readonly kind: "duty" | "free" | "zero-unit" | "level";
  readonly from: Instant;
  readonly until?: Instant | undefined;
  readonly tags: Tags;
}

/** What "normal" means, as somebody signed it: all of its conditions must hold. It counts from when it was published. */
export interface NormalDefinition {
  readonly id: string;
  readonly text: string;
  readonly signedBy: string;
  readonly definedAt: Instant;
  /** Proven and checked; a string says what was wrong with it, null that it is in no checkpoint that was published. */
  readonly publication: Publication | string | null;
  readonly conditions: readonly NormalCondition[];
}

export interface NormalCondition {
  readonly metric: string;
  readonly statistic: string | null;
  readonly filter: Filter;
  readonly comparator: string;
  readonly value: number;
  readonly unit: string;
  readonly withinSeconds: number | null;
}

/** Field to accepted values; every field must fit. */
export type Filter = Readonly<Record<string, readonly string[]>>;

export interface StatementRecord {
  /** What was looked at, for the card: a file's name, or a region and a position. */
  readonly name: string;
  readonly attribution: string;
  /** Names of the whole area; parts of it are values of the place fields. */
  readonly areas: readonly string[];
  readonly zone: ZoneOffsets;
  /** What is covered, first instant and first one after. */
  readonly from: Instant;
  readonly to: Instant;
  readonly holds: ReadonlySet<RecordFact>;
  /** Filter fields that the record has values for. */
  readonly fields: ReadonlySet<string>;
  /** Whether calls carry a late mark; without one the late share is unknown and not nought. */
  readonly marksLate: boolean;
  /** True: what has no end still goes on. False: its end may not have been written down. */
  readonly knowsWhatIsOpen: boolean;
  readonly calls: readonly RecordedContact[];
  readonly spans: readonly RecordedSpan[];
  readonly definitions: readonly NormalDefinition[];
  /** Known artefacts, repeated on every card. */
  readonly caveats: readonly string[];
}
