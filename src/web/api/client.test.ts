/** The client against answers given from memory: what is repeated, with which id, and what is not. */

import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { readJson, sendCommand, setCsrf } from "./client.ts";
import { isProblem } from "./problem.ts";

interface Asked {
  readonly path: string;
  readonly id: string | undefined;
  readonly csrf: string | null;
}

type Reply = Response | "network is down";

function problem(status: number, code: string): Response {
  return Response.json({ title: "no", status, code, detail: `detail of ${code}` }, { status });
}

/** Answers one request after the other; what was asked is in the list that is returned. */
function serve(context: TestContext, replies: readonly Reply[]): Asked[] {
  const asked: Asked[] = [];
  context.mock.method(globalThis, "fetch", (path: string, init: RequestInit) => {
    const body = typeof init.body === "string" ? (JSON.parse(init.body) as { id?: string }) : {};
    asked.push({ path, id: body.id, csrf: new Headers(init.headers).get("x-muster-csrf") });
    const reply = replies[asked.length - 1] ?? "network is down";
    return reply === "network is down"
      ? Promise.reject(new TypeError(reply))
      : Promise.resolve(reply);
  });
  return asked;
}

const done = { position: 9, events: 1, made: {}, warnings: [] };
const clear = { type: "unit.clear", unit: 3 } as const;

test("a command whose answer is lost is sent again with the same id", async (context) => {
  const asked = serve(context, ["network is down", problem(503, "live.busy"), Response.json(done)]);
  assert.deepEqual(await sendCommand("harbour", clear), done);
  assert.equal(asked.length, 3);
  assert.equal(new Set(asked.map((one) => one.id)).size, 1);
  assert.ok((asked[0].id?.length ?? 0) > 20);
});

test("half a character, as a full field may end in one, is sent as a sign", async (context) => {
  const sent: string[] = [];
  context.mock.method(globalThis, "fetch", (_: string, { body }: RequestInit) => {
    if (typeof body === "string") sent.push(body);
    return Promise.resolve(Response.json(done));
  });
  const note = {
    type: "incident.note",
    incident: 1,
    note: "on the roof \ud83d\ude00\ud83d",
  } as const;
  await sendCommand("harbour", note);
  assert.equal(sent.length, 1);
  assert.match(sent[0], /"on the roof \ud83d\ude00\ufffd"/);
});

test("a refusal is not sent again; code, detail and needs come through", async (context) => {
  const refusal = {
    title: "Refused",
    code: "needs.acceptance",
    detail: "look",
    needs: ["unit.diverted"],
  };
  const asked = serve(context, [Response.json(refusal, { status: 409 })]);
  await assert.rejects(sendCommand("harbour", clear), (thrown) => {
    assert.ok(isProblem(thrown));
    assert.deepEqual(
      [thrown.status, thrown.code, thrown.message],
      [409, "needs.acceptance", "look"],
    );
    assert.deepEqual(thrown.needs, ["unit.diverted"]);
    return true;
  });
  assert.equal(asked.length, 1);
});

test("an unsafe request that may not be repeated is sent once", async (context) => {
  const asked = serve(context, ["network is down", Response.json({})]);
  await assert.rejects(readJson("/api/accounts", { method: "POST", body: {} }), (thrown) =>
    isProblem(thrown) ? thrown.code === "network.unreachable" : false,
  );
  assert.equal(asked.length, 1);
});

test("when another tab signed in anew, the CSRF value is read again and the command goes once more", async (context) => {
  setCsrf("old");
  const asked = serve(context, [
    problem(403, "session.csrf"),
    Response.json({ csrf: "new" }),
    Response.json(done),
  ]);
  assert.deepEqual(await sendCommand("harbour", clear), done);
  assert.deepEqual(
    asked.map((one) => one.csrf),
    ["old", null, "new"],
  );
  assert.equal(asked[0].id, asked[2].id);
});

test("an answer that is no problem document still is a problem with its status", async (context) => {
  serve(context, [new Response("<html>", { status: 500 })]);
  await assert.rejects(
    readJson("/api/session"),
    (thrown) => isProblem(thrown) && thrown.status === 500,
  );
});
