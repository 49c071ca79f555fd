/**
 * Signing in and out: the first account by the one-time link, passwords, sessions that end, limits against guessing,
 * and what the audit trail keeps of all that.
 */

import assert from "node:assert/strict";
import { test } from "node:test";
import { TestServer, withServer, type TestAnswer } from "../testing/test-server.ts";
import { MemoryStore } from "../store/memory.ts";
import { readServerConfig, type ConfigFault } from "./config.ts";

const json = { "content-type": "application/json" };
const password = "five quiet otters";

function post(
  server: TestServer,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
): Promise<TestAnswer> {
  return server.request(path, {
    method: "POST",
    headers: { ...json, ...headers },
    body: JSON.stringify(body),
  });
}

function cookieOf(answer: TestAnswer): string {
  return answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
}

function linkToken(server: TestServer): string {
  return server.running.setupAddress?.split("#setup=")[1] ?? "";
}

test("the first run's link makes the administrator once, and a bad password does not cost it", async () => {
  await withServer({}, async (server) => {
    const token = linkToken(server);
    assert.notEqual(token, "");
    const check = await post(server, "/api/session/setup/check", { token });
    assert.deepEqual(check.json, { purpose: "first account", account: null });
    const short = await post(server, "/api/session/setup", {
      token,
      account: "root",
      password: "short",
    });
    assert.equal(short.json.code, "setup.password");
    const made = await post(server, "/api/session/setup", { token, account: "root", password });
    assert.equal(made.status, 200);
    assert.match(made.headers.get("set-cookie") ?? "", /HttpOnly; SameSite=Strict/);
    const again = await post(server, "/api/session/setup", { token, account: "root2", password });
    assert.equal(again.json.code, "setup.refused");
    const signedIn = await post(server, "/api/session", { account: "root", password });
    assert.equal(signedIn.json["account"]["role"], "administrator");
  });
});

test("the link expires after a day", async () => {
  await withServer({}, async (server) => {
    server.clock.move(25 * 3600);
    const answer = await post(server, "/api/session/setup", {
      token: linkToken(server),
      account: "root",
      password,
    });
    assert.deepEqual([answer.status, answer.json.code], [403, "setup.refused"]);
  });
});

test("a wrong password, an unknown account and a disabled one get the same answer", async () => {
  await withServer({}, async (server) => {
    await server.signIn("dispatcher");
    await server.running.context.identity.accounts.add(
      { id: "fresh", name: "Fresh", role: "overseer" },
      1,
    );
    const answers: unknown[] = [];
    for (const account of ["dispatcher", "nobody", "fresh"]) {
      const { status, text } = await post(server, "/api/session", { account, password });
      answers.push([status, text]);
    }
    assert.deepEqual(answers[0], answers[1]);
    assert.deepEqual(answers[0], answers[2]);
    assert.match(String(answers[0]), /401.*signin\.refused/);
  });
});

test("guessing is slowed down, for the address and the account", async () => {
  await withServer({ config: { limits: { signInsPerMinute: 3 } } }, async (server) => {
    const codes: unknown[] = [];
    for (let attempt = 0; attempt < 5; attempt += 1) {
      codes.push(
        (await post(server, "/api/session", { account: "root", password: `guess ${attempt}` })).json
          .code,
      );
    }
    assert.deepEqual(codes, [
      "signin.refused",
      "signin.refused",
      "signin.refused",
      "rate.limited",
      "rate.limited",
    ]);
    const late = await post(server, "/api/session", { account: "root", password });
    assert.ok(Number(late.headers.get("retry-after")) > 0);
    server.clock.move(60);
    assert.equal(
      (await post(server, "/api/session", { account: "root", password })).json.code,
      "signin.refused",
    );
  });
});

test("sessions end: idle, too old, signed out, signed out everywhere, account disabled", async () => {
  await withServer({}, async (server) => {
    const isIn = async (headers: { cookie: string }) =>
      (await server.request("/api/session", { headers: { cookie: headers.cookie } })).status ===
      200;
    const idle = await server.signIn("dispatcher");
    server.clock.move(12 * 3600);
    assert.equal(await isIn(idle), true);
    server.clock.move(11 * 3600);
    assert.equal(await isIn(idle), true);
    server.clock.move(2 * 3600);
    assert.equal(await isIn(idle), false, "older than a day");
    const left = await server.signIn("dispatcher");
    server.clock.move(14 * 3600);
    assert.equal(await isIn(left), false, "idle for 14 hours");
    const one = await server.signIn("dispatcher");
    const two = await server.signIn("dispatcher");
    const three = await server.signIn("dispatcher");
    await server.request("/api/session", { method: "DELETE", headers: one });
    assert.deepEqual([await isIn(one), await isIn(two)], [false, true]);
    await server.request("/api/session?everywhere=true", { method: "DELETE", headers: two });
    assert.deepEqual([await isIn(two), await isIn(three)], [false, false]);
    const last = await server.signIn("dispatcher");
    await server.post("/api/accounts/dispatcher/disable", { disabled: true }, "administrator");
    assert.equal(await isIn(last), false);
  });
});

