/**
 * `muster verify`: checks a record without trusting who serves it, on any machine. It needs the log's public key (or a
 * policy with witnesses) from somewhere else, and remembers the checkpoint it accepted, so that the next run finds out if
 * the history was changed in between. Exit code 1 and the first bad entry where something is wrong.
 */

import { existsSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Command } from "commander";
import { toUtf8 } from "../../record/bytes.ts";
import type { Entry } from "../../record/entry/entry.ts";
import { readVerifierKey, writeVerifierKey } from "../../record/note/keys.ts";
import { openNote } from "../../record/note/note.ts";
import { makeVerifier } from "../../record/note/signatures.ts";
import { readPolicy, type Policy } from "../../record/policy/policy.ts";
import { writeProofFile } from "../../record/proof/proof-file.ts";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { CliFault } from "../fault.ts";
import { printJson, printLine } from "../print.ts";
import { Progress } from "../progress.ts";
import { RecordSource } from "./record-source.ts";
import { ExportComparison, isExport } from "./verify-export.ts";
import { FiguresComparison } from "./verify-figures.ts";
import { verifyFile, type VerifiedFile } from "./verify-file.ts";
import { proveEvent, verifyRecord, type Finding, type Verified } from "./verify-record.ts";
import { StoreComparison } from "./verify-store.ts";

interface VerifyOptions {
  readonly key?: string;
  readonly policy?: string;
  readonly since?: string;
  readonly remember?: string;
  readonly event?: string;
  readonly proof?: string;
  readonly entry?: string;
  readonly figures?: string;
  readonly store?: string;
  readonly record?: string;
  readonly region?: string;
  readonly json?: boolean;
}

export function addVerifyCommand(program: Command): void {
  program
    .command("verify")
    .description("check a record without trusting who serves it; names the first bad entry")
    .argument(
      "<where>",
      "address or folder of the record's public files; folder of an export; file of a proof or a verdict card",
    )
    .option("--key <vkey>", "public key of the log, as NAME+ID+BASE64")
    .option("--policy <file>", "policy file (tlog-policy) with the log's key, witnesses and quorum")
    .option("--since <file>", "an older signed checkpoint that the log must go on from")
    .option(
      "--remember <file>",
      "as --since where the file exists; the accepted checkpoint is kept in it",
    )
    .option("--event <position>", "prove that the event at this position is in the log")
    .option("--proof <file>", "where to write that proof (tlog-proof)")
    .option("--entry <file>", "what a proof is about, where the proof does not bring it")
    .option("--figures <file>", "compare a figures.json of the public page with the record, too")
    .option("--store <directory>", "compare every row of this store with its entry, too")
    .option(
      "--record <directory>",
      "folder of the record with its salts; left out = record/REGION in the store's",
    )
    .option("--region <id>", "region of the store; left out = the last part of the log's name")
    .option("--json", "print what was found as JSON")
    .action(verify);
}

async function verify(where: string, options: VerifyOptions): Promise<void> {
  const policy = readTrust(options);
  const isAddress = /^https?:/.test(where);
  if (!isAddress && statSync(where, { throwIfNoEntry: false })?.isFile() === true) {
    const entry = options.entry === undefined ? undefined : readBytes(options.entry);
    reportFile(verifyFile(readBytes(where), policy, entry), options.json === true);
    return;
  }
  const folder = isAddress ? where : resolve(where);
  const exported = !isAddress && isExport(folder) ? new ExportComparison(folder) : undefined;
  const source = new RecordSource(exported === undefined ? folder : join(folder, "record"));
  const remembered = readOld(options);
  const comparison = openComparison(options, policy);
  const figures =
    options.figures === undefined ? undefined : new FiguresComparison(options.figures);
  const progress = new Progress("verifying");
  const verified = await verifyRecord({
    source,
    policy,
    remembered,
    onProgress: (done, size) => progress.update(done / size),
    onEntry: (entry: Entry, index: number, bytes: Uint8Array) => {
      comparison?.see(entry, index);
      exported?.see(entry, index, bytes);
      figures?.see(entry, index);
    },
  });
  checkOld(options, remembered, policy, verified);
  const findings = [...verified.findings];
  const isSound = verified.findings.length === 0;
  const unsigned = isSound ? comparison?.end().unsigned : undefined;
  if (isSound) exported?.end();
  if (isSound) figures?.end();
  for (const each of [comparison, exported, figures]) findings.push(...(each?.findings ?? []));
  if (findings.length === 0 && options.event !== undefined)
    findings.push(...(await proveOne(source, verified, options)));
  findings.sort((a, b) => (a.index ?? -1) - (b.index ?? -1));
  const more = [
    ...(unsigned === undefined
      ? []
      : [`every row of the store is as recorded; ${unsigned} are not signed for yet`]),
    ...(exported === undefined
      ? []
      : [`all ${exported.compared} events of the export are as recorded`]),
    ...(figures === undefined ? [] : [`all ${figures.compared} figures are as published`]),
    ...(verified.opened === 0
      ? []
      : [`${verified.opened} periods of figures are opened as they were committed to`]),
  ];
  report(verified, findings, unsigned, more, options.json === true);
  if (options.remember !== undefined) remember(options.remember, verified.note);
}

function reportFile({ accepted, findings, proven }: VerifiedFile, isJson: boolean): void {
  if (isJson) printJson({ ...headOf(accepted), findings, proven });
  throwFindings(findings);
  if (isJson || accepted === undefined) return;
  for (const line of proven) printLine(line);
  for (const { witness } of accepted.cosigned) printLine(`cosigned by ${witness.key.name}`);
  const { origin, size } = accepted.checkpoint;
  printLine(`nothing is wrong; signed by ${origin} for ${size} entries`);
}

