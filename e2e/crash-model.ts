/**
 * What the crash test's writer writes and what its log must therefore hold. Everything about a command follows from
 * its id, so the parent can tell from the log alone whether a command is there whole, once and unchanged.
 */
import assert from "node:assert/strict";
import { crc32 } from "node:zlib";
import { createHash } from "node:crypto";
import { listPrivateTexts, parseArray, readChunks } from "../src/store/chunks.ts";
import type { EventRecord, EventStore } from "../src/store/port.ts";

export const crashRegions = ["north", "south", "west"] as const;

const accountCount = 16;

interface CrashFacts {
  readonly command: string;
  readonly index: number;
  readonly count: number;
  readonly account: number;
  readonly amount: number;
  readonly padding: string;
}

export interface Acknowledged {
  readonly region: string;
  readonly command: string;
  readonly first: number;
  readonly last: number;
}

/** The events of a command: 1 to 4, of 100 to 1,100 bytes, every third with private text. */
export function fingerprintOf(command: string): number {
  return crc32(command);
}

export function recordsOf(command: string): EventRecord[] {
  const digest = createHash("sha256").update(command).digest();
  const count = 1 + (digest[0] % 4);
  return Array.from({ length: count }, (_, index) => {
    const amount = digest[index + 1];
    const padding = "x".repeat(digest[index + 5] * 4);
    const facts: CrashFacts = {
      command,
      index,
      count,
      account: digest[index + 9] % accountCount,
      amount,
      padding,
    };
    const privateText = index % 3 === 0 ? JSON.stringify({ of: command, index }) : null;
    return { facts: JSON.stringify(facts), privateText };
  });
}

/**
 * Reads the whole store and checks it against what was acknowledged: every acknowledged command at its positions,
 * none twice, none in part, no gap, and the fold of the log equal to the model's. Returns the number of commands.
 */
export async function checkCrashedStore(
  store: EventStore,
  acknowledged: readonly Acknowledged[],
): Promise<number> {
  let commands = 0;
  for (const region of crashRegions) {
    const found = await readCommands(store, region);
    commands += found.size;
    for (const { command, first, last } of acknowledged.filter(
      (entry) => entry.region === region,
    )) {
      assert.deepEqual(
        found.get(command),
        { first, last },
        `acknowledged command ${command} of ${region}`,
      );
      assert.deepEqual(await store.findCommand(region, command), {
        firstPosition: first,
        lastPosition: last,
        fingerprint: fingerprintOf(command),
      });
    }
  }
  return commands;
}

async function readCommands(
  store: EventStore,
  region: string,
): Promise<Map<string, { first: number; last: number }>> {
  const found = new Map<string, { first: number; last: number }>();
  const folded = Array.from({ length: accountCount }, () => 0);
  const privateTexts = new Map<number, string>();
  let position = 0;
  let open: { command: string; left: number } | undefined;
  for await (const chunk of readChunks(store, region, 0)) {
    assert.equal(chunk.first, position + 1, "no gap between chunks");
    for (const { position: at, text } of listPrivateTexts(chunk)) privateTexts.set(at, text);
    for (const facts of parseArray(chunk.factsArray) as CrashFacts[]) {
      position += 1;
      folded[facts.account] += facts.amount;
      if (open === undefined) {
        assert.equal(
          found.has(facts.command),
          false,
          `command ${facts.command} is in the log once`,
        );
        found.set(facts.command, { first: position, last: position + facts.count - 1 });
        open = { command: facts.command, left: facts.count };
      }
      const expected = recordsOf(facts.command)[facts.index];
      assert.equal(facts.command, open.command);
      assert.equal(
        facts.index,
        facts.count - open.left,
        "a command's events are whole and in order",
      );
      assert.equal(JSON.stringify(facts), expected.facts);
      assert.equal(privateTexts.get(position) ?? null, expected.privateText);
      open.left -= 1;
      if (open.left === 0) open = undefined;
    }
  }
  assert.equal(open, undefined, "the last command is whole");
  assert.equal(await store.readHead(region), position);
  assert.deepEqual(folded, modelOf(found.keys()), "the fold equals the model");
  return found;
}

/** What the accounts hold when exactly these commands happened. */
function modelOf(commands: Iterable<string>): number[] {
  const accounts = Array.from({ length: accountCount }, () => 0);
  for (const command of commands) {
    for (const record of recordsOf(command)) {
      const { account, amount } = JSON.parse(record.facts) as CrashFacts;
      accounts[account] += amount;
    }
  }
  return accounts;
}
