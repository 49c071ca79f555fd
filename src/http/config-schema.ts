/**
 * Every key of a server's configuration, with its default and what it is for: docs/reference/config.md is made from this. What the
 * environment may set instead is in config-file.ts, and what hangs together between keys is checked in config.ts.
 */

import { z } from "zod";
import { limits } from "../core/limits.ts";
import { clockLimits } from "../live/clock.ts";
import { forecastLimits } from "../live/forecast/kinds.ts";
import { logLevels } from "../live/log.ts";
import { londonFireFit } from "../plan/straight-line.ts";
import { londonRoadCalibration } from "../roads/vehicle-class.ts";
import { outsideKinds } from "../wire/outside/travel-question.ts";
import { travelKeys } from "../wire/travel-config.ts";

const regionId = z.string().regex(/^[a-z0-9][a-z0-9-]{0,31}$/);

const originSchema = z
  .url({ protocol: /^https?$/ })
  .refine((text) => new URL(text).origin === text.replace(/\/$/, ""), {
    error: "an origin is scheme, host and port only, for example https://muster.example",
  })
  .transform((text) => new URL(text).origin);

const outsideRouterSchema = z.strictObject({
  kind: z.enum(outsideKinds).describe("Which interface it has."),
  url: z
    .url({ protocol: /^https?$/ })
    .transform((text) => text.replace(/\/+$/, ""))
    .describe("Its address, for example http://127.0.0.1:5000; redirects are not followed."),
  profile: z
    .string()
    .min(1)
    .max(64)
    .default("driving")
    .describe("Profile (OSRM, for example driving) or costing (Valhalla, for example auto)."),
  timeoutMillis: z
    .int()
    .min(50)
    .max(60_000)
    .default(2_000)
    .describe(
      "An answer that takes longer counts as none; after three in a row nobody is asked for 30 s.",
    ),
});

