/**
 * `muster directive ...`: directives of a running server through its public API: list them with their counts, issue, renew and end
 * one, and withhold, limit or restore the dispatch to an incident.
 */

import type { Command } from "commander";
import { rfc3339FromInstant, type Instant } from "../base/instant.ts";
import type { DirectiveView } from "../http/routes/directives.ts";
import { addClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import {
  addRegionOptions,
  inHours,
  openRegion,
  sendCommand,
  wholeNumber,
  type RegionOptions,
} from "./region-call.ts";

interface IssueOptions extends RegionOptions {
  readonly issuer: string;
  readonly basis: string;
  readonly hours: string;
  readonly types?: string;
  readonly areas?: string;
  readonly grades?: string;
  readonly skills?: string;
}

interface ReasonOptions extends RegionOptions {
  readonly reason: string;
}

interface CitedOptions extends ReasonOptions {
  readonly under: string;
}

export function addDirectiveCommand(program: Command): void {
  const directive = program
    .command("directive")
    .description("directives: what is withheld or limited, on whose order, and how often");
  const add = (name: string, about: string): Command =>
    addRegionOptions(directive.command(name).description(about));
  addClientOptions(add("list", "list them, with how many dispatches each withheld or limited")).action(list); // prettier-ignore
  addIssue(add("issue", "issue one; with --skills it limits, without it withholds"));
  addClientOptions(
    add("renew", "it stands for longer")
      .argument("<number>", "its number")
      .option("--hours <hours>", "for how long from now, 168 at most", "24")
      .requiredOption("--reason <words>", "who confirmed it, and why"),
  ).action(renew);
  addClientOptions(
    add("end", "it is over; what it held is restored")
      .argument("<number>", "its number")
      .requiredOption("--reason <words>", "why"),
  ).action(end);
  for (const step of ["withhold", "limit"] as const)
    addClientOptions(
      add(step, `${step} the dispatch to an incident under one`)
        .argument("<incident>", "number of the incident")
        .requiredOption("--under <number>", "number of the directive")
        .requiredOption("--reason <words>", "why"),
    ).action((incident: string, options: CitedOptions) => cite(step, incident, options));
  addClientOptions(
    add("restore", "the dispatch to an incident is as its response plan says again")
      .argument("<incident>", "number of the incident")
      .requiredOption("--reason <words>", "why"),
  ).action(restore);
}

function addIssue(command: Command): void {
  addClientOptions(
    command
      .argument("<words>", "what it orders")
      .requiredOption("--issuer <office>", "who orders it: an office, not a person")
      .requiredOption("--basis <law>", "the law, rule or order it rests on")
      .option("--hours <hours>", "how long it stands, 168 at most", "24")
      .option("--types <codes>", "incident types, with commas between; every one when left out")
      .option("--areas <codes>", "areas, with commas between; every one when left out")
      .option("--grades <grades>", "assessed grades, with commas between; never immediate")
      .option("--skills <codes>", "limit: units with these are not sent, with commas between"),
  ).action(issue);
}

function listOf(text: string | undefined): readonly string[] | undefined {
  return text
    ?.split(",")
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

async function issue(words: string, options: IssueOptions): Promise<void> {
  const place = await openRegion(options);
  const lists = {
    incidentTypes: listOf(options.types),
    areas: listOf(options.areas),
    grades: listOf(options.grades),
    skills: listOf(options.skills),
  };
  const given = Object.entries(lists).filter(([, list]) => list !== undefined);
  const command = {
    type: "directive.issue",
    issuer: options.issuer,
    basis: options.basis,
    words,
    effect: lists.skills === undefined ? "withhold" : "limit",
    ...Object.fromEntries(given),
    untilAt: await inHours(place, options.hours),
  };
  await sendCommand(place, command, options);
}

async function renew(
  number: string,
  options: ReasonOptions & { readonly hours: string },
): Promise<void> {
  const directive = wholeNumber("The number", number);
  const place = await openRegion(options);
  const untilAt = await inHours(place, options.hours);
  const { reason } = options;
  await sendCommand(place, { type: "directive.renew", directive, untilAt, reason }, options);
}

async function end(number: string, options: ReasonOptions): Promise<void> {
  const directive = wholeNumber("The number", number);
  const command = { type: "directive.end", directive, reason: options.reason };
  await sendCommand(await openRegion(options), command, options);
}

async function cite(
  step: "withhold" | "limit",
  incident: string,
  options: CitedOptions,
): Promise<void> {
  const command = {
    type: `incident.${step}`,
    incident: wholeNumber("The incident", incident),
    directive: wholeNumber("--under", options.under),
    reason: options.reason,
  };
  await sendCommand(await openRegion(options), command, options);
}

async function restore(incident: string, options: ReasonOptions): Promise<void> {
  const command = {
    type: "incident.restore",
    incident: wholeNumber("The incident", incident),
    reason: options.reason,
  };
  await sendCommand(await openRegion(options), command, options);
}

function timeText(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 16)}Z`;
}

async function list(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const answer = await client.ask<{ directives: DirectiveView[] }>("GET", `${path}/directives`);
  if (options.json === true) {
    printJson(answer);
    return;
  }
  for (const each of answer.directives) {
    const end = each.overAt === null ? `until ${timeText(each.untilAt)}` : `over ${timeText(each.overAt)}`; // prettier-ignore
    const due = each.isDue ? " TO RENEW" : "";
    const done = each.effect === "withhold" ? "withheld" : "limited";
    const counts = `${each.cited} ${done}, ${each.open} now, ${each.sent} sent all the same`;
    printLine(`${each.directive} ${each.state} | ${counts} | ${end}${due} | ${each.issuer}, ${each.basis}: ${each.words}`); // prettier-ignore
  }
  if (answer.directives.length === 0) printLine("there is none, and never was");
}
