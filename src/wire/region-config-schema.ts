/**
 * The schema of a region's configuration as it comes from a file or a command. Shapes and sizes are checked here,
 * so that a hostile one costs little; what must hang together (codes that exist) is the core's `listConfigFaults`.
 * The compiler proves that schema and core type are the same shape.
 */

import { z } from "zod";
import { absenceSignals } from "../core/absence/absence-model.ts";
import { limits } from "../core/limits.ts";
import { interruptions } from "../core/allocation/divert-rule.ts";
import { hoursLimits, hoursRuleKinds } from "../core/hours/hours-rules.ts";
import type { RegionConfig } from "../core/region/config.ts";
import {
  aidTiers,
  grades,
  levelMeasures,
  roles,
  serviceLevels,
  unitStatuses,
} from "../core/vocabulary.ts";
import type { Same } from "./same.ts";

const code = z.string().min(1).max(64);
const name = z.string().min(1).max(limits.nameLength);
const seconds = z.number().min(0).max(10_000_000);
const codes = (most: number) => z.array(code).max(most);

export const latE7Schema = z.int().min(-900_000_000).max(900_000_000);
export const lonE7Schema = z.int().min(-1_800_000_000).max(1_800_000_000);
/** E7 = degrees times 10^7. */
export const pointSchema = z.strictObject({ latE7: latE7Schema, lonE7: lonE7Schema });

const namedCode = z.strictObject({ code, name });

const need = z.strictObject({
  skills: codes(limits.skills),
  vehicles: codes(limits.skills),
  count: z.int().min(1).max(limits.unitsPerCommand),
});

const gradeRule = z.strictObject({
  label: name,
  targetSeconds: seconds.nullable(),
  rangeSeconds: seconds.nullable(),
});

function perGrade<Schema extends z.ZodType>(schema: Schema) {
  return z.strictObject({
    immediate: schema,
    priority: schema,
    scheduled: schema,
    resolution: schema,
  });
}

function byGrade<Schema extends z.ZodType>(schema: Schema) {
  return z.strictObject({
    immediate: schema,
    priority: schema,
    scheduled: schema,
    resolution: schema,
  });
}
const gradeList = z.array(z.enum(grades.names)).max(grades.names.length);
const served = z.enum([...grades.names, "deferred"]);
const levelText = z.string().max(limits.levelTextLength);

const levelPlan = z
  .array(
    z.strictObject({
      level: z.enum(serviceLevels.names),
      authority: z.array(z.enum(roles.names)).max(roles.names.length),
      triggers: z
        .array(
          z.strictObject({
            measure: z.enum(levelMeasures.names),
            grade: z.enum(grades.names).nullable(),
            withinMinutes: z.int().min(0).max(1_440).exactOptional(),
            begins: z.int().min(0).max(100_000),
            ends: z.int().min(0).max(100_000),
          }),
        )
        .max(limits.levelTriggers),
      holdSeconds: seconds,
      exitSeconds: seconds,
      reviewSeconds: seconds,
      served: perGrade(served),
      callBackSeconds: seconds,
      told: levelText,
      script: levelText,
      partnerMessage: levelText,
      publicMessage: levelText,
    }),
  )
  .max(serviceLevels.names.length);