export const serverConfigSchema = z.strictObject({
  host: z.string().min(1).default("127.0.0.1").describe("Address to listen on."),
  port: z
    .int()
    .min(0)
    .max(65_535)
    .default(8787)
    .describe("Port to listen on; 0 lets the system choose."),
  origins: z
    .array(originSchema)
    .max(20)
    .default([])
    .describe(
      "Addresses under which people reach this server, for example https://muster.example. Needed when `host` is not a loopback address; requests with another Host or Origin are refused.",
    ),
  trustProxy: z
    .boolean()
    .default(false)
    .describe(
      "Take the client's address from the last entry of X-Forwarded-For. Only behind your own proxy.",
    ),
  tls: z
    .strictObject({
      certFile: z.string().describe("PEM file with the certificate chain."),
      keyFile: z.string().describe("PEM file with the private key."),
    })
    .optional()
    .describe("Serve HTTPS directly. Without it put a TLS proxy in front."),
  dataDir: z
    .string()
    .min(1)
    .default("./data")
    .describe("Directory of the store; relative to this file."),
  store: z
    .enum(["sqlite", "memory"])
    .default("sqlite")
    .describe("`memory` forgets everything at the stop and is for tests only."),
  regions: z
    .array(
      z.strictObject({
        id: regionId.describe("Short stable id, as in the region's own configuration."),
        configFile: z
          .string()
          .optional()
          .describe("Region configuration (JSON or YAML) entered when the region's log is empty."),
        demandModel: z
          .string()
          .optional()
          .describe(
            "Demand model (`muster fit`) that its forecasts take calls from; without one calls are like those of the last day.",
          ),
      }),
    )
    .max(100)
    .refine((regions) => new Set(regions.map(({ id }) => id)).size === regions.length, {
      error: "expected each region once",
    })
    .default([])
    .describe("Regions this process serves. Regions found in the store are served too."),
  demo: z
    .boolean()
    .default(false)
    .describe("Sign everybody in without a password. Refused unless `host` is a loopback address."),
  clock: z
    .strictObject({
      speed: z
        .number()
        .min(clockLimits.minSpeed)
        .max(clockLimits.maxSpeed)
        .default(1)
        .describe("World seconds per real second. Above 1 only with `demo`."),
    })
    .prefault({})
    .describe("The clock of the regions; sessions always use real time."),
  map: z
    .strictObject({
      file: z
        .string()
        .optional()
        .describe("Map package (muster map build), or a GeoJSON file with the base map alone."),
    })
    .prefault({})
    .describe("Map data that tiles, labels and the place search are made from."),
  travel: z
    .strictObject({
      ...travelKeys({ line: londonFireFit, roads: londonRoadCalibration }),
      outside: outsideRouterSchema
        .optional()
        .describe(
          "A router of another program, asked for a second opinion after a unit was sent; its answers are facts in the log. Off when left out.",
        ),
    })
    .prefault({})
    .describe("Travel times by straight line; `muster calibrate` fits and prints these keys."),
  aid: z
    .strictObject({
      links: z
        .array(
          z.strictObject({
            region: regionId.describe("Id of the neighbour region there."),
            url: z
              .url({ protocol: /^https?$/ })
              .describe("Address of that server, without a trailing slash."),
            tokenFile: z
              .string()
              .describe(
                "File with a token of the account there that speaks for the regions of this server.",
              ),
          }),
        )
        .max(limits.neighbours)
        .default([])
        .describe("Servers of neighbour regions that this process does not serve itself."),
    })
    .prefault({})
    .describe("Messages of mutual aid to other servers."),
  forecast: z
    .strictObject({
      everySeconds: z
        .int()
        .min(0)
        .max(3_600)
        .default(forecastLimits.everySeconds)
        .describe("Real seconds between two forecasts of a region; 0 = none are made."),
      futures: z
        .int()
        .min(50)
        .max(10_000)
        .default(forecastLimits.futures)
        .describe("Futures of a near forecast, of 4 hours; one of 24 hours has a fifth of them."),
    })
    .prefault({})
    .describe("Forecasts of the next hours, made in a thread of their own."),
  log: z
    .strictObject({
      level: z.enum(logLevels).default("info").describe("Least level that is written."),
    })
    .prefault({})
    .describe("The process log, JSON lines on stderr."),
  sessions: z
    .strictObject({
      idleHours: z
        .number()
        .positive()
        .max(168)
        .default(13)
        .describe("Sign out after this long without a request."),
      absoluteHours: z
        .number()
        .positive()
        .max(720)
        .default(24)
        .describe("Sign out after this long in any case."),
    })
    .prefault({})
    .describe("Sign-in sessions of people."),
  audit: z
    .strictObject({
      retentionDays: z
        .int()
        .min(1)
        .max(3660)
        .default(400)
        .describe("Audit entries older than this are removed."),
    })
    .prefault({})
    .describe("The audit trail of sign-ins and administration."),
  limits: z
    .strictObject({
      requestsPerSecond: z
        .int()
        .min(1)
        .max(100_000)
        .default(200)
        .describe("Per signed-in account, on average."),
      requestBurst: z
        .int()
        .min(1)
        .max(100_000)
        .default(1_000)
        .describe("Per signed-in account, at once."),
      signInsPerMinute: z
        .int()
        .min(1)
        .max(1_000)
        .default(20)
        .describe("Attempts from one address, on average."),
      streams: z
        .int()
        .min(1)
        .max(50_000)
        .default(5_000)
        .describe("Open event streams of the whole process."),
      streamsPerAccount: z
        .int()
        .min(1)
        .max(50_000)
        .default(200)
        .describe("Open event streams of one account."),
      waitingCommands: z
        .int()
        .min(1)
        .max(10_000)
        .default(2_000)
        .describe("Commands of one region waiting to become durable; more get live.busy."),
    })
    .prefault({})
    .describe(
      "Limits against overload; at each the request gets a stable code and changes nothing.",
    ),
  manualPack: z
    .strictObject({
      directory: z
        .string()
        .min(1)
        .optional()
        .describe(
          "Where manual packs are written, one folder a region; left out = `manual-pack` in `dataDir`, and nowhere with the memory store.",
        ),
      everyMinutes: z
        .int()
        .min(0)
        .max(1_440)
        .default(10)
        .describe("Between two manual packs of a region; 0 = none are written by themselves."),
    })
    .prefault({})
    .describe("The manual pack: what the room needs to go on with paper."),
  public: z
    .strictObject({
      periodHours: z
        .union([
          z.literal(1),
          z.literal(2),
          z.literal(3),
          z.literal(4),
          z.literal(6),
          z.literal(8),
          z.literal(12),
          z.literal(24),
        ])
        .default(6)
        .describe(
          "Hours of a period of public figures; periods begin at midnight UTC. A change makes the counts of old and new hours differ, so choose once.",
        ),
      delayMinutes: z
        .int()
        .min(0)
        .max(7 * 1_440)
        .default(60)
        .describe("From the end of a period to the publication of its rounded figures."),
      embargoDays: z
        .int()
        .min(1)
        .max(3_660)
        .default(30)
        .describe("From the end of a period to the opening of its exact figures."),
    })
    .prefault({})
    .describe("The public page and its figures."),
  record: z
    .strictObject({
      directory: z
        .string()
        .min(1)
        .optional()
        .describe(
          "Where records are kept, one folder a region, with their signing keys; left out = `record` in `dataDir`, and nowhere with the memory store.",
        ),
      origin: z
        .string()
        .regex(/^[^\s+]{1,128}$/)
        .regex(/[^/]$/)
        .optional()
        .describe(
          "What the names of the logs begin with, before a slash and the region's id; left out = host and port of the first of `origins` (or localhost), and `/record`. A log keeps the name it was made with.",
        ),
      everyMillis: z
        .int()
        .refine((millis) => millis === 0 || (millis >= 200 && millis <= 1_000), {
          error: "expected 0, or 200 to 1000",
        })
        .default(250)
        .describe(
          "Between two checkpoints while something is new, 200 to 1000; 0 = no record is kept.",
        ),
      witnesses: z
        .array(
          z.strictObject({
            key: z
              .string()
              .max(400)
              .describe(
                "Public key of its cosignatures, as NAME+ID+BASE64 (`muster witness` prints it).",
              ),
            url: z
              .url({ protocol: /^https?$/ })
              .transform((text) => text.replace(/\/+$/, ""))
              .describe("Its address, to which `/add-checkpoint` is added."),
          }),
        )
        .max(16)
        .default([])
        .describe("Witnesses that are asked to cosign every checkpoint (tlog-witness)."),
      requiredWitnesses: z
        .int()
        .min(0)
        .max(16)
        .default(0)
        .describe("Cosignatures that `checkpoint.witnessed` has at least; with 0 one will do."),
    })
    .prefault({})
    .describe("The record: a transparency log of each region, made beside the commands."),
  snapshots: z
    .strictObject({
      everyEvents: z
        .int()
        .min(100)
        .max(10_000_000)
        .default(20_000)
        .describe("Events between two snapshots."),
    })
    .prefault({})
    .describe("Snapshots make the start fast; they are only a cache."),
});

export type ServerConfig = z.output<typeof serverConfigSchema>;
export type ServerConfigInput = z.input<typeof serverConfigSchema>;
