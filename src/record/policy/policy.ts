/**
 * Policy files (C2SP tlog-policy): which logs are known, which witnesses, and how many of the latter must have cosigned.
 * The file is octets: names are compared as they stand, whatever characters they may mean, so it is read one octet a
 * character and only keys and addresses are read as UTF-8.
 */

import { readUtf8, toUtf8 } from "../bytes.ts";
import { faultOf, shortly, type Outcome } from "../fault.ts";
import { isCosigner, readVerifierKey, type VerifierKey } from "../note/keys.ts";
import type { Sha256 } from "../tree/hash.ts";

/** The specification asks for 32 of each at least. */
export const policyLimits = { maxBytes: 1024 * 1024, maxLines: 10_000 } as const;

export interface PolicyLog {
  readonly key: VerifierKey;
  readonly url?: string | undefined;
}

export interface PolicyWitness extends PolicyLog {
  /** One octet a character; it means nothing outside the file. */
  readonly name: string;
}

export interface PolicyGroup {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

export interface Policy {
  readonly logs: readonly PolicyLog[];
  readonly witnesses: readonly PolicyWitness[];
  readonly groups: readonly PolicyGroup[];
  /** Name of a witness or a group; undefined = none is required. */
  readonly quorum: string | undefined;
}

interface Draft {
  readonly logs: PolicyLog[];
  readonly witnesses: PolicyWitness[];
  readonly groups: PolicyGroup[];
  /** Names of witnesses and groups so far. */
  readonly names: Set<string>;
  /** Names that are in a group. */
  readonly members: Set<string>;
  quorum: string | undefined;
  hasQuorum: boolean;
}

type LineReader = (draft: Draft, items: readonly string[], sha256: Sha256) => string | undefined;

const lineReaders: Readonly<Record<string, LineReader>> = {
  log: readLog,
  witness: readWitness,
  group: readGroup,
  quorum: readQuorum,
};

export function readPolicy(sha256: Sha256, file: Uint8Array | string): Outcome<Policy> {
  const bytes = typeof file === "string" ? toUtf8(file) : file;
  if (bytes.length > policyLimits.maxBytes) {
    return wrong(0, `got ${bytes.length} bytes, expected at most ${policyLimits.maxBytes}`);
  }
  const lines = octetsOf(bytes).split("\n");
  if (lines.length > policyLimits.maxLines) {
    return wrong(0, `got ${lines.length} lines, expected at most ${policyLimits.maxLines}`);
  }
  // Each line ends with a newline; what stands behind the last one is a line that was cut off.
  if (lines.pop() !== "") return wrong(lines.length + 1, "the last line has no newline");
  const draft: Draft = {
    logs: [],
    witnesses: [],
    groups: [],
    names: new Set(["none"]),
    members: new Set(),
    quorum: undefined,
    hasQuorum: false,
  };
  for (const [index, line] of lines.entries()) {
    const fault = readLine(draft, line, sha256);
    if (fault !== undefined) return wrong(index + 1, fault);
  }
  if (!draft.hasQuorum) return wrong(0, "there is no quorum line");
  const { logs, witnesses, groups, quorum } = draft;
  return { value: { logs, witnesses, groups, quorum } };
}

function octetsOf(bytes: Uint8Array): string {
  let text = "";
  const step = 8192;
  for (let at = 0; at < bytes.length; at += step) {
    text += String.fromCharCode(...bytes.subarray(at, at + step));
  }
  return text;
}

function readLine(draft: Draft, line: string, sha256: Sha256): string | undefined {
  // oxlint-disable-next-line no-control-regex -- tab and newline are the only ones allowed
  if (/[\u0000-\u0008\u000b-\u001f\u007f]/.test(line)) return "a control character";
  const items = line.split(/[ \t]+/).filter((item) => item !== "");
  const [keyword = ""] = items;
  if (keyword === "" || keyword.startsWith("#")) return undefined;
  if (!Object.hasOwn(lineReaders, keyword)) {
    return `got ${shortly(keyword)}, expected log, witness, group or quorum`;
  }
  return lineReaders[keyword]?.(draft, items.slice(1), sha256);
}

function readLog(draft: Draft, items: readonly string[], sha256: Sha256): string | undefined {
  const [keyText = "", url] = items;
  if (items.length < 1 || items.length > 2) return "expected: log KEY [URL]";
  const key = readKey(sha256, keyText, "log");
  if (typeof key === "string") return key;
  if (draft.logs.some((log) => hasSameKey(log.key, key))) return "the key of another log line";
  draft.logs.push({ key, url: urlOf(url) });
  return undefined;
}

function readWitness(draft: Draft, items: readonly string[], sha256: Sha256): string | undefined {
  const [name = "", keyText = "", url] = items;
  if (items.length < 2 || items.length > 3) return "expected: witness NAME KEY [URL]";
  if (draft.names.has(name)) return `the name ${shortly(name)} is taken`;
  const key = readKey(sha256, keyText, "witness");
  if (typeof key === "string") return key;
  if (draft.witnesses.some((witness) => hasSameKey(witness.key, key)))
    return "the key of another witness line";
  draft.names.add(name);
  draft.witnesses.push({ name, key, url: urlOf(url) });
  return undefined;
}

function readGroup(draft: Draft, items: readonly string[]): string | undefined {
  const [name = "", count = "", ...members] = items;
  if (members.length === 0) return "expected: group NAME all|any|NUMBER MEMBER...";
  if (draft.names.has(name)) return `the name ${shortly(name)} is taken`;
  const threshold = thresholdOf(count, members.length);
  if (threshold === undefined) {
    return `got ${shortly(count)}, expected all, any or 1 to ${members.length}`;
  }
  for (const member of members) {
    if (member === "none" || !draft.names.has(member))
      return `${shortly(member)} is not defined before this line`;
    if (draft.members.has(member)) return `${shortly(member)} is a member already`;
    draft.members.add(member);
  }
  draft.names.add(name);
  draft.groups.push({ name, threshold, members });
  return undefined;
}

function thresholdOf(text: string, count: number): number | undefined {
  if (text === "all") return count;
  if (text === "any") return 1;
  if (!/^[1-9][0-9]{0,5}$/.test(text)) return undefined;
  const threshold = Number(text);
  return threshold > count ? undefined : threshold;
}

function readQuorum(draft: Draft, items: readonly string[]): string | undefined {
  const [name = ""] = items;
  if (items.length !== 1) return "expected: quorum NAME";
  if (draft.hasQuorum) return "a second quorum line";
  if (!draft.names.has(name)) return `${shortly(name)} is not defined before this line`;
  draft.hasQuorum = true;
  draft.quorum = name === "none" ? undefined : name;
  return undefined;
}

/** A string says what is wrong. */
function readKey(sha256: Sha256, octets: string, of: "log" | "witness"): VerifierKey | string {
  const text = utf8Of(octets);
  if (text === undefined) return "a key that is not UTF-8";
  const key = readVerifierKey(sha256, text);
  if (key.fault !== undefined) return key.fault.message;
  const { value } = key;
  if (isCosigner(value) === (of === "witness")) return value;
  return `a key of type ${value.type}, expected ${of === "log" ? "1" : "4 or 6"} here`;
}

function hasSameKey(a: VerifierKey, b: VerifierKey): boolean {
  return a.publicKey.toHex() === b.publicKey.toHex();
}

function urlOf(octets: string | undefined): string | undefined {
  return octets === undefined ? undefined : (utf8Of(octets) ?? octets);
}

function utf8Of(octets: string): string | undefined {
  return readUtf8(Uint8Array.from(octets, (character) => character.charCodeAt(0)));
}

function wrong(line: number, message: string): ReturnType<typeof faultOf> {
  return faultOf(
    "record.wrong-policy",
    `The policy${line > 0 ? `, line ${line}` : ""}: ${message}`,
  );
}
