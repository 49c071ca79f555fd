/** `muster record ...`: the record of a region of a running server, through its API: how far it is, and erasing words. */

import type { Command } from "commander";
import { addClientOptions } from "./client.ts";
import { exportRecord } from "./export/export-record.ts";
import { printJson, printLine } from "./print.ts";
import { addRegionOptions, openRegion, wholeNumber, type RegionOptions } from "./region-call.ts";

export function addRecordCommand(program: Command): void {
  const record = program
    .command("record")
    .description("the record of a region: how far it is, erasing words, exporting");
  addClientOptions(
    addRegionOptions(
      record.command("show").description("show how far it is, its keys and witnesses"),
    ),
  ).action(showRecord);
  addClientOptions(
    addRegionOptions(
      record
        .command("erase")
        .description("erase the words of an event for good; its entry stays")
        .argument("<position>", "of the event in the region's log")
        .requiredOption("--reason <words>", "why"),
    ),
  ).action(eraseWords);
  addClientOptions(
    addRegionOptions(
      record
        .command("rotate")
        .description("have a new key sign the record, and say so in it")
        .option("--retire", "the other way: all keys but the newest sign no more"),
    ),
  ).action(changeKeys);
  addClientOptions(
    addRegionOptions(
      record
        .command("export")
        .description("events of a time with what proves them, for an overseer to keep")
        .requiredOption("--from <time>", "entered at or after it")
        .option("--until <time>", "entered before it; left out = 24 hours later")
        .requiredOption("--out <folder>", "where to write it"),
    ),
  ).action(exportRecord);
}

interface RecordView {
  readonly origin: string;
  readonly signed: number;
  readonly behind: number;
  readonly behindSeconds: number;
  readonly isLate: boolean;
  readonly keys: readonly string[];
  readonly witnesses: readonly {
    readonly name: string;
    readonly cosigned: number;
    readonly fault: string | null;
  }[];
  readonly witnessed: number;
  readonly requiredWitnesses: number;
  readonly presentWitnesses: number;
  readonly fault: { readonly code: string; readonly message: string } | null;
}

async function showRecord(options: RegionOptions): Promise<void> {
  const { client, path } = await openRegion(options);
  const view = await client.ask<RecordView>("GET", `${path}/record`);
  if (options.json === true) {
    printJson(view);
    return;
  }
  const late = view.isLate ? `, LATE: behind by ${view.behind} for ${view.behindSeconds} s` : "";
  printLine(`${view.origin}: ${view.signed} entries are signed${late}`);
  if (view.fault !== null)
    printLine(`nothing is signed: ${view.fault.message} (${view.fault.code})`);
  for (const key of view.keys) printLine(`key ${key}`);
  for (const { name, cosigned, fault } of view.witnesses)
    printLine(`witness ${name}: ${cosigned} entries${fault === null ? "" : `, MISSING: ${fault}`}`);
  const { requiredWitnesses: required, presentWitnesses: present } = view;
  if (view.witnesses.length > 0)
    printLine(
      `enough witnesses: ${view.witnessed} entries; ${present} of ${view.witnesses.length} cosign, ${required} are required${present < required ? ", TOO FEW" : ""}`,
    );
}

async function changeKeys(options: RegionOptions & { readonly retire?: boolean }): Promise<void> {
  const { client, path } = await openRegion(options, "administrator");
  const change = options.retire === true ? "retire" : "rotate";
  const done = await client.ask<{ keys: readonly string[] }>("POST", `${path}/record/keys`, {
    change,
  });
  if (options.json === true) {
    printJson(done);
    return;
  }
  for (const key of done.keys) printLine(`key ${key}`);
  printLine(
    change === "rotate"
      ? `done: ${done.keys.length} keys sign, the newest first; tell verifiers and witnesses the first, then retire the others`
      : "done: this key alone signs; who knows an older one is led to it by muster verify",
  );
}

async function eraseWords(
  text: string,
  options: RegionOptions & { readonly reason: string },
): Promise<void> {
  const position = wholeNumber("The position", text);
  const { client, path } = await openRegion(options);
  const body = { position, reason: options.reason };
  const done = await client.ask<{ position: number }>("POST", `${path}/record/erase`, body);
  if (options.json === true) printJson(done);
  else
    printLine(
      `done: the words of position ${position} are erased, which position ${done.position} says`,
    );
}
