/**
 * `muster request ...`: requests of a running server through its public API: what is asked of whom, the asking, and each step of
 * the answer. As a partner's account it shows and does what that partner may.
 */

import { createHash, randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import type { Command } from "commander";
import { microsFromSeconds, rfc3339FromInstant, type Instant } from "../base/instant.ts";
import { partyKinds, requestAnswers, requestKinds } from "../core/vocabulary.ts";
import type { RequestView } from "../http/views/request-view.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { eventsText, printJson, printLine } from "./print.ts";

interface RegionOptions extends ClientOptions {
  readonly region?: string;
  readonly json?: boolean;
}

interface StepOptions extends RegionOptions {
  readonly reason?: string;
  readonly quantity?: string;
  readonly etaInMinutes?: string;
  readonly wordsFile?: string;
  readonly inMinutes?: string;
  readonly role?: string;
  readonly account?: string;
}

interface AskOptions extends RegionOptions {
  readonly of?: string;
  readonly from?: string;
  readonly item?: string;
  readonly quantity: string;
  readonly words?: string;
  readonly wordsFile?: string;
  readonly neededInMinutes?: string;
}

type Run = (number: string, options: StepOptions) => Promise<void>;

export function addRequestCommand(program: Command): void {
  const request = program
    .command("request")
    .description("requests: what is asked of whom, and what became of it");
  const add = (name: string, about: string): Command =>
    request
      .command(name)
      .description(about)
      .option("--region <id>", "region; needed when the server has several")
      .option("--json", "print the server's answer as it is");
  const of = (name: string, about: string): Command =>
    add(name, about).argument("<number>", "number of the request");
  const step = (command: Command, run: Run): void => {
    addClientOptions(command).action(run);
  };
  addClientOptions(
    add("list", "list requests, what is owed soonest in front").option("--all", "ended ones, too"),
  ).action(listRequests);
  addAsk(add("ask", "ask somebody for something, or enter what we are asked for"));
  const receive = of("receive", "acknowledge the receipt").option(
    "--words-file <file>",
    "the words as they arrived; their SHA-256 goes with the receipt",
  );
  step(receive, receiveRequest);
  const answer = of("answer", `answer it: ${requestAnswers.names.join(", ")}`)
    .argument("<answer>", requestAnswers.names.join(", "))
    .option("--quantity <number>", "how many of what was asked")
    .option("--reason <words>", "why; needed unless it is accepted");
  addClientOptions(answer).action(answerRequest);
  const eta = ["--eta-in-minutes <minutes>", "when it should arrive"] as const;
  const commit = of("commit", "set aside what was accepted")
    .option("--quantity <number>", "how many; left out = what was accepted")
    .option(...eta);
  step(commit, sendStep("request.commit"));
  step(of("set-out", "it is on the way").option(...eta), sendStep("request.set-out"));
  step(of("arrive", "it is there"), sendStep("request.arrive"));
  const why = ["--reason <words>", "why"] as const;
  step(of("release", "an end: fulfilled").requiredOption(...why), sendStep("request.release"));
  step(
    of("withdraw", "an end: not needed any more").requiredOption(...why),
    sendStep("request.withdraw"),
  );
  const extend = of("extend", "another deadline for what is owed now")
    .requiredOption("--in-minutes <minutes>", "the deadline, from now")
    .requiredOption(...why);
  step(extend, sendStep("request.extend"));
  const assign = of("assign", "give it to another owner")
    .option("--role <role>", "a role owns it")
    .option("--account <id>", "an account owns it")
    .requiredOption(...why);
  step(assign, sendStep("request.assign"));
}

function addAsk(command: Command): void {
  const ask = command
    .argument("<kind>", requestKinds.names.join(", "))
    .option("--of <party>", "whom we ask: partner:CODE, region:CODE or own")
    .option("--from <party>", "who asks us: partner:CODE or region:CODE")
    .option("--item <code>", "what kit; of kit only")
    .option("--quantity <number>", "how many", "1")
    .option("--words <words>", "what is asked, in words")
    .option("--words-file <file>", "the same from a file, byte for byte")
    .option("--needed-in-minutes <minutes>", "when it is needed; left out = as soon as can be");
  addClientOptions(ask).action(askRequest);
}

interface Place {
  readonly client: Client;
  readonly path: string;
  readonly region: string;
}

async function open(options: RegionOptions): Promise<Place> {
  const client = await Client.open(options, "supervisor");
  const region = await client.region(options.region);
  return { client, region, path: `/api/regions/${encodeURIComponent(region)}` };
}

function wrongly(what: string, got: string, expected: string): CliFault {
  return new CliFault(
    "cli.asked-wrongly",
    `${what} is ${JSON.stringify(got)}, expected ${expected}.`,
  );
}

function wholeNumber(what: string, text: string): number {
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw wrongly(what, text, "a whole number above 0");
}

/** So many minutes on the server's clock, which is not always this machine's. */
async function inMinutes({ client }: Place, what: string, text: string): Promise<Instant> {
  const minutes = wholeNumber(what, text);
  const { clock } = await client.ask<{ clock: { now: Instant } }>("GET", "/api/session");
  return clock.now + microsFromSeconds(minutes * 60);
}

async function send(place: Place, command: object, options: RegionOptions): Promise<void> {
  const done = await place.client.ask<{
    position: number;
    events: number;
    made: { request?: number };
  }>("POST", `${place.path}/commands`, { id: randomUUID(), command });
  if (options.json === true) printJson(done);
  else {
    const made = done.made.request === undefined ? "" : `request ${done.made.request}, `;
    printLine(`done: ${made}${eventsText(done.events)} up to position ${done.position}`);
  }
}

function partyOf(text: string, region: string): { kind: string; code: string } {
  if (text === "own") return { kind: "own region", code: region };
  const [kind, code] = text.split(":", 2);
  if (code !== undefined && code !== "" && kind !== "own region" && partyKinds.has(kind))
    return { kind, code };
  throw wrongly("The party", text, "partner:CODE, region:CODE or own");
}

/** Bytes that are no UTF-8 would be changed on the way, so they are not taken. */
function readWords(file: string): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(readFileSync(file));
  } catch (error) {
    throw new CliFault(
      "cli.asked-wrongly",
      `${file} can not be read as UTF-8: ${(error as Error).message}`,
    );
  }
}

