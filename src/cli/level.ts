/**
 * `muster level ...`: the service level of a running server through its public API: what it is and what the evidence
 * says, the decision on it, and who waits with a promise. It decides as everybody does, by the command `level.set`.
 */

import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import { serviceLevels } from "../core/vocabulary.ts";
import type { IncidentView } from "../http/views/incident-view.ts";
import type { LevelView } from "../http/views/level-view.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import type { GapView } from "../wire/gap-schema.ts";
import { CliFault } from "./fault.ts";
import { gapLine } from "./gaps.ts";
import { eventsText, printJson, printLine } from "./print.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

interface SetOptions extends RegionOptions {
  readonly reason: string;
  readonly reviewInMinutes?: string;
}

export function addLevelCommand(program: Command): void {
  const level = program
    .command("level")
    .description("service level: show it, decide on it, list the promises under it");
  const show = level.command("show").description("show the service level with its evidence");
  const set = level
    .command("set")
    .description("decide on the service level; to stay at it is a decision, too")
    .argument("<level>", serviceLevels.names.join(", "))
    .requiredOption("--reason <words>", "why")
    .option("--review-in-minutes <minutes>", "when somebody looks again; left out = by the plan");
  const promises = level
    .command("promises")
    .description("list who is deferred or waits for a call-back, the first due in front");
  for (const [command, run] of [
    [show, showLevel],
    [set, setLevel],
    [promises, listPromises],
  ] as const) {
    command
      .option("--region <id>", "region; needed when the server has several")
      .option("--json", "print the server's answer as it is");
    addClientOptions(command).action(run);
  }
}

async function pathOf(client: Client, { region }: RegionOptions): Promise<string> {
  return `/api/regions/${encodeURIComponent(await client.region(region))}`;
}

function timeText(at: Instant | null): string {
  return at === null ? "never" : `${rfc3339FromInstant(at).slice(0, 19)}Z`;
}

async function showLevel(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const view = await client.ask<LevelView & { gaps: GapView[] }>("GET", `${path}/level`);
  if (options.json === true) {
    printJson(view);
    return;
  }
  for (const line of linesOf(view)) printLine(line);
  for (const gap of view.gaps) printLine(gapLine(gap));
}

function* linesOf(view: LevelView): Generator<string> {
  if (!view.isPlanned) {
    yield "normal: the region has no plan for service levels";
    return;
  }
  const since = view.decidedAt === null ? "" : ` since ${timeText(view.decidedAt)}, by ${view.by}`;
  yield `${view.level}${since}${view.reason === "" ? "" : `: ${view.reason}`}`;
  if (view.reviewAt !== null)
    yield `to be looked at again by ${timeText(view.reviewAt)}${view.isReviewOverdue ? ": OVERDUE" : ""}`;
  const { proposal, served } = view;
  if (proposal !== null)
    yield `${proposal.isProposed ? "PROPOSED" : "evidence points to"}: ${proposal.level}, since ${timeText(proposal.since)}`;
  for (const each of view.evidence) yield evidenceLine(each);
  if (served !== null) {
    const changed = Object.entries(served).filter(([grade, as]) => grade !== as);
    for (const [grade, as] of changed)
      yield `${grade} is ${as === "deferred" ? as : `served as ${as}`}`;
  }
  if (view.script !== "") yield `call takers: ${view.script}`;
  if (view.partnerMessage !== "") yield `partners: ${view.partnerMessage}`;
  if (view.publicMessage !== "") yield `public: ${view.publicMessage}`;
}

function evidenceLine(evidence: LevelView["evidence"][number]): string {
  const { level, measure, grade, withinMinutes, forecast, value, begins, ends } = evidence;
  const within = withinMinutes === undefined ? "" : ` within ${withinMinutes} min`;
  const of = grade === null ? "" : ` (${grade})`;
  const now = value === null ? "not known: no new forecast" : `${value}`;
  const from =
    forecast === undefined
      ? ""
      : `; forecast of ${timeText(forecast.madeAt)} from position ${forecast.position}`;
  return `  ${evidence.pointsHere ? "!" : " "} ${level}: ${measure}${within}${of} is ${now}, begins at ${begins}, ends at ${ends}${from}`;
}

async function setLevel(name: string, options: SetOptions): Promise<void> {
  const level = serviceLevels.names.find((each) => each === name);
  if (level === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      `The level is ${JSON.stringify(name)}, expected one of ${serviceLevels.names.join(", ")}; quote those of two words.`,
    );
  const { reason, reviewInMinutes } = options;
  if (reviewInMinutes !== undefined && !/^[1-9]\d{0,5}$/.test(reviewInMinutes))
    throw new CliFault(
      "cli.asked-wrongly",
      `--review-in-minutes is ${JSON.stringify(options.reviewInMinutes)}, expected whole minutes above 0.`,
    );
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  // The server's clock says when that is, so a time of review goes as a line of the grammar.
  const asked =
    reviewInMinutes === undefined
      ? { command: { type: "level.set", level, reason } }
      : { line: `level ${level} ${reviewInMinutes}m ${reason}` };
  const done = await client.ask<{ readonly position: number; readonly events: number }>(
    "POST",
    `${path}/commands`,
    { id: randomUUID(), ...asked },
  );
  if (options.json === true) printJson(done);
  else printLine(`done: ${level}, ${eventsText(done.events)} up to position ${done.position}`);
}

async function listPromises(options: RegionOptions): Promise<void> {
  const client = await Client.open(options, "supervisor");
  const path = await pathOf(client, options);
  const answer = await client.ask<{ count: number; incidents: IncidentView[] }>(
    "GET",
    `${path}/promises`,
  );
  if (options.json === true) printJson(answer);
  else for (const incident of answer.incidents) printLine(promiseLine(incident));
  if (options.json !== true && answer.count > answer.incidents.length)
    printLine(`${answer.count - answer.incidents.length} more, due later, are not listed`);
}

function promiseLine({
  incident,
  assessed,
  served,
  incidentTypeName,
  promise,
}: IncidentView): string {
  const parts = [
    `${incident} ${incidentTypeName}`,
    assessed === served ? assessed : `assessed ${assessed}, served ${served}`,
    promise?.by === "none" ? "units are sent for again" : `deferred by ${promise?.by ?? ""}`,
    `call-back ${timeText(promise?.callBackAt ?? null)}${promise?.isMissed === true ? " MISSED" : ""}`,
    promise?.isTold === true ? `told: ${promise.told}` : "NOT TOLD YET",
  ];
  return parts.join(" | ");
}
