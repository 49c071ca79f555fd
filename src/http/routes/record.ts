/**
 * The record for everybody: the static files of C2SP tlog-tiles by their names, and proofs. They need no sign-in and say
 * nothing that is not public. Only names that the specification gives are looked for, so no request can name another file.
 */

import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { z } from "zod";
import { writeProofFile } from "../../record/proof/proof-file.ts";
import { entriesLevel, readTilePath } from "../../record/tree/tiles.ts";
import { RecordLogFault } from "../../live/record/fault.ts";
import { checkpointFile, witnessedFile } from "../../live/record/record-log.ts";
import { publicFolder } from "../../live/record/tile-files.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Answer, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { getCaller, getRegion, numberParam, regionParams } from "./region-route.ts";

const compress = promisify(gzip);

/** A region's id, or `_national`. */
const log = z
  .string()
  .regex(/^_?[a-z0-9][a-z0-9-]{0,31}$/, { error: "expected the id of a region" });
const part = z.string().regex(/^[a-z0-9.]{1,16}$/, { error: "expected a part of a tile's name" });

const textType = "text/plain; charset=utf-8";
const bytesType = "application/octet-stream";
/** A checkpoint is a second old at most; whatever has a tile's name never changes. */
const checkpointHeaders = { "cache-control": "public, max-age=1" };
const tileHeaders = { "cache-control": "public, max-age=31536000, immutable" };

