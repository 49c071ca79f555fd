/**
 * `muster aid ...`: mutual aid of a running server through its public API: the links to the neighbours, the floors, what is asked of
 * whom, and each step of either side. Units are named by their call signs.
 */

import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import { grades } from "../core/vocabulary.ts";
import type { AidView } from "../http/views/aid-view.ts";
import { addClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printJson, printLine } from "./print.ts";
import {
  addRegionOptions,
  inHours,
  inMinutes,
  openRegion,
  sendCommand,
  wholeNumber,
  type RegionOptions,
  type RegionPlace,
} from "./region-call.ts";

interface AskOptions extends RegionOptions {
  readonly hours: string;
  readonly of?: string;
  readonly skill: readonly string[];
  readonly grade?: string;
  readonly area?: string;
  readonly words?: string;
}

interface StepOptions extends RegionOptions {
  readonly reason?: string;
  readonly condition?: string;
  readonly etaInMinutes?: string;
}

const why = ["--reason <words>", "why"] as const;

export function addAidCommand(program: Command): void {
  const aid = program
    .command("aid")
    .description("mutual aid: units of neighbour regions here and ours there");
  const add = (name: string, about: string): Command =>
    addRegionOptions(aid.command(name).description(about));
  const of = (name: string, about: string): Command =>
    add(name, about).argument("<number>", "number of the request");
  addClientOptions(add("list", "list what is asked, lent and here, and what the floors leave")).action(list); // prettier-ignore
  addClientOptions(add("links", "list the neighbours: tier, since when silent, what waits")).action(links); // prettier-ignore
  addAsk(add("ask", "ask for units, by the tiers or of one region"));
  const offer = of("offer", "offer so many of the units that are asked for")
    .argument("<count>", "how many")
    .option("--condition <words>", "under a condition; left out = firmly");
  addClientOptions(offer).action(offerUnits);
  const commit = of("commit", "name the units that go, never below a floor")
    .argument("<units...>", "call signs")
    .option("--eta-in-minutes <minutes>", "when they should arrive");
  addClientOptions(commit).action(commitUnits);
  addSteps(of);
  const back = add("return", "a lent unit is home again")
    .argument("<unit>", "call sign")
    .option("--reason <words>", "why; needed where it was not let go");
  addClientOptions(back).action(returnUnit);
}

function addAsk(command: Command): void {
  const ask = command
    .argument("<count>", "how many units")
    .option("--hours <hours>", "for how long from now", "8")
    .option("--of <region>", "this neighbour and nobody else; left out = by the tiers")
    .option("--skill <code>", "each unit should have it; may be given again", collect, [])
    .option("--grade <grade>", "the grade that there is no cover for")
    .option("--area <code>", "the area to be helped")
    .option("--words <words>", "what is asked, in words");
  addClientOptions(ask).action(askUnits);
}

/** The steps that need nothing but the request, some of its units, or a reason. */
function addSteps(of: (name: string, about: string) => Command): void {
  const some = (name: string, about: string): Command =>
    of(name, about).argument("[units...]", "call signs; left out = all of the request");
  const refuse = of("refuse", "an end: nobody goes").requiredOption(...why);
  addClientOptions(refuse).action((number: string, options: StepOptions) =>
    step(options, { type: "request.answer", answer: "refused", request: numberOf(number) }),
  );
  const setOut = of("set-out", "the named units are on their way");
  addClientOptions(setOut).action((number: string, options: StepOptions) =>
    step(options, { type: "request.set-out", request: numberOf(number) }),
  );
  const withdraw = of("withdraw", "an end: not needed any more").requiredOption(...why);
  addClientOptions(withdraw).action((number: string, options: StepOptions) =>
    step(options, { type: "request.withdraw", request: numberOf(number) }),
  );
  addClientOptions(some("arrive", "guests report here")).action(stepOfUnits("aid.arrive"));
  const release = some("release", "guests are let go").requiredOption(...why);
  addClientOptions(release).action(stepOfUnits("aid.release"));
  const recall = some("recall", "lent units are wanted back").requiredOption(...why);
  addClientOptions(recall).action(stepOfUnits("aid.recall"));
}