async function askRequest(kind: string, options: AskOptions): Promise<void> {
  if (!requestKinds.has(kind)) throw wrongly("The kind", kind, requestKinds.names.join(", "));
  const { of: asked, from, item, words, wordsFile, neededInMinutes } = options;
  const party = asked ?? from;
  if (party === undefined || (asked !== undefined && from !== undefined))
    throw new CliFault(
      "cli.asked-wrongly",
      "Name either whom we ask (--of) or who asks us (--from).",
    );
  const quantity = wholeNumber("--quantity", options.quantity);
  const text = wordsFile === undefined ? words : readWords(wordsFile);
  const place = await open(options);
  const neededAt =
    neededInMinutes === undefined
      ? {}
      : { neededAt: await inMinutes(place, "--needed-in-minutes", neededInMinutes) };
  const command = {
    type: "request.ask",
    direction: asked === undefined ? "incoming" : "outgoing",
    kind,
    quantity,
    party: partyOf(party, place.region),
    ...(item === undefined ? {} : { item }),
    ...(text === undefined ? {} : { words: text }),
    ...neededAt,
  };
  await send(place, command, options);
}

async function receiveRequest(number: string, options: StepOptions): Promise<void> {
  const { wordsFile } = options;
  const request = wholeNumber("The number", number);
  const command: Record<string, unknown> = { type: "request.receive", request };
  if (wordsFile !== undefined) {
    const bytes = readFileSync(wordsFile);
    const sha256 = createHash("sha256").update(bytes).digest("hex");
    command["arrived"] = { sha256, bytes: bytes.byteLength };
  }
  await send(await open(options), command, options);
}

async function answerRequest(number: string, answer: string, options: StepOptions): Promise<void> {
  if (!requestAnswers.has(answer))
    throw wrongly("The answer", answer, requestAnswers.names.join(", "));
  await takeStep({ type: "request.answer", answer }, number, options);
}

function sendStep(type: string): Run {
  return (number, options) => takeStep({ type }, number, options);
}

async function takeStep(
  given: Readonly<Record<string, unknown>>,
  number: string,
  options: StepOptions,
): Promise<void> {
  const command: Record<string, unknown> = {
    ...given,
    request: wholeNumber("The number", number),
  };
  const { reason, quantity, role, account } = options;
  if (reason !== undefined) command["reason"] = reason;
  if (quantity !== undefined) command["quantity"] = wholeNumber("--quantity", quantity);
  if (given["type"] === "request.assign") command["owner"] = ownerOf(role, account);
  const place = await open(options);
  if (options.etaInMinutes !== undefined)
    command["etaAt"] = await inMinutes(place, "--eta-in-minutes", options.etaInMinutes);
  if (options.inMinutes !== undefined)
    command["deadlineAt"] = await inMinutes(place, "--in-minutes", options.inMinutes);
  await send(place, command, options);
}

function ownerOf(role: string | undefined, account: string | undefined) {
  if ((role === undefined) === (account === undefined))
    throw new CliFault(
      "cli.asked-wrongly",
      "Name either a role (--role) or an account (--account).",
    );
  return role === undefined ? { kind: "account", name: account } : { kind: "role", name: role };
}

async function listRequests(options: RegionOptions & { readonly all?: boolean }): Promise<void> {
  const { client, path } = await open(options);
  const state = options.all === true ? "all" : "open";
  const answer = await client.ask<{ open: number; requests: RequestView[] }>(
    "GET",
    `${path}/requests?state=${state}&limit=1000`,
  );
  if (options.json === true) {
    printJson(answer);
    return;
  }
  const soonest = (request: RequestView): number => request.deadlineAt ?? Infinity;
  for (const request of answer.requests.toSorted((a, b) => soonest(a) - soonest(b)))
    printLine(lineOf(request));
  printLine(`${answer.open} open`);
}

function lineOf(request: RequestView): string {
  const { direction, party, owner, escalatedTo, deadlineAt, receipt, isOverdue } = request;
  const who = party.kind === "own region" ? "own region" : party.code;
  const owed = deadlineAt === null ? "" : `owed by ${rfc3339FromInstant(deadlineAt).slice(0, 19)}Z`;
  const parts = [
    `${request.request} ${request.state}`,
    `${direction === "outgoing" ? "we ask" : "asks us:"} ${who}: ${request.quantity} ${request.item ?? request.kind}`,
    ...(owner === null ? [] : [`owner ${owner.kind} ${owner.name}`]),
    receipt === "none" ? "not acknowledged" : receipt,
    `${owed}${isOverdue ? " OVERDUE" : ""}${escalatedTo === null ? "" : `, told: ${escalatedTo}`}`,
    ...(request.isOpen ? [] : [`ended: ${request.reason}`]),
  ];
  return parts.filter((part) => part !== "").join(" | ");
}
