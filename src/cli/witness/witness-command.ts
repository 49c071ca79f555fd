/**
 * `muster witness`: cosigns the checkpoints of logs that it knows, as long as each goes on from the one before. It belongs on
 * another machine, with somebody else than who runs the log. Its key is made at the first start.
 */

import type { AddressInfo } from "node:net";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import {
  keyTypes,
  readVerifierKey,
  writeVerifierKey,
  type VerifierKey,
} from "../../record/note/keys.ts";
import { makeFolder } from "../../store/make-folder.ts";
import { isKeyName } from "../../record/note/note.ts";
import { readOrMakeKeys } from "../../live/record/key-file.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { CliFault } from "../fault.ts";
import { printLine } from "../print.ts";
import { KnownLogs } from "./known-logs.ts";
import { WitnessMemory } from "./witness-memory.ts";
import { makeWitnessServer } from "./witness-server.ts";

interface WitnessOptions {
  readonly name: string;
  readonly log: readonly string[];
  readonly from?: readonly string[];
  readonly mlDsa?: boolean;
  readonly data: string;
  readonly host: string;
  readonly port: string;
}

export function addWitnessCommand(program: Command): void {
  program
    .command("witness")
    .description("cosign the checkpoints of logs that keep to their history (tlog-witness)")
    .requiredOption("--name <name>", "name of the witness, for example witness.example/w1")
    .requiredOption(
      "--log <vkey...>",
      "public keys of the logs, as NAME+ID+BASE64; the name is the log's origin",
    )
    .option(
      "--from <address...>",
      "records of the logs, as muster verify takes them: where a log leads from a key to the next one",
    )
    .option(
      "--ml-dsa",
      "cosign with ML-DSA-44 too, under a second key, which is safe from quantum computers",
    )
    .option("--data <directory>", "where its key and the newest checkpoints are kept", "./witness")
    .option("--host <address>", "address to listen on", "127.0.0.1")
    .option("--port <number>", "port to listen on; 0 lets the system choose", "8788")
    .action(serveWitness);
}

async function serveWitness(options: WitnessOptions): Promise<void> {
  const { name, host } = options;
  if (!isKeyName(name)) throw new CliFault("cli.asked-wrongly", "--name: no spaces and no plus");
  const directory = resolve(options.data);
  makeFolder(directory, 0o700);
  const logs = new Map<string, VerifierKey[]>();
  for (const text of options.log) {
    const key = readVerifierKey(sha256, text);
    if (key.fault !== undefined) throw new CliFault("cli.asked-wrongly", key.fault.message);
    logs.set(key.value.name, [...(logs.get(key.value.name) ?? []), key.value]);
  }
  const keys = readOrMakeKeys(directory, name, keyTypes.cosignature);
  if (options.mlDsa === true) {
    const second = join(directory, "ml-dsa");
    makeFolder(second, 0o700);
    keys.push(...readOrMakeKeys(second, name, keyTypes.mlDsaCosignature));
  }
  const memory = new WitnessMemory(directory);
  const known = new KnownLogs({ given: logs, from: options.from ?? [], memory, say: printLine });
  const server = makeWitnessServer({
    witness: { crypto: nodeCrypto, keys },
    logs: known,
    memory,
  });
  const port = Number(options.port);
  await new Promise<void>((listening, failed) => {
    server.once("error", ({ message }) =>
      failed(
        new CliFault(
          "cli.asked-wrongly",
          `It cannot listen on ${host}, port ${options.port}: ${message}`,
        ),
      ),
    );
    server.listen(port, host, listening);
  });
  for (const key of keys) printLine(`its key is\n${writeVerifierKey(key)}`);
  const address = server.address() as AddressInfo;
  printLine(
    `The witness is ready at\nhttp://${host.includes(":") ? `[${host}]` : host}:${address.port}/`,
  );
  const stop = (): void => {
    server.close(() => {
      memory.close();
      process.exit(0);
    });
    server.closeAllConnections();
  };
  process.once("SIGTERM", stop);
  process.once("SIGINT", stop);
}