test("a restart keeps sessions, tokens and accounts", async () => {
  const first = await TestServer.start();
  const headers = await first.signIn("supervisor");
  const token = await first.token("overseer");
  await first.running.close();
  const second = await TestServer.start({ store: first.store, clock: first.clock });
  try {
    assert.equal(
      (await second.request("/api/session", { headers: { cookie: headers.cookie } })).status,
      200,
    );
    assert.equal(
      (await second.request("/api/session", { headers: { authorization: `Bearer ${token}` } }))
        .status,
      200,
    );
    assert.equal(second.running.setupAddress, undefined);
  } finally {
    await second.stop();
  }
});

test("accounts are made by a link, changed, and the last administrator stays", async () => {
  await withServer({ units: 1 }, async (server) => {
    const added = await server.post(
      "/api/accounts",
      { id: "jo", name: "Jo", role: "dispatcher" },
      "administrator",
    );
    assert.equal(added.status, 201);
    const token = String(added.json["link"]).split("#setup=")[1];
    const check = await post(server, "/api/session/setup/check", { token });
    assert.deepEqual(check.json, { purpose: "password", account: "jo" });
    const other = await post(server, "/api/session/setup", {
      token,
      account: "administrator",
      password,
    });
    assert.equal(other.json.code, "setup.refused");
    const set = await post(server, "/api/session/setup", { token, account: "jo", password });
    assert.equal(set.status, 200);
    assert.equal(
      (
        await server.post(
          "/api/accounts",
          { id: "jo", name: "Jo", role: "dispatcher" },
          "administrator",
        )
      ).json.code,
      "account.known",
    );
    const crew = await server.post("/api/accounts/jo/role", { role: "crew" }, "administrator");
    assert.equal(crew.json.code, "account.needs-unit");
    await server.post("/api/accounts/jo/role", { role: "overseer" }, "administrator");
    const gone = await server.request("/api/session", { headers: { cookie: cookieOf(set) } });
    assert.equal(gone.status, 401, "a changed role starts with a new sign-in");
  });
});

test("the last administrator can neither be disabled nor changed", async () => {
  await withServer({}, async (server) => {
    const disable = await server.post("/api/accounts/administrator/disable", {}, "administrator");
    assert.equal(disable.json.code, "account.last-administrator");
    const role = await server.post(
      "/api/accounts/administrator/role",
      { role: "overseer" },
      "administrator",
    );
    assert.equal(role.json.code, "account.last-administrator");
  });
});