function collect(value: string, before: readonly string[]): string[] {
  return [...before, value];
}

function numberOf(text: string): number {
  return wholeNumber("The number", text);
}

async function step(options: StepOptions, command: object): Promise<void> {
  const { reason } = options;
  const whole = reason === undefined ? command : { ...command, reason };
  await sendCommand(await openRegion(options), whole, options);
}

function stepOfUnits(type: string) {
  return async (
    number: string,
    callSigns: readonly string[],
    options: StepOptions,
  ): Promise<void> => {
    const request = numberOf(number);
    const place = await openRegion(options);
    const units = callSigns.length === 0 ? {} : { units: await idsOf(place, callSigns) };
    const reason = options.reason === undefined ? {} : { reason: options.reason };
    await sendCommand(place, { type, request, ...units, ...reason }, options);
  };
}

async function askUnits(count: string, options: AskOptions): Promise<void> {
  const { hours, of: region, skill, grade, area, words } = options;
  const quantity = wholeNumber("The count", count);
  if (grade !== undefined && !grades.has(grade))
    throw new CliFault(
      "cli.asked-wrongly",
      `The grade is ${JSON.stringify(grade)}, expected ${grades.names.join(", ")}.`,
    );
  const place = await openRegion(options);
  const command = {
    type: "aid.ask",
    ...(region === undefined ? {} : { region }),
    quantity,
    ...(skill.length === 0 ? {} : { skills: skill }),
    ...(grade === undefined ? {} : { grade }),
    ...(area === undefined ? {} : { area }),
    untilAt: await inHours(place, hours),
    ...(words === undefined ? {} : { words }),
  };
  await sendCommand(place, command, options);
}

async function offerUnits(number: string, count: string, options: StepOptions): Promise<void> {
  const { condition } = options;
  const terms =
    condition === undefined ? { answer: "accepted" } : { answer: "provisional", reason: condition };
  const quantity = wholeNumber("The count", count);
  await step(options, { type: "request.answer", request: numberOf(number), quantity, ...terms });
}

async function commitUnits(
  number: string,
  callSigns: readonly string[],
  options: StepOptions,
): Promise<void> {
  const request = numberOf(number);
  const place = await openRegion(options);
  const { etaInMinutes } = options;
  const etaAt =
    etaInMinutes === undefined
      ? {}
      : { etaAt: await inMinutes(place, "--eta-in-minutes", etaInMinutes) };
  const units = await idsOf(place, callSigns);
  await sendCommand(place, { type: "aid.commit", request, units, ...etaAt }, options);
}

async function returnUnit(callSign: string, options: StepOptions): Promise<void> {
  const place = await openRegion(options);
  const [unit] = await idsOf(place, [callSign]);
  const reason = options.reason === undefined ? {} : { reason: options.reason };
  await sendCommand(place, { type: "aid.return", unit, ...reason }, options);
}

const page = 1_000;

/** Ids by call sign, in whatever case; the whole list of units is read, page by page. */
async function idsOf(
  { client, path }: RegionPlace,
  callSigns: readonly string[],
): Promise<number[]> {
  const ids = new Map<string, number>();
  for (let after = -1, isMore = true; isMore;) {
    const { units } = await client.ask<{
      units: readonly { readonly unit: number; readonly callSign: string }[];
    }>("GET", `${path}/units?limit=${page}&after=${after}`);
    for (const { unit, callSign } of units) ids.set(callSign, unit);
    after += units.length;
    isMore = units.length === page;
  }
  return callSigns.map((callSign) => {
    const unit = ids.get(callSign.toUpperCase());
    if (unit !== undefined) return unit;
    throw new CliFault(
      "cli.asked-wrongly",
      `${JSON.stringify(callSign)} is no call sign of a unit of the region.`,
    );
  });
}