export const regionConfigSchema = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/),
  name,
  centre: pointSchema,
  areas: z
    .array(
      z.strictObject({
        code,
        name,
        ring: z.array(z.tuple([lonE7Schema, latE7Schema])).max(10_000),
        reach: codes(limits.areas),
      }),
    )
    .max(limits.areas),
  skills: z.array(namedCode).max(limits.skills),
  vehicles: z.array(namedCode).max(limits.skills),
  hazards: z.array(namedCode).max(limits.hazards),
  results: z.array(namedCode).max(limits.incidentTypes),
  incidentTypes: z
    .array(
      z.strictObject({
        code,
        name,
        group: name,
        grade: z.enum(grades.names),
        words: z.array(z.string().max(64)).max(100),
      }),
    )
    .max(limits.incidentTypes),
  gradeRules: perGrade(gradeRule),
  standardNeeds: perGrade(need.nullable()),
  responsePlans: z
    .array(
      z.strictObject({
        types: codes(limits.incidentTypes),
        grades: z.array(z.enum(grades.names)).max(grades.names.length),
        needs: z.array(need).max(limits.needs),
      }),
    )
    .max(1_000),
  statusLabels: z
    .array(
      z.strictObject({ code, label: name, status: z.enum([...unitStatuses.names, "emergency"]) }),
    )
    .max(200),
  vehicleClasses: z
    .array(z.strictObject({ code, name, motor: z.boolean(), vehicles: codes(limits.skills) }))
    .max(limits.vehicleClasses)
    .exactOptional(),
  closureRule: z.strictObject({ reviewSeconds: seconds, alarmSeconds: seconds }).exactOptional(),
  roster: z
    .strictObject({
      stations: z.array(z.strictObject({ code, name, area: code })).max(limits.stations),
      teams: z.array(namedCode).max(limits.stations),
      posts: z.array(namedCode).max(limits.stations),
      earlySeconds: seconds,
      lateSeconds: seconds,
      absentSeconds: seconds,
      absence: z
        .strictObject({
          noShowShare: z.number(),
          correlation: z.number(),
          curve: z
            .array(z.strictObject({ seconds: z.int(), share: z.number() }))
            .max(limits.curvePoints),
          leaveShare: z.number(),
          lateTeamShare: z.number(),
          signals: z.array(z.enum(absenceSignals)).max(absenceSignals.length).exactOptional(),
        })
        .exactOptional(),
    })
    .exactOptional(),
  levelPlan: levelPlan.exactOptional(),
  divertRule: z
    .strictObject({
      takes: z
        .array(
          z.strictObject({
            grade: z.enum(grades.names),
            onTheWay: gradeList,
            atScene: gradeList,
          }),
        )
        .max(grades.names.length),
      interrupted: z.enum(interruptions),
    })
    .exactOptional(),
  queueRule: z
    .strictObject({
      riskPerMinute: byGrade(z.number()),
      thriveShare: z.number(),
      starvationSeconds: byGrade(seconds.nullable()),
      workSeconds: byGrade(seconds),
    })
    .exactOptional(),
  hoursRules: z
    .strictObject({
      set: code,
      version: code,
      rules: z
        .array(
          z.strictObject({
            code,
            kind: z.enum(hoursRuleKinds.names),
            hours: z.number().positive().max(168),
            days: z
              .int()
              .min(1)
              .max(hoursLimits.weeks * 7)
              .exactOptional(),
            night: z
              .strictObject({
                fromHour: z.int().min(18).max(23),
                untilHour: z.int().min(1).max(12),
                hours: z.number().positive().max(12),
                share: z.number().positive().max(1),
              })
              .exactOptional(),
            clause: z.string().min(1).max(300),
          }),
        )
        .max(hoursLimits.rules),
    })
    .exactOptional(),
  requestRule: z
    .strictObject({
      receiveSeconds: seconds,
      answerSeconds: seconds,
      commitSeconds: seconds,
      setOutSeconds: seconds,
      arriveSeconds: seconds,
      releaseSeconds: seconds,
      escort: z
        .strictObject({ acknowledgeSeconds: seconds, unmetSeconds: seconds })
        .exactOptional(),
      chain: z
        .array(z.strictObject({ role: z.enum(roles.names), seconds }))
        .min(1)
        .max(limits.escalationSteps),
      partners: z
        .array(z.strictObject({ code, name, accounts: z.array(code).max(limits.partnerAccounts) }))
        .max(limits.partners),
      kit: z.array(namedCode).max(limits.partners),
    })
    .exactOptional(),
  manualPack: z
    .strictObject({
      phoneTree: z
        .array(z.strictObject({ name, number: z.string().min(1).max(limits.phoneLength) }))
        .max(limits.phoneTree),
    })
    .exactOptional(),
  custodyRule: z
    .strictObject({
      handInSeconds: seconds,
      surge: z
        .strictObject({
          curve: z
            .array(z.strictObject({ seconds: z.int(), share: z.number().min(0).max(1) }))
            .max(limits.curvePoints),
          strayShare: z.number(),
          correlation: z.number(),
          windowSeconds: z.int(),
        })
        .exactOptional(),
      recovery: z
        .strictObject({ idleSeconds: z.int(), idleM: z.int(), awayM: z.int() })
        .exactOptional(),
    })
    .exactOptional(),
  refuges: z
    .array(
      z.strictObject({
        code,
        name,
        latE7: latE7Schema,
        lonE7: lonE7Schema,
        keepers: codes(limits.refugeKeepers),
      }),
    )
    .max(limits.refuges)
    .exactOptional(),
  hospitals: z
    .array(z.strictObject({ code, name, partner: code.exactOptional() }))
    .max(limits.hospitals)
    .exactOptional(),
  warningRule: z
    .strictObject({
      first: z.strictObject({ role: z.enum(roles.names), seconds }),
      second: z.strictObject({ role: z.enum(roles.names), seconds }),
      overseerSeconds: seconds,
    })
    .exactOptional(),
  aidPlan: z
    .strictObject({
      neighbours: z
        .array(
          z.strictObject({
            region: code,
            name,
            tier: z.enum(aidTiers.names),
            accounts: z.array(code).max(limits.partnerAccounts).exactOptional(),
          }),
        )
        .max(limits.neighbours),
      floors: z
        .array(
          z.strictObject({
            area: code.nullable(),
            grade: z.enum(grades.names).nullable(),
            units: z.int().min(0).max(limits.units),
          }),
        )
        .max(limits.aidFloors),
    })
    .exactOptional(),
  welfare: z
    .array(
      z.strictObject({
        status: z.enum(unitStatuses.names),
        warnSeconds: seconds,
        alarmSeconds: seconds,
      }),
    )
    .max(unitStatuses.names.length),
  doubleBooking: z.enum(["refuse", "warn"]),
  answerTargetSeconds: seconds,
  callBackSeconds: seconds,
  traceSeconds: seconds,
  retireSeconds: seconds,
  positionStaleSeconds: seconds,
  ruleFlags: z.array(z.int().min(0).max(10_000)).max(1_000),
});

/** Fails to compile when schema and core type differ. */
export const regionConfigProof: Same<z.output<typeof regionConfigSchema>, RegionConfig> = true;