function readTrust({ key, policy }: VerifyOptions): Policy {
  if (policy !== undefined) {
    const read = readPolicy(sha256, readBytes(policy));
    if (read.fault !== undefined) throw new CliFault("cli.asked-wrongly", read.fault.message);
    return read.value;
  }
  if (key === undefined)
    throw new CliFault(
      "cli.asked-wrongly",
      "Whose log is it? Give --key or --policy; get the key from somebody you trust, not from the server.",
    );
  const read = readVerifierKey(sha256, key);
  if (read.fault !== undefined) throw new CliFault("cli.asked-wrongly", read.fault.message);
  return { logs: [{ key: read.value }], witnesses: [], groups: [], quorum: undefined };
}

function pathOfOld({ since, remember: file }: VerifyOptions): string | undefined {
  return since ?? (file !== undefined && existsSync(file) ? file : undefined);
}

function readOld(options: VerifyOptions): string | undefined {
  const path = pathOfOld(options);
  return path === undefined ? undefined : readBytes(path).toString("utf8");
}

/** The older checkpoint has to be the log's, too: signed by a key that is trusted or that one of those led to. */
function checkOld(
  options: VerifyOptions,
  note: string | undefined,
  policy: Policy,
  { followed }: Verified,
): void {
  const path = pathOfOld(options);
  if (note === undefined || path === undefined) return;
  const keys = [...policy.logs, ...followed].map(({ key }) => key);
  const opened = openNote(
    note,
    keys.map((key) => makeVerifier(nodeCrypto, key)),
  );
  if (opened.fault === undefined) return;
  throw new CliFault(
    "record.unreachable",
    `${path} is no checkpoint of this log: ${opened.fault.message}`,
  );
}

function readBytes(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CliFault("record.unreachable", `${path} cannot be read: ${(error as Error).message}`);
  }
}

function openComparison(options: VerifyOptions, policy: Policy): StoreComparison | undefined {
  if (options.store === undefined) return undefined;
  const region = options.region ?? policy.logs[0]?.key.name.split("/").at(-1) ?? "";
  const dataDir = resolve(options.store);
  return new StoreComparison(
    dataDir,
    resolve(options.record ?? join(dataDir, "record", region)),
    region,
  );
}

async function proveOne(
  source: RecordSource,
  { accepted, note }: Verified,
  { event, proof: path }: VerifyOptions,
): Promise<Finding[]> {
  const position = Number(event);
  const checkpoint = accepted?.checkpoint;
  if (checkpoint === undefined) return [];
  if (!Number.isSafeInteger(position) || position < 1 || BigInt(position) > checkpoint.size)
    throw new CliFault(
      "cli.asked-wrongly",
      `--event: got ${event}, expected 1 to ${checkpoint.size}`,
    );
  const proven = await proveEvent(source, position, Number(checkpoint.size), checkpoint.root);
  if (proven.fault !== undefined) return [{ ...proven.fault, index: position - 1 }];
  const text = writeProofFile({
    extra: proven.value.entry,
    index: BigInt(position - 1),
    path: proven.value.path,
    note,
  });
  if (path !== undefined) writeFileSync(path, text);
  printLine(`entry of position ${position}: ${Buffer.from(proven.value.entry).toString("utf8")}`);
  printLine(`it is in the log: ${proven.value.path.length} hashes lead from it to the signed root`);
  return [];
}

/** Of the checkpoint, as JSON. */
function headOf(accepted: Verified["accepted"]) {
  const checkpoint = accepted?.checkpoint;
  return {
    origin: checkpoint?.origin ?? null,
    size: checkpoint === undefined ? null : Number(checkpoint.size),
    root: checkpoint === undefined ? null : Buffer.from(checkpoint.root).toString("base64"),
    cosigned: accepted?.cosigned.map(({ witness }) => witness.key.name) ?? [],
    missing: accepted?.missing.map(({ key }) => key.name) ?? [],
  };
}

function throwFindings(findings: readonly Finding[]): void {
  if (findings.length === 0) return;
  const lines = findings.map(({ code, message, index }) =>
    index === undefined
      ? `${message} (${code})`
      : `entry ${index}, position ${index + 1}: ${message} (${code})`,
  );
  throw new CliFault(
    "record.findings",
    `${findings.length} findings, the first bad entry first:\n  ${lines.join("\n  ")}`,
  );
}

function report(
  { accepted, followed, entries, opened }: Verified,
  findings: readonly Finding[],
  unsigned: number | undefined,
  more: readonly string[],
  isJson: boolean,
): void {
  const checkpoint = accepted?.checkpoint;
  if (isJson)
    printJson({
      ...headOf(accepted),
      followed: followed.map(({ key }) => writeVerifierKey(key)),
      findings,
      unsigned: unsigned ?? null,
      opened,
    });
  throwFindings(findings);
  if (isJson || accepted === undefined || checkpoint === undefined) return;
  printLine(
    `${checkpoint.origin}: ${entries} entries, root ${Buffer.from(checkpoint.root).toString("base64")}`,
  );
  for (const { key, size } of followed)
    printLine(
      `its key today is ${writeVerifierKey(key)}: a key that you trust signed for the ${size} entries in which the log names it`,
    );
  for (const { witness } of accepted.cosigned) printLine(`cosigned by ${witness.key.name}`);
  for (const { key } of accepted.missing) printLine(`not cosigned by ${key.name}`);
  for (const line of more) printLine(line);
  printLine("nothing is wrong");
}

/** Whole or as before: a crash must not lose what the next run compares with. */
function remember(path: string, note: string): void {
  writeFileSync(`${path}.unfinished`, toUtf8(note));
  renameSync(`${path}.unfinished`, path);
}
