/**
 * `muster serve`: the server on real work. It reads the configuration, opens the store, prints the address on a line
 * of its own (and at the first run the one-time link), and stops cleanly on SIGTERM or SIGINT.
 */

import { resolve } from "node:path";
import type { Command } from "commander";
import { listGaps } from "../core/gap/read.ts";
import { loadServerConfig } from "../http/config-file.ts";
import { startServer, type RunningServer } from "../http/start-server.ts";
import { gapText } from "../core/gap/gap-text.ts";
import { makeLog } from "../live/log.ts";
import type { EventStore } from "../store/port.ts";
import { loadMap } from "./load-map.ts";
import { openStore } from "./open-store.ts";

interface ServeOptions {
  readonly config?: string;
  readonly host?: string;
  readonly port?: string;
  readonly data?: string;
  readonly takeOver?: boolean;
}

export function addServeCommand(program: Command): void {
  program
    .command("serve")
    .description("run the server")
    .option(
      "-c, --config <file>",
      "configuration file (YAML or JSON)",
      process.env["MUSTER_CONFIG"],
    )
    .option("--host <address>", "address to listen on; overrides the file")
    .option("--port <number>", "port to listen on; overrides the file")
    .option("--data <directory>", "directory of the store; overrides the file")
    .option("--take-over", "take the store from a process that hangs but lives")
    .action(serve);
}

async function serve(options: ServeOptions): Promise<void> {
  const config = loadServerConfig(options.config, {
    ...(options.host === undefined ? {} : { host: options.host }),
    ...(options.port === undefined ? {} : { port: Number(options.port) }),
    ...(options.data === undefined ? {} : { dataDir: resolve(options.data) }),
  });
  const log = makeLog(config.log.level);
  const map = config.map.file === undefined ? {} : loadMap(config.map.file, log);
  const store = await openStore(config, options.takeOver ?? false);
  const running = await startServer({ config, store, log, ...map }).catch(
    async (error: unknown) => {
      await store.close();
      throw error;
    },
  );
  announce(running, config.origins[0]);
  stopOnSignal(running, store);
}

/** The lines people and scripts wait for; everything else is in the log on stderr. */
export function announce(running: RunningServer, origin = running.origin): void {
  if (running.setupAddress !== undefined) {
    process.stdout.write(
      `There is no account yet. Make the first administrator (once, within a day) at\n${running.setupAddress}\n`,
    );
  }
  for (const line of listAbsences(running)) process.stdout.write(`${line}\n`);
  process.stdout.write(`Muster is ready at\n${origin}/\n`);
}

/** That Muster was away before this start, where that was long enough for paper: the regions share its outages. */
function listAbsences({ context: { regions } }: RunningServer): Set<string> {
  const lines = new Set<string>();
  for (const { state } of regions.values()) {
    const [last] = state.policy === undefined ? [] : listGaps(state);
    if (last?.isSettled === false)
      lines.add(`Gap in the log: ${gapText(last)}. Enter what is on paper (muster catch-up).`);
  }
  return lines;
}

/** npm passes on the Ctrl+C that the terminal has sent us too: signals this close together are one. */
const sameGestureMilliseconds = 1_000;

/** A first signal stops cleanly; a second one at once, for a person who will not wait. */
export function stopOnSignal(
  running: RunningServer,
  store: EventStore,
  before?: () => Promise<void>,
): void {
  let stoppingSince: number | undefined;
  const stop = async () => {
    if (stoppingSince !== undefined) {
      if (performance.now() - stoppingSince > sameGestureMilliseconds) process.exit(1);
      return;
    }
    stoppingSince = performance.now();
    await before?.();
    await running.close();
    await store.close();
    process.exit(0);
  };
  process.on("SIGTERM", () => void stop());
  process.on("SIGINT", () => void stop());
}
