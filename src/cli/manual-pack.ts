/**
 * `muster manual-pack`: the manual pack of a running server, now, to a file that only its owner may read. Without a server
 * the newest one that it wrote by itself is in its data directory.
 */

import type { Command } from "commander";
import { writeWhole } from "../live/manual-pack/write-pack.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { CliFault } from "./fault.ts";
import { printLine } from "./print.ts";

interface ManualPackOptions extends ClientOptions {
  readonly region?: string;
}

export function addManualPackCommand(program: Command): void {
  const command = program
    .command("manual-pack")
    .description("write what the room needs to go on with paper to a file")
    .argument("<file>", "where to: .html for a page to print, .txt for plain text")
    .option("--region <id>", "region; needed when the server has several");
  addClientOptions(command).action(writeManualPack);
}

async function writeManualPack(file: string, options: ManualPackOptions): Promise<void> {
  const as = /\.html?$/i.test(file) ? "html" : "text";
  const client = await Client.open(options, "dispatcher");
  const region = encodeURIComponent(await client.region(options.region));
  const pack = await client.text(`/api/regions/${region}/manual-pack?as=${as}`);
  try {
    await writeWhole(file, pack);
  } catch (error) {
    const { code = "no code" } = error as NodeJS.ErrnoException;
    throw new CliFault(
      "manual-pack.unwritten",
      `${file} cannot be written (${code}); name another place, and copy the pack there as a whole.`,
    );
  }
  printLine(`${file} written; it holds numbers and words of callers.`);
}
