/**
 * Statements against a region's log: reading a text, checking what somebody confirmed, keeping the check in the log and
 * correcting it, and what normal means here. For those who may read the log, and audited as a reading of it.
 */

import { z } from "zod";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { LogFolds, type ReadLogRecord } from "../../live/statements/read-log.ts";
import { type KeptCheck, StatementShelf } from "../../live/statements/shelf.ts";
import { loadSuggester } from "../../live/statements/wink.ts";
import { statementRule } from "../../core/statement/decide.ts";
import { proveDefinitions } from "../../live/statements/definition-proof.ts";
import { makeCardProof } from "../../live/statements/card-proof.ts";
import { type Card, claimReviewOf, makeCard } from "../../record/statement/card.ts";
import { findMetric } from "../../record/statement/catalogue.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { comparators, isStatistic } from "../../record/statement/words.ts";
import { readingsFileOf } from "../../wire/reading/confirmed.ts";
import { readText } from "../../wire/reading/read-text.ts";
import {
  checkRequest,
  normalRequest,
  readRequest,
  recordRequest,
} from "../../wire/statement/requests.ts";
import { Problem } from "../problem.ts";
import { type Call, defineRoute, type Route } from "../route.ts";
import type { ServerContext } from "../server-context.ts";
import { renderStatement, statementPolicy } from "../views/statement-page.ts";
import {
  checkConfigured,
  getCaller,
  getRegion,
  numberParam,
  regionParams,
} from "./region-route.ts";
import { logAccess } from "./roles.ts";

interface Desk {
  readonly shelf: StatementShelf;
  readonly folds: LogFolds;
}

const desks = new WeakMap<RegionRuntime, Desk>();

function deskOf(region: RegionRuntime): Desk {
  let desk = desks.get(region);
  if (desk === undefined) {
    desk = { shelf: new StatementShelf(), folds: new LogFolds() };
    desks.set(region, desk);
  }
  return desk;
}

type AnyCall = Call<undefined, undefined, undefined>;

/** The region, once the reading of its log is in the audit. */
function openLog(call: Pick<AnyCall, "region" | "caller" | "server" | "remote">): RegionRuntime {
  const region = getRegion(call);
  checkConfigured(region);
  const { identity, wall } = call.server;
  const { account } = getCaller(call);
  identity.audit.note({ at: wall(), kind: "log.read", account, remote: call.remote });
  return region;
}

/** Positions of entries on a card; the others are counted and not listed. */
const listedPositions = 50;

function check(
  server: ServerContext,
  region: RegionRuntime,
  { statement, timeZone, until }: z.output<typeof checkRequest>,
  by: string,
): Promise<{ readonly card: Card; readonly position: number }> {
  const asked = { zone: new ZoneOffsets(timeZone), until };
  return deskOf(region).folds.use(server.store, region, asked, (read) =>
    judge(server, region, statement, read, by),
  );
}

async function judge(
  server: ServerContext,
  region: RegionRuntime,
  said: z.output<typeof checkRequest>["statement"],
  { record: folded, position, normal }: ReadLogRecord,
  by: string,
): Promise<{ readonly card: Card; readonly position: number }> {
  const definitions =
    said.statement.metric === "normal"
      ? await proveDefinitions(server.record, region.id, normal)
      : [];
  const record = { ...folded, definitions };
  const evaluation = evaluate(said.statement, record);
  const sides = evaluation.sides.map((side) => ({
    ...side,
    positions: side.positions.slice(0, listedPositions),
  }));
  const counted = evaluation.sides.flatMap((side) => side.positions);
  const hasDefinition = evaluation.definition !== undefined;
  const proof = await makeCardProof(server.record, region.id, counted, hasDefinition);
  const checked = { at: region.now(), by, proof };
  const card = makeCard(said.text, said.statement, { ...evaluation, sides }, record, checked);
  return { card, position };
}

async function findCheck(
  call: Pick<AnyCall, "region" | "caller" | "server" | "remote">,
  number: number,
): Promise<KeptCheck> {
  const region = openLog(call);
  const found = await deskOf(region).shelf.find(call.server.store, region.id, number);
  if (found === undefined)
    throw new Problem("statement.unknown", `There is no checked statement ${number} in this log.`);
  return found;
}

const cardAnswer = z.object({ position: z.number(), card: z.looseObject({}) });
const checkParams = regionParams.extend({ number: numberParam });

function rowOf({ card, ...row }: KeptCheck): object {
  return { ...row, text: card?.text ?? null };
}

