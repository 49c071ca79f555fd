import assert from "node:assert/strict";
import { test } from "node:test";
import { ApiClient, ApiProblem, type CommandAnswerView } from "./api-client.ts";
import { Sender } from "./sender.ts";

/** A client whose commands are answered by `answer`, without any network. */
function clientWith(
  answer: (occurredAt: number | undefined) => Promise<CommandAnswerView>,
): ApiClient {
  const client = ApiClient.withToken("http://127.0.0.1:1", "none");
  client.command = async (_region, _command, occurredAt) => answer(occurredAt);
  return client;
}

const done: CommandAnswerView = { position: 1, events: 1, made: {} };
const clear = { type: "unit.clear", unit: 1 } as const;

test("a crowd of works that each send for others does not wait for itself", async () => {
  const sender = new Sender("test");
  const client = clientWith(async () => {
    await new Promise((resolve) => setTimeout(resolve, 1));
    return done;
  });
  const works = Array.from({ length: 500 }, async (_, index) =>
    sender.run(`about ${index}`, async () => {
      await sender.send(`first ${index}`, async () => client, clear);
      return sender.send(`second ${index}`, async () => client, clear);
    }),
  );
  const answers = await Promise.all(works);
  assert.ok(answers.every((answer) => answer === done));
  assert.equal(sender.counts.accepted, 1000);
  assert.equal(sender.pending, 0);
});

test("one person's commands go one after the other, and no more than the bound at once", async () => {
  const sender = new Sender("test");
  let underWay = 0;
  let most = 0;
  const order: number[] = [];
  const client = clientWith(async (occurredAt) => {
    underWay += 1;
    most = Math.max(most, underWay);
    await new Promise((resolve) => setTimeout(resolve, 1));
    underWay -= 1;
    if (occurredAt !== undefined) order.push(occurredAt);
    return done;
  });
  const sends = Array.from({ length: 20 }, async (_, index) =>
    sender.send("unit 1", async () => client, clear, index),
  );
  const others = Array.from({ length: 200 }, async (_, index) =>
    sender.send(`unit ${index + 2}`, async () => client, clear),
  );
  await Promise.all([...sends, ...others]);
  assert.deepEqual(order, Array.from({ length: 20 }, (_, index) => index)); // prettier-ignore
  assert.equal(most, 48);
});

test("what is before the last change goes as of now; a refusal is counted; a fault ends the play", async () => {
  const sender = new Sender("test");
  const late = clientWith(async (occurredAt) => {
    if (occurredAt !== undefined) throw new ApiProblem(409, "time.before-last-change", "late");
    return done;
  });
  assert.equal(await sender.send("a", async () => late, clear, 5), done);
  assert.equal(sender.counts.late, 1);
  const refusing = clientWith(async () => {
    throw new ApiProblem(409, "unit.off", "off");
  });
  assert.equal(await sender.send("a", async () => refusing, clear), undefined);
  assert.deepEqual([...sender.counts.refused], [["unit.clear unit.off", 1]]);
  sender.checkFault();
  const failing = clientWith(async () => {
    throw new ApiProblem(503, "store.failed", "gone");
  });
  await sender.send("a", async () => failing, clear);
  assert.throws(() => sender.checkFault(), /gone/);
});
