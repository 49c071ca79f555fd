/**
 * `muster drive --calls FILE --units FILE --speed N`: plays recorded calls through a live server, every call and
 * every unit through the public API, and compares first-unit times with the record. Without `--server` it starts a
 * server of its own on a loopback address with the record's clock; with it, the server must be a demo.
 */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { once } from "node:events";
import type { Command } from "commander";
import { makeLog } from "../live/log.ts";
import { clockLimits } from "../live/clock.ts";
import { hostWorld, startPlayer, stopPlayer } from "./drive/host-world.ts";
import { leadMicros } from "./drive/recorded-player.ts";
import { readRecordedFiles } from "./drive/read-recorded.ts";
import { runPlay, type PlayRequest } from "./drive/run-play.ts";
import { FileFault } from "./yaml-file.ts";

interface DriveOptions {
  readonly calls: string;
  readonly units: string;
  readonly region?: string;
  readonly speed: string;
  readonly server?: string;
  readonly data?: string;
  readonly port: string;
  readonly out: string;
}

export function addDriveCommand(program: Command): void {
  program
    .command("drive")
    .description("play recorded calls through a live server and compare it with the record")
    .requiredOption("--calls <file>", "calls.jsonl of muster import")
    .requiredOption("--units <file>", "units.jsonl of muster import")
    .option("--region <file>", "region.json of muster import (default: beside the calls)")
    .option(
      "--speed <number>",
      `world seconds per real second, 1 to ${clockLimits.maxSpeed}`,
      "100",
    )
    .option(
      "--server <address>",
      "a running demo server with this region, instead of one of our own",
    )
    .option("--data <directory>", "store of our own server (default: a new temporary directory)")
    .option("--port <number>", "port of our own server; 0 = any free one", "0")
    .option("--out <directory>", "write outcomes.jsonl and summary.txt there", "")
    .action(drive);
}

async function drive(options: DriveOptions): Promise<void> {
  const speed = Number(options.speed);
  if (!(speed >= clockLimits.minSpeed && speed <= clockLimits.maxSpeed)) {
    throw new FileFault(
      "file.invalid",
      `--speed: got ${options.speed}, expected ${clockLimits.minSpeed} to ${clockLimits.maxSpeed}`,
    );
  }
  const { calls, region } = readRecordedFiles(options.calls, options.units, options.region);
  const request = (origin: string): PlayRequest => ({
    kind: "recorded",
    origin,
    region: region.id,
    callsFile: options.calls,
    unitsFile: options.units,
    out: options.out,
    ...(options.region === undefined ? {} : { regionFile: options.region }),
  });
  if (options.server !== undefined) {
    await runPlay(request(options.server.replace(/\/$/, "")), new AbortController().signal);
    return;
  }
  const dataDir = options.data ?? mkdtempSync(join(tmpdir(), "muster-drive-"));
  const { running, store } = await hostWorld({
    config: { port: Number(options.port), dataDir },
    region,
    startAt: calls[0].receivedAt - leadMicros(speed),
    speed,
    log: makeLog("warn"),
  });
  process.stdout.write(`Muster is ready at\n${running.origin}/\nThe store is in ${dataDir}\n`);
  const player = startPlayer(request(running.origin));
  const stop = (): void => void stopPlayer(player);
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
  const [code] = (await once(player, "exit")) as [number | null];
  await running.close();
  await store.close();
  process.exitCode = code ?? 1;
}