test("tokens are listed without their secret, and revoked", async () => {
  await withServer({}, async (server) => {
    await server.token("partner");
    const made = await server.post(
      "/api/tokens",
      { account: "partner", label: "feed" },
      "administrator",
    );
    const token = String(made.json["token"]);
    const session = await server.request("/api/session", {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.equal(session.json["account"]["role"], "partner");
    const list = await server.get("/api/tokens", "administrator");
    assert.doesNotMatch(list.text, new RegExp(token.slice(7)));
    const tokens = list.json["tokens"] as { id: string; label: string }[];
    const id = tokens.find(({ label }) => label === "feed")?.id;
    const revoked = await server.post(`/api/tokens/${id}`, {}, "administrator", "DELETE");
    assert.equal(revoked.status, 204);
    const after = await server.request("/api/session", {
      headers: { authorization: `Bearer ${token}` },
    });
    assert.deepEqual([after.status, after.json.code], [401, "token.invalid"]);
  });
});

test("the audit trail has who signed in, who was refused and what was made, and sweeps what is old", async () => {
  await withServer({ config: { audit: { retentionDays: 2 } } }, async (server) => {
    await server.signIn("dispatcher");
    await post(server, "/api/session", { account: "dispatcher", password: "wrong and wrong" });
    await server.get("/api/accounts", "dispatcher");
    await server.post(
      "/api/accounts",
      { id: "jo", name: "Jo", role: "dispatcher" },
      "administrator",
    );
    const kinds = async () => {
      const { json: body } = await server.get("/api/audit", "overseer");
      return (body["entries"] as { kind: string }[]).map((entry) => entry.kind);
    };
    server.clock.move(1);
    await post(server, "/api/session", { account: "my password by mistake", password });
    const trail = await server.get("/api/audit", "overseer");
    const refused = (
      trail.json["entries"] as unknown as { kind: string; subject?: string }[]
    ).filter(({ kind }) => kind === "signin.refused");
    assert.deepEqual(
      refused.map(({ subject }) => subject),
      [undefined, "dispatcher"],
      "newest first",
    );
    const found = await kinds();
    for (const kind of [
      "server.started",
      "signin",
      "signin.refused",
      "access.refused",
      "account.added",
      "link.made",
    ]) {
      assert.ok(found.includes(kind), kind);
    }
    server.clock.move(3 * 86_400);
    await server.running.context.identity.audit.sweep(server.clock.now());
    assert.deepEqual(await kinds(), []);
  });
});

test("a demo signs in by itself, and refuses any address but loopback", async () => {
  await withServer({ config: { demo: true } }, async (server) => {
    const session = await server.request("/api/session");
    assert.deepEqual([session.status, session.json["demo"]], [200, true]);
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    assert.equal((await server.request("/api/session", foreign)).json.code, "origin.not-allowed");
    const crew = await post(server, "/api/session/demo", { role: "crew", unit: 0 });
    assert.equal(crew.json["account"]["unit"], 0);
    const idOf = async (body: object): Promise<unknown> =>
      (await post(server, "/api/session/demo", body)).json["account"]["id"];
    assert.equal(await idOf({ role: "call taker" }), "demo-call-taker");
    assert.equal(await idOf({ role: "call taker", as: "robot" }), "robot-call-taker");
    assert.equal(await idOf({ role: "crew", unit: 7 }), "demo-crew-7");
    assert.equal(await idOf({ role: "crew", unit: 7, as: "robot" }), "robot-crew-7");
    // Region after region counts its units from 0: the same number elsewhere is another crew.
    const elsewhere = { role: "crew", unit: 7, region: "north" };
    assert.equal(await idOf(elsewhere), "demo-crew-north-7");
    const roles = Array.from({ length: 6 }, () =>
      post(server, "/api/session/demo", { role: "overseer" }),
    );
    assert.deepEqual(
      new Set((await Promise.all(roles)).map(({ status }) => status)),
      new Set([200]),
      "at once",
    );
    const first = cookieOf(session);
    for (let n = 0; n < 100; n += 1) await server.request("/api/session");
    assert.ok(
      server.running.context.identity.sessions.count <= 112,
      "a script cannot fill the sessions",
    );
    const late = await server.request("/api/session", { headers: { cookie: first } });
    assert.notEqual(late.headers.get("set-cookie"), null, "the oldest one ended");
  });
  const codeOf = (input: unknown) => {
    try {
      readServerConfig(input);
      return "";
    } catch (error) {
      return (error as ConfigFault).code;
    }
  };
  assert.equal(
    codeOf({ demo: true, host: "0.0.0.0", origins: ["http://muster.example"] }),
    "config.demo-not-loopback",
  );
  assert.equal(codeOf({ host: "192.0.2.1" }), "config.origin-missing");
  assert.equal(codeOf({ clock: { speed: 10 } }), "config.speed-needs-demo");
  assert.equal(codeOf({ nonsense: 1 }), "config.invalid-key");
});

test("without demo nobody is signed in by asking for it", async () => {
  await withServer({}, async (server) => {
    const answer = await post(server, "/api/session/demo", { role: "administrator" });
    assert.deepEqual([answer.status, answer.json.code], [403, "signin.no-demo"]);
  });
});

test("an audit entry the store does not take stands in the process log, without the address", async () => {
  const store = new MemoryStore();
  await withServer({ store }, async (server) => {
    const token = await server.token("dispatcher");
    store.fail("the disk is full");
    await server.request("/api/accounts", { headers: { authorization: `Bearer ${token}` } });
    const isNoted = (line: string) => line.includes("audit entry not stored");
    while (!server.logged.some(isNoted)) await new Promise((resolve) => setTimeout(resolve, 5));
    const line = server.logged.find(isNoted) ?? "";
    assert.match(line, /access\.refused/);
    assert.match(line, /"remote":"\[redacted\]"/);
    assert.doesNotMatch(line, /127\.0\.0\.1/);
  });
});
