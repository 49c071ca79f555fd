import assert from "node:assert/strict";
import { test } from "node:test";
import { CommitQueue } from "./commit-queue.ts";
import { LiveFault } from "./fault.ts";

const isNotDurable = (error: unknown): boolean =>
  error instanceof LiveFault && error.code === "live.not-durable";

test("reads that wait for the disk are bounded in number and time, commands wait as long as it takes", async () => {
  const commits = new CommitQueue(4, { waiting: 2, millis: 20 });
  const commit = { events: [], lastPosition: 5 };
  commits.push(commit);
  const command = commits.whenDurable(5);
  await commits.whenReadable(4);
  const reads = [commits.whenReadable(5), commits.whenReadable(5)];
  await assert.rejects(commits.whenReadable(5), (error: LiveFault) => {
    assert.match(error.message, /^2 reads wait for the disk, which is the most/);
    return isNotDurable(error);
  });
  for (const read of reads) await assert.rejects(read, isNotDurable);
  // Those who gave up made room, and take nothing from whoever still waits.
  const later = commits.whenReadable(5);
  commits.settle(commit);
  await Promise.all([command, later]);
  assert.equal(commits.durable, 5);
});

test("a read hears at once that what it stands on was refused, and its place is free again", async () => {
  const commits = new CommitQueue(4, { waiting: 1, millis: 60_000 });
  for (let round = 0; round < 3; round += 1) {
    const commit = { events: [], lastPosition: 5 };
    commits.push(commit);
    const read = commits.whenReadable(5);
    commits.drop(commit, new Error("refused"));
    await assert.rejects(read, /refused/);
  }
});
