/**
 * Recorded calls in Muster's own form: one call with everybody who was sent, the units with their bases and duty,
 * and the region's configuration that fits them. It is what the importer writes (JSON lines) and the driver plays.
 */
import { z } from "zod";
import { limits } from "../../core/limits.ts";
import { grades } from "../../core/vocabulary.ts";
import { latE7Schema, lonE7Schema } from "../region-config-schema.ts";

const instant = z.int().positive();
const optionalInstant = instant.nullable();

export const recordedResponseSchema = z.strictObject({
  unit: z.string().min(1).max(limits.callSignLength),
  dispatchedAt: optionalInstant,
  respondingAt: optionalInstant,
  onSceneAt: optionalInstant,
  transportAt: optionalInstant,
  handoverAt: optionalInstant,
  availableAt: optionalInstant,
});

/** One line of calls.jsonl. Instants are microseconds since 1970. */
export const recordedCallSchema = z.strictObject({
  call: z.string().min(1).max(100),
  receivedAt: instant,
  answeredAt: optionalInstant,
  incidentType: z.string().min(1).max(64),
  grade: z.enum(grades.names),
  latE7: latE7Schema,
  lonE7: lonE7Schema,
  place: z.string().max(limits.placeLength),
  area: z.string().min(1).max(64),
  /** Minutes at the scene where the responses do not say. */
  sceneMinutes: z.number().positive(),
  responses: z.array(recordedResponseSchema).max(200),
});

/** One line of units.jsonl. */
export const recordedUnitSchema = z.strictObject({
  callSign: z.string().min(1).max(limits.callSignLength),
  vehicle: z.string().min(1).max(64),
  skills: z.array(z.string().min(1).max(64)).max(limits.skills),
  crew: z.int().min(0).max(255),
  area: z.string().min(1).max(64),
  base: z.strictObject({ latE7: latE7Schema, lonE7: lonE7Schema }),
  /** Times on duty, ascending and apart. */
  duties: z.array(z.tuple([instant, instant])).max(1000),
});

export type RecordedResponse = z.output<typeof recordedResponseSchema>;
export type RecordedCall = z.output<typeof recordedCallSchema>;
export type RecordedUnitLine = z.output<typeof recordedUnitSchema>;

export const recordedLimits = {
  calls: 1_000_000,
  units: limits.units,
  lineLength: 100_000,
} as const;