async function read(options: RegionOptions): Promise<AidView> {
  const { client, path } = await openRegion(options);
  return client.ask<AidView>("GET", `${path}/aid`);
}

function timeOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 19)}Z`;
}

async function list(options: RegionOptions): Promise<void> {
  const aid = await read(options);
  if (options.json === true) {
    printJson(aid);
    return;
  }
  for (const request of aid.requests) {
    printLine(requestLine(request));
    for (const unit of aid.units.filter((each) => each.request === request.request))
      printLine(`  ${unitLine(unit)}`);
  }
  for (const floor of aid.floors) printLine(floorLine(floor));
  if (aid.brokenAt !== null) printLine(`A FLOOR IS BROKEN since ${timeOf(aid.brokenAt)}`);
  printLine(`${aid.requests.length} open`);
}

function requestLine(request: AidView["requests"][number]): string {
  const { direction, region, tier, quantity, promised, lendable, line } = request;
  const parts = [
    `${request.request} ${request.state}`,
    `${direction === "outgoing" ? "we ask" : "asks us:"} ${region}${tier === null ? "" : ` (${tier})`}: ${quantity} units until ${timeOf(request.untilAt)}`,
    ...(promised > 0 ? [`${promised} promised`] : []),
    ...(request.skills.length === 0 ? [] : [`with ${request.skills.join(", ")}`]),
    ...(request.grade === null && request.area === null
      ? []
      : [`cover ${[request.grade, request.area].filter((each) => each !== null).join(" in ")}`]),
    ...(lendable === null ? [] : [`${lendable} could go above the floors`]),
    ...(line === null ? [] : [lineText(line, request.request)]),
    ...(request.deadlineAt === null ? [] : [`owed by ${timeOf(request.deadlineAt)}`]),
  ];
  return parts.join(" | ");
}

function lineText(line: NonNullable<AidView["requests"][number]["line"]>, request: number): string {
  const where = line.first === request ? "by the tiers" : `by the tiers after ${line.first}`;
  if (line.lack < 0) return `${where}: ${-line.lack} MORE promised than the ${line.wanted} wanted`;
  return `${where}: ${line.wanted} wanted${line.lack === 0 ? "" : `, ${line.lack} LACKING`}`;
}

function unitLine({ callSign, isGuest, state, untilAt, isRecalled }: AidView["units"][number]) {
  const where = isGuest && state === "there" ? "here" : state === "committed" ? "named" : state;
  const wanted = isRecalled ? (isGuest ? ", its home WANTS IT BACK" : ", recalled") : "";
  return `${callSign} ${where} until ${timeOf(untilAt)}${wanted}`;
}

function floorLine({ area, grade, units, left, spare }: AidView["floors"][number]): string {
  const of = `${grade === null ? "" : ` for ${grade}`}${area === null ? "" : ` of ${area}`}`;
  const rest = left < units ? `${units - left} MISSING` : `${spare} to spare`;
  return `floor: at least ${units} units${of} | ${left} on duty and not lent, ${rest}`;
}

async function links(options: RegionOptions): Promise<void> {
  const { neighbours } = await read(options);
  if (options.json === true) {
    printJson({ neighbours });
    return;
  }
  for (const neighbour of neighbours) printLine(linkLine(neighbour));
}

function linkLine(neighbour: AidView["neighbours"][number]): string {
  const { region, name, tier, link, heardAt, silentSince, waiting, behind, told, taken } = neighbour; // prettier-ignore
  const state =
    link === "none" && heardAt === null
      ? "NO LINK is configured"
      : silentSince !== null
        ? `SILENT since ${timeOf(silentSince)}`
        : heardAt === null
          ? "not heard yet"
          : `heard ${timeOf(heardAt)}`;
  const parts = [
    `${region} (${name}) | ${tier}`,
    state,
    `told ${told}${waiting === null ? ", not known what it has taken" : `, ${waiting} waiting`}`,
    `taken ${taken}${behind === null || behind === 0 ? "" : `, behind by ${behind}`}`,
  ];
  return parts.join(" | ");
}