const checkRoutes: readonly Route[] = [
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/statements/read",
    summary: "A text read for statements: suggestions for a person to confirm, and its provenance",
    access: logAccess,
    params: regionParams,
    body: readRequest,
    answer: {
      description:
        "readings, provenance, and the readings as a file to confirm. No verdict is given.",
    },
    handle: async (call) => {
      const region = openLog(call);
      const { text, asOf, timeZone } = call.body;
      const suggester = await loadSuggester();
      const asked = { zone: new ZoneOffsets(timeZone) };
      return deskOf(region).folds.use(call.server.store, region, asked, ({ record }) => {
        const places = { byName: new Map<string, string[]>(), areas: record.areas };
        const read = readText(text, suggester(text), { record, places, asOf });
        return { json: { ...read, file: readingsFileOf(read.readings) } };
      });
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/statements/evaluate",
    summary: "The verdict on a statement by the region's log; nothing is kept",
    access: logAccess,
    params: regionParams,
    body: checkRequest,
    answer: {
      schema: cardAnswer,
      description: "The verdict card; the caller's account is who confirmed the reading.",
    },
    handle: async (call) => {
      const region = openLog(call);
      return { json: await check(call.server, region, call.body, getCaller(call).account) };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/statements",
    summary:
      "Check a statement and keep the verdict in the log; with `corrects` as a correction of an earlier one",
    access: logAccess,
    params: regionParams,
    body: recordRequest,
    answer: {
      description:
        "number (its position in the log) and card. An earlier verdict stays beside its correction.",
    },
    handle: async (call) => {
      const { corrects, why } = call.body;
      const region = openLog(call);
      if (corrects !== null) await findCheck(call, corrects);
      const { account } = getCaller(call);
      const { card, position } = await check(call.server, region, call.body, account);
      const text = JSON.stringify(card);
      if (text.length > statementRule.cardLength)
        throw new Problem(
          "input.invalid",
          `The card would have ${text.length} characters, and ${statementRule.cardLength} are kept: shorten the text or the filter.`,
        );
      const { evaluation } = card;
      const answer = await region.runSystem({
        type: "statement.record-check",
        askedBy: account,
        madeAt: position,
        corrects,
        why,
        // A metric that is none of the catalogue is what somebody wrote, and no fact.
        metric: findMetric(evaluation.metric ?? "") === undefined ? null : evaluation.metric,
        comparator: card.query.comparator,
        saidUnit: evaluation.unit,
        verdict: evaluation.verdict,
        because: evaluation.reasons[0].code,
        figures: evaluation.sides
          .slice(0, statementRule.figures)
          .map(({ value, numerator, denominator, missing, late }) => ({
            value,
            numerator,
            denominator,
            missing,
            late,
          })),
        card: text,
      });
      return { json: { number: answer.position, card } };
    },
  }),
];

export const statementRoutes: readonly Route[] = [
  ...checkRoutes,
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/statements",
    summary: "Statements that were checked, oldest first, with what corrects what",
    access: logAccess,
    params: regionParams,
    answer: {
      description:
        "number, at, askedBy, madeAt, verdict, metric, corrects, why, correctedBy, text.",
    },
    handle: async (call) => {
      const region = openLog(call);
      const checks = await deskOf(region).shelf.list(call.server.store, region.id);
      return { json: { statements: checks.map(rowOf) } };
    },
  }),
  defineRoute({
    method: "GET",
    path: "/api/regions/:region/statements/:number",
    summary: "A checked statement: as JSON, as a page, or as ClaimReview (schema.org)",
    access: logAccess,
    params: checkParams,
    query: z.strictObject({ as: z.enum(["json", "html", "claim-review"]).default("json") }),
    answer: {
      description: "With as=html a page that needs no script; with as=claim-review JSON-LD.",
    },
    handle: async (call) => {
      const found = await findCheck(call, call.params.number);
      const path = `/api/regions/${encodeURIComponent(getRegion(call).id)}/statements/${found.number}`;
      const host = call.incoming.headers.host ?? "";
      const url = `https://${host}${path}?as=html`;
      if (call.query.as === "html")
        return {
          bytes: renderStatement(found, url),
          contentType: "text/html; charset=utf-8",
          headers: { "content-security-policy": statementPolicy },
        };
      if (call.query.as === "json") return { json: found };
      if (found.card === null)
        throw new Problem(
          "statement.unknown",
          "The words of this check were erased, so there is no review of it.",
        );
      const review = claimReviewOf(found.card, url, found.card.record.attribution);
      return { bytes: JSON.stringify(review), contentType: "application/ld+json" };
    },
  }),
  defineRoute({
    method: "POST",
    path: "/api/regions/:region/normal",
    summary: 'Define what "operations are normal" means from now on',
    access: { kind: "roles", roles: ["supervisor", "administrator"] },
    params: regionParams,
    body: normalRequest,
    answer: {
      description:
        "position: of the definition in the log. It holds for what is said after it, never before.",
    },
    handle: async (call) => {
      const region = getRegion(call);
      checkConfigured(region);
      const { words, conditions } = call.body;
      for (const { metric, statistic, comparator } of conditions) {
        const isSound =
          (findMetric(metric)?.kind ?? "word") !== "word" &&
          (statistic === null || isStatistic(statistic)) &&
          comparators.includes(comparator);
        if (!isSound)
          throw new Problem(
            "input.invalid",
            `A condition names a metric, statistic or comparator that the catalogue does not have: ${metric}, ${statistic ?? "none"}, ${comparator}.`,
          );
      }
      const { account } = getCaller(call);
      const { position } = await region.runSystem({
        type: "normal.define",
        askedBy: account,
        conditions,
        words,
      });
      return { json: { position } };
    },
  }),
];