async function readPublic(server: ServerContext, id: string, name: string): Promise<Buffer> {
  const directory = server.record?.directoryOf(id);
  if (directory !== undefined) {
    try {
      return await readFile(join(directory, publicFolder, name));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
  throw new Problem("record.none", "There is no such log, or it has no file of that name (yet).");
}

async function answerTile(
  server: ServerContext,
  id: string,
  parts: readonly string[],
  accepts: string | undefined,
): Promise<Answer> {
  const name = `tile/${parts.join("/")}`;
  const tile = readTilePath(name);
  if (tile.fault !== undefined) throw new Problem("record.none", tile.fault.message);
  const bytes = await readPublic(server, id, name);
  if (tile.value.level !== entriesLevel || accepts?.includes("gzip") !== true)
    return { bytes, contentType: bytesType, headers: tileHeaders };
  const headers = { ...tileHeaders, "content-encoding": "gzip", vary: "accept-encoding" };
  return { bytes: await compress(bytes), contentType: bytesType, headers };
}

/** The index of a tile is written in one to three parts, a width in one more. */
const tileRoutes: readonly Route[] = [["a"], ["a", "b"], ["a", "b", "c"], ["a", "b", "c", "d"]].map(
  (names) =>
    defineRoute({
      method: "GET",
      path: `/record/:log/tile/:level/${names.map((name) => `:${name}`).join("/")}`,
      summary: `A tile or bundle of entries (tlog-tiles), its index and width in ${names.length} part${names.length === 1 ? "" : "s"}`,
      access: { kind: "open" },
      params: z.object({
        log,
        level: part,
        ...Object.fromEntries(names.map((name) => [name, part])),
      }),
      answer: { contentType: bytesType, description: "Never changes." },
      handle: ({ server, params, incoming }) => {
        const { log: id, level, ...rest } = params as Record<string, string>;
        const parts = [level ?? "", ...names.map((name) => rest[name] ?? "")];
        return answerTile(server, id ?? "", parts, incoming.headers["accept-encoding"]);
      },
    }),
);

const statusView = z.object({
  origin: z.string().describe("Name of the log"),
  entries: z.number().describe("Entries that are durable in the record"),
  signed: z.number().describe("Entries of the newest checkpoint"),
  behind: z.number().describe("Durable events that no checkpoint speaks of yet"),
  behindSeconds: z.number(),
  isLate: z.boolean().describe("Commands go on, and the record does not keep up"),
  keys: z.array(z.string()).describe("Keys that sign, as NAME+ID+BASE64, the newest first"),
  witnesses: z
    .array(z.object({ name: z.string(), cosigned: z.number(), fault: z.string().nullable() }))
    .describe("What each witness cosigned last, in entries, and why the last request to it failed"),
  witnessed: z
    .number()
    .describe("Entries of the newest checkpoint that enough witnesses have cosigned"),
  signedSeconds: z
    .number()
    .nullable()
    .describe("Real seconds since the newest checkpoint was signed; null = none since the start"),
  requiredWitnesses: z.number().describe("Cosignatures that a checkpoint needs"),
  presentWitnesses: z.number().describe("Witnesses that cosign at present"),
  fault: z
    .object({ code: z.string(), message: z.string() })
    .nullable()
    .describe("Why nothing is signed"),
});

export const recordRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/record/:log/checkpoint",
    summary:
      "The newest signed checkpoint of a region's record (tlog-checkpoint), or of the national log",
    access: { kind: "open" },
    params: z.object({ log }),
    answer: { contentType: textType, description: "A signed note." },
    handle: async ({ server, params }) => ({
      bytes: await readPublic(server, params.log, checkpointFile),
      contentType: textType,
      headers: checkpointHeaders,
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/record/:log/checkpoint.witnessed",
    summary: "The newest checkpoint that as many witnesses as are required have cosigned",
    access: { kind: "open" },
    params: z.object({ log }),
    answer: { contentType: textType, description: "A signed note." },
    handle: async ({ server, params }) => ({
      bytes: await readPublic(server, params.log, witnessedFile),
      contentType: textType,
      headers: checkpointHeaders,
    }),
  }),
  defineRoute({
    method: "GET",
    path: "/record/:log/:until",
    summary: "checkpoint.until-ID: the last checkpoint that a key signed before it was retired",
    access: { kind: "open" },
    params: z.object({ log, until: z.string().regex(/^checkpoint\.until-[0-9a-f]{8}$/) }),
    answer: { contentType: textType, description: "A signed note." },
    handle: async ({ server, params }) => ({
      bytes: await readPublic(server, params.log, params.until),
      contentType: textType,
      headers: checkpointHeaders,
    }),
  }),
  ...tileRoutes,
  defineRoute({
    method: "GET",
    path: "/record/:log/proof/:position",
    summary:
      "Proof that the event at a position is in the record (tlog-proof), with its entry as extra data",
    access: { kind: "open" },
    params: z.object({ log, position: numberParam }),
    answer: { contentType: textType, description: "A proof that stands alone." },
    handle: async ({ server, params }) => {
      const { record } = server;
      if (record === undefined) throw new Problem("record.none", "No record is kept here.");
      try {
        const index = params.position - 1;
        const { entry, path, note } = await record.proveInclusion(params.log, index);
        const bytes = writeProofFile({
          index: BigInt(Math.max(0, index)),
          path,
          note,
          extra: entry,
        });
        return { bytes, contentType: textType, headers: { "cache-control": "no-store" } };
      } catch (error) {
        if (!(error instanceof RecordLogFault)) throw error;
        throw new Problem("record.no-proof", `${error.message}.`);
      }
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/record/erase",
    summary:
      "Erase the words of an event for good, with a reason; its entry stays and every proof still holds",
    access: { kind: "roles", roles: ["administrator"] },
    params: regionParams,
    body: z.strictObject({
      position: z.int().min(1).describe("Of the event in the region's log"),
      reason: z.string().min(1).max(500),
    }),
    answer: {
      schema: z.object({ position: z.number().describe("Of the event that says so") }),
      description:
        "Said in the log; within a second the words and the salt of their commitment are gone.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { position: erased, reason } = call.body;
      const askedBy = getCaller(call).account;
      const { position } = await region.runSystem({
        type: "record.erase-text",
        position: erased,
        askedBy,
        reason,
      });
      // Where no record is kept nobody follows the log for it.
      if (call.server.record === undefined) await call.server.store.eraseText(region.id, erased);
      return { json: { position } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/record/keys",
    summary:
      "Change the keys that sign the record: another one beside those of before, or the newest alone from now on",
    access: { kind: "roles", roles: ["administrator"] },
    params: regionParams,
    body: z.strictObject({
      change: z
        .enum(["rotate", "retire"])
        .describe("rotate: a new key signs, too; retire: all but the newest sign no more"),
    }),
    answer: {
      schema: z.object({ keys: z.array(z.string()).describe("Keys that sign, the newest first") }),
      description: "Said in the log and so in the record, in public; who did it is in the audit.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { identity, wall, record } = call.server;
      const { account } = getCaller(call);
      const kind = "record.keys-changed";
      const subject = `${region.id} ${call.body.change}`;
      identity.audit.note({ at: wall(), kind, account, remote: call.remote, subject });
      try {
        const how = call.body.change === "rotate" ? "rotateKeys" : "retireKeys";
        const keys = await record?.changeKeys(region.id, how);
        if (keys === undefined) throw new Problem("record.none", "No record is kept here.");
        return { json: { keys } };
      } catch (error) {
        if (!(error instanceof RecordLogFault) || error.code !== "record.not-rotated") throw error;
        throw new Problem("record.not-rotated", `${error.message}.`);
      }
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/record",
    summary: "How far the record is, which keys sign it, and why it lags",
    access: { kind: "signed in" },
    params: regionParams,
    answer: { schema: statusView, description: "As of now." },
    handle: (call) => {
      const status = call.server.record?.statusOf(getRegion(call).id);
      if (status === undefined) throw new Problem("record.none", "No record is kept here.");
      const witnesses = status.witnesses.map(({ fault, ...witness }) => ({
        ...witness,
        fault: fault ?? null,
      }));
      const { fault = null, signedSeconds = null } = status;
      return { json: { ...status, witnesses, fault, signedSeconds } };
    },
  }),
];
