/**
 * Commands and their preview. A command has an id made by the client, so a retry is safe; it is one command of the
 * core or a line of the command grammar. The preview decides the same on a fork and stores nothing.
 */

import { createHash } from "node:crypto";
import { z } from "zod";
import type { Actor } from "../../core/authority.ts";
import { warningCodes } from "../../core/refusal.ts";
import type { Command } from "../../core/commands.ts";
import { preferOwnGround } from "../../wire/places/own-ground.ts";
import { findNamedPlace } from "../../core/grammar/names.ts";
import type { RegionState } from "../../core/state/region-state.ts";
import type { CommandAnswer } from "../../live/command-answer.ts";
import { previewCommands } from "../../live/preview.ts";
import { readLine } from "../../live/read-line.ts";
import { commandSchema } from "../../wire/command-schema.ts";
import { Problem } from "../problem.ts";
import { defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { instantInput } from "../views/instants.ts";
import { actorOf, getCaller, getRegion, regionParams } from "./region-route.ts";

const asked = {
  command: commandSchema.optional(),
  line: z
    .string()
    .min(1)
    .max(2_000)
    .optional()
    .describe("Command grammar, for example `send AB12 > 1043`"),
  accept: z
    .array(z.enum(warningCodes))
    .max(warningCodes.length)
    .optional()
    .describe("With a line: warnings that are accepted"),
};

function hasOne(body: { command?: unknown; line?: unknown }): boolean {
  return (body.command === undefined) !== (body.line === undefined);
}

const oneOfThem = { error: "expected either command or line" };

const commandBody = z
  .strictObject({
    id: z
      .string()
      .regex(/^[\w.:-]{8,64}$/, { error: "expected 8 to 64 characters of A-Z a-z 0-9 _ . : -" })
      .describe(
        "Made by the client, best a UUID of version 7; a retry with it gets the same answer",
      ),
    ...asked,
    occurredAt: instantInput.optional().describe("When it occurred; left out = now"),
    expect: z.int().min(0).optional().describe("Refuse unless the log is at this position"),
  })
  .refine(hasOne, oneOfThem);

const warningView = z.object({
  code: z.enum(warningCodes),
  message: z.string(),
  unit: z.number().optional(),
});

const answerView = z.object({
  position: z.number().describe("Position of the last event of the command"),
  events: z.number(),
  made: z.object({
    contact: z.number().optional(),
    incident: z.number().optional(),
    unit: z.number().optional(),
    note: z.number().optional(),
    closure: z.number().optional(),
    person: z.number().optional(),
    shift: z.number().optional(),
  }),
  warnings: z.array(warningView),
  replayed: z.literal(true).optional().describe("The answer to an earlier request with this id"),
  warningsLost: z
    .literal(true)
    .optional()
    .describe("Made again from the log, which does not hold warnings: the empty list says nothing"),
});

interface Asked {
  readonly command?: Command | undefined;
  readonly line?: string | undefined;
  readonly accept?: readonly (typeof warningCodes)[number][] | undefined;
}

/** Enough to see whether a name stands for one place only. */
const placesSearched = 30;

function readerOf(
  { command, line, accept }: Asked,
  server: ServerContext,
  { role }: Actor,
): (state: RegionState) => readonly Command[] {
  if (command !== undefined) return () => [command];
  // What a line may mean is read from the state, and its faults name call signs and incidents.
  if (role === "partner" || role === "community")
    throw new Problem("role.not-allowed", `A ${role} sends commands; lines are for the room.`);
  const { map, clock } = server;
  const findPlaceIn = ({ policy }: RegionState) =>
    map === undefined
      ? undefined
      : (words: string) =>
          findNamedPlace(
            preferOwnGround(
              map.findPlaces(words, placesSearched).filter(({ isEstimate }) => !isEstimate),
              policy?.config.areas ?? [],
            ).map(({ label, latE7, lonE7 }) => ({ name: label, latE7, lonE7 })),
            words,
          );
  return (state) =>
    readLine(
      { line: line ?? "", accept: accept ?? [], now: clock.now(), findPlace: findPlaceIn(state) },
      state,
    );
}

export const commandRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/commands",
    summary: "Give a command; answered when its events are durable, once per id",
    access: { kind: "signed in" },
    params: regionParams,
    body: commandBody,
    answer: {
      schema: answerView,
      description: "What was done. Refusals are problems with the core's code.",
    },
    handle: async (call) => {
      const { body } = call;
      const actor = actorOf(getCaller(call));
      const answer: CommandAnswer = await getRegion(call).submit({
        id: body.id,
        digest: createHash("sha256")
          .update(JSON.stringify([actor.account, { ...body, id: "" }]))
          .digest("base64"),
        actor,
        occurredAt: body.occurredAt,
        expect: body.expect,
        read: readerOf(body, call.server, actor),
      });
      return { json: answer };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/preview",
    summary: "What a command or line would do, decided on a fork; nothing is stored",
    access: { kind: "signed in" },
    params: regionParams,
    body: z.strictObject(asked).refine(hasOne, oneOfThem),
    answer: {
      schema: z.object({
        commands: z.array(z.looseObject({ type: z.string() })),
        events: z.array(z.string()).describe("One sentence for each event"),
        warnings: z.array(warningView),
        refusal: z
          .object({
            code: z.string(),
            message: z.string(),
            needs: z.array(z.string()).optional(),
            each: z.array(z.looseObject({ code: z.string(), message: z.string() })).optional(),
          })
          .optional(),
        position: z.number(),
      }),
      description: "The commands as understood and what would happen, or the refusal.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      const { position } = region;
      const actor = actorOf(getCaller(call));
      const preview = previewCommands(region, readerOf(call.body, call.server, actor), actor);
      await region.whenReadable(position);
      return { json: { ...preview, position } };
    },
  }),
];
