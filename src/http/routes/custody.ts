/**
 * Custody to look at: items and who holds them, the chain of one from the log, and items in from a file. To issue, hand over and
 * hand in are commands like all others.
 */

import { z } from "zod";
import { authority } from "../../core/authority.ts";
import { limits } from "../../core/limits.ts";
import { hasItem } from "../../core/state/region-state.ts";
import { readChain } from "../custody-chain.ts";
import { importItems, itemColumns, itemFileLimits, type ItemRow } from "../custody-import.ts";
import { Problem } from "../problem.ts";
import { bodyLimits, defineRoute, type Route } from "../route.ts";
import {
  chainLineView,
  custodyCountView,
  itemView,
  listItemIds,
  recoveryView,
  viewRecoveries,
  viewCustodyCount,
  viewItem,
} from "../views/custody-view.ts";
import { consoleAccess } from "./roles.ts";
import {
  actorOf,
  answerDurable,
  checkConfigured,
  getCaller,
  getRegion,
  listQuery,
  regionParams,
} from "./region-route.ts";

const cell = z.string().max(itemFileLimits.cellLength);

export const custodyRoutes: readonly Route[] = [
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/custody",
    summary: "Items and who holds them, by id; state=owed lists what people off duty hold",
    access: consoleAccess,
    params: regionParams,
    query: listQuery.extend({
      state: z.enum(["use", "all", "in store", "issued", "missing", "owed"]).default("use"),
    }),
    answer: {
      schema: z.object({
        position: z.number(),
        count: custodyCountView,
        recoveries: z.array(recoveryView).describe("Vehicles that nobody is with: open ones"),
        items: z.array(itemView),
      }),
      description: "A page, the counts of all, and vehicles to recover.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { after, limit, state: filter } = call.query;
      const json = await answerDurable(region, () => ({
        count: viewCustodyCount(region.state),
        recoveries: viewRecoveries(region.state),
        items: listItemIds(region.state, filter)
          .filter((item) => item > after)
          .slice(0, limit)
          .map((item) => viewItem(region.state, item)),
      }));
      return { json };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/custody/:item/chain",
    summary: "Who held an item, from the log, the last hand first; by the code on it",
    access: consoleAccess,
    params: regionParams.extend({ item: z.string().max(limits.itemCodeLength) }),
    query: z.strictObject({
      from: z.coerce
        .number()
        .int()
        .min(1)
        .optional()
        .describe("Position of the link to begin at; left out = the last"),
    }),
    answer: {
      schema: z.object({
        position: z.number(),
        item: itemView,
        next: z.number().describe("Where the next page begins; 0 = this is all of it"),
        lines: z.array(chainLineView),
      }),
      description: "The chain.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const item = region.state.text?.itemOfCode.get(call.params.item.toUpperCase()) ?? -1;
      if (!hasItem(region.state, item))
        throw new Problem("item.unknown", `There is no item "${call.params.item}" in this region.`);
      const { position, ...shown } = await answerDurable(region, () => ({
        item: viewItem(region.state, item),
        end: region.state.columns.items.position[item],
      }));
      const from = Math.min(call.query.from ?? shown.end, shown.end);
      const { lines, next } = await readChain(region, call.server.store, item, from);
      return { json: { position, item: shown.item, next, lines } };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/custody/import",
    summary: "Register items from rows; the same again does nothing",
    access: { kind: "roles", roles: authority["item.register"] },
    params: regionParams,
    body: z.strictObject({
      rows: z
        .array(
          z.strictObject({
            line: z.int().min(0),
            cells: z.strictObject(
              Object.fromEntries(itemColumns.map((column) => [column, cell.exactOptional()])),
            ),
          }),
        )
        .max(itemFileLimits.rows),
    }),
    bodyLimitBytes: bodyLimits.rosterBytes,
    answer: {
      schema: z.object({
        position: z.number(),
        taken: z.array(
          z.object({
            line: z.number(),
            item: z.number().nullable(),
            did: z.enum(["registered", "amended", "nothing"]),
          }),
        ),
        faults: z.array(z.object({ line: z.number(), code: z.string(), detail: z.string() })),
      }),
      description: "Every row is in `taken` or in `faults`, in the order of the file.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const rows = call.body.rows as readonly ItemRow[];
      const { taken, faults } = await importItems(region, actorOf(getCaller(call)), rows);
      return { json: { taken, faults, position: region.durablePosition } };
    },
  }),
];
