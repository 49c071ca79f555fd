/**
 * Who may do what at the edge: every row of the routes table is asked without a sign-in and by every role, hosts and
 * origins are checked, and the things a browser must prove are proved.
 */

import assert from "node:assert/strict";
import { connect } from "node:net";
import { test } from "node:test";
import { everyRole, testRegion, withServer, type TestServer } from "../testing/test-server.ts";
import { routes } from "./routes/table.ts";
import type { Route } from "./route.ts";

function addressOf(route: Route): string {
  return route.path
    .replace(":region", testRegion)
    .replace(":file", "0.pbf")
    .replace(/:(number|z|x)/g, "0")
    .replace(":id", "nobody");
}

async function ask(
  server: TestServer,
  route: Route,
  headers: Record<string, string>,
): Promise<number> {
  const body = route.method === "POST" ? { body: "{}" } : {};
  const controller = new AbortController();
  const response = await fetch(server.origin + addressOf(route), {
    method: route.method,
    headers: { "content-type": "application/json", ...headers },
    signal: controller.signal,
    ...body,
  });
  controller.abort();
  return response.status;
}

test("without a sign-in every route that is not open answers 401", async () => {
  await withServer({}, async (server) => {
    for (const route of routes) {
      const status = await ask(server, route, {});
      // Metrics are open to the machine itself.
      const isOpen = route.access.kind === "open" || route.access.kind === "metrics";
      if (!isOpen) assert.equal(status, 401, `${route.method} ${route.path}`);
    }
  });
});

test("each route lets in the roles of its row and no other", async () => {
  await withServer({ units: 1 }, async (server) => {
    for (const route of routes) {
      const { access } = route;
      if (access.kind !== "roles") continue;
      for (const role of everyRole) {
        const status = await ask(server, route, {
          authorization: `Bearer ${await server.token(role)}`,
        });
        const isIn = access.roles.includes(role);
        // 403 may also mean that a crew asked for what is not its own; in is never 401, out is always 403.
        if (isIn) assert.notEqual(status, 401, `${role} ${route.path}`);
        else assert.equal(status, 403, `${role} ${route.method} ${route.path}`);
      }
    }
  });
});

test("a scoped token opens its own route and nothing else", async () => {
  await withServer({ units: 1 }, async (server) => {
    const feed = { authorization: `Bearer ${await server.token("administrator", "positions")}` };
    const path = `/api/regions/${testRegion}`;
    const positions = [{ unit: 0, at: server.clock.now(), latE7: 1, lonE7: 2 }];
    const sent = await server.request(`${path}/positions`, {
      method: "POST",
      headers: { ...feed, "content-type": "application/json" },
      body: JSON.stringify({ positions }),
    });
    assert.equal(sent.status, 202);
    for (const address of [`${path}/units`, "/api/accounts", "/metrics", `${path}/stream`]) {
      const answer = await server.request(address, { headers: feed });
      assert.deepEqual([answer.status, answer.json.code], [403, "token.scope"], address);
    }
  });
});

test("a partner learns no call sign and no incident from the command line", async () => {
  await withServer({ units: 2 }, async (server) => {
    for (const verb of ["preview", "commands"]) {
      const id = verb === "commands" ? { id: "partner-1" } : {};
      const path = `/api/regions/${testRegion}/${verb}`;
      const answer = await server.post(path, { ...id, line: "send U" }, "partner");
      assert.deepEqual([answer.status, answer.json.code], [403, "role.not-allowed"]);
      assert.doesNotMatch(answer.text, /U0|U1/);
    }
  });
});

test("a partner follows what it handed in, and nobody else's", async () => {
  await withServer({ units: 1 }, async (server) => {
    const path = `/api/regions/${testRegion}`;
    let ids = 0;
    const give = async (command: unknown, role: "partner" | "supervisor" = "supervisor") => {
      ids += 1;
      return server.post(`${path}/commands`, { id: `handed-in-${ids}`, command }, role);
    };
    const follow = async () =>
      (await server.get(`${path}/handed-in`, "partner")).json["contacts"] as Record<
        string,
        unknown
      >[];
    const words = "smoke, says the fire control";
    const receive = { type: "contact.receive", channel: "partner", words };
    assert.equal((await give({ ...receive, channel: "call" }, "partner")).status, 403);
    await give(receive);
    assert.deepEqual(await follow(), []);
    const { json } = await give(receive, "partner");
    const { contact } = json["made"] as { contact: number };
    const see = async () => {
      const [seen, ...more] = await follow();
      assert.deepEqual([seen["contact"], more], [contact, []]);
      assert.doesNotMatch(JSON.stringify(seen), /smoke|U0/);
      return [seen["state"], seen["response"], seen["outcome"]];
    };
    assert.deepEqual(await see(), ["ringing", null, null]);
    await give({ type: "contact.answer", contact });
    assert.deepEqual(await see(), ["answered", null, null]);
    const location = { state: "not asked", latE7: 0, lonE7: 0, radiusM: 0 };
    const open = {
      type: "incident.open",
      contact,
      incidentType: "other",
      grade: "priority",
      location,
    };
    const opened = await give({ ...open, area: "north" });
    assert.deepEqual(await see(), ["linked", "waiting", null]);
    const { incident } = opened.json["made"] as { incident: number };
    await give({ type: "unit.send", incident, units: [0] });
    assert.deepEqual(await see(), ["linked", "allocated", null]);
    await give({ type: "contact.unlink", contact });
    await give({ type: "contact.end", contact, outcome: "advice given" });
    assert.deepEqual(await see(), ["ended", null, "advice given"]);
    server.clock.move(25 * 3600);
    await server.region.runSystem({ type: "due.work" });
    assert.deepEqual(await follow(), []);
    for (const role of ["supervisor", "crew"] as const)
      assert.equal((await server.get(`${path}/handed-in`, role)).json.code, "access.role");
  });
});

test("a crew's device tells its own position only, whatever the scope of its token", async () => {
  await withServer({ units: 2 }, async (server) => {
    for (const scope of ["account", "positions"] as const) {
      const token = await server.token("crew", scope);
      const send = (unit: number) =>
        server.request(`/api/regions/${testRegion}/positions`, {
          method: "POST",
          headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
          body: JSON.stringify({
            positions: [{ unit, at: server.clock.now(), latE7: 1, lonE7: 2 }],
          }),
        });
      assert.equal((await send(0)).status, 202);
      assert.equal((await send(1)).json.code, "access.unit");
    }
  });
});

test("who is refused again and again is slowed down, and the audit trail with it", async () => {
  const limits = { requestsPerSecond: 1, requestBurst: 5 };
  await withServer({ config: { limits } }, async (server) => {
    const statuses: number[] = [];
    for (let n = 0; n < 8; n += 1)
      statuses.push((await server.get("/api/accounts", "partner")).status);
    assert.deepEqual(statuses, [403, 403, 403, 403, 403, 429, 429, 429]);
    const entries = await server.running.context.identity.audit.list(100);
    assert.equal(entries.filter(({ kind }) => kind === "access.refused").length, 5);
  });
});

test("a host name or origin of somebody else is refused", async () => {
  await withServer({}, async (server) => {
    const { request } = await import("node:http");
    const status = (headers: Record<string, string>, method = "GET") =>
      new Promise<number>((resolve, reject) => {
        const sent = request(`${server.origin}/api/session`, { method, headers }, (response) => {
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        sent.on("error", reject);
        sent.end();
      });
    const port = new URL(server.origin).port;
    assert.equal(await status({ host: "muster.attacker.example" }), 421);
    assert.equal(await status({ host: `127.0.0.1.attacker.example:${port}` }), 421);
    assert.equal(await status({ host: `localhost:${port}` }), 401);
    assert.equal(await status({ origin: "https://attacker.example" }, "DELETE"), 403);
    assert.equal(await status({ "sec-fetch-site": "cross-site" }, "DELETE"), 403);
    assert.equal(await status({ origin: "null" }, "DELETE"), 403);
    assert.equal(await status({ origin: server.origin }, "DELETE"), 401);
  });
});

test("a cookie needs the CSRF header, a token does not", async () => {
  await withServer({}, async (server) => {
    const { "x-muster-csrf": csrf, ...headers } = await server.signIn("supervisor");
    const path = `/api/regions/${testRegion}/preview`;
    const body = JSON.stringify({ command: { type: "contact.receive", channel: "call" } });
    const without = await server.request(path, { method: "POST", headers, body });
    assert.deepEqual([without.status, without.json.code], [403, "session.csrf"]);
    const wrong = { ...headers, "x-muster-csrf": `${csrf.slice(1)}A` };
    assert.equal(
      (await server.request(path, { method: "POST", headers: wrong, body })).status,
      403,
    );
    const right = { ...headers, "x-muster-csrf": csrf };
    assert.equal(
      (await server.request(path, { method: "POST", headers: right, body })).status,
      200,
    );
  });
});

test("an account sees its own regions only", async () => {
  await withServer({}, async (server) => {
    const { identity } = server.running.context;
    await identity.accounts.add(
      { id: "elsewhere", name: "Elsewhere", role: "supervisor", regions: ["other"] },
      1,
    );
    const token = await identity.tokens.make(
      "elsewhere",
      "account",
      "test",
      1,
      Number.MAX_SAFE_INTEGER,
    );
    const headers = { authorization: `Bearer ${token.reveal()}` };
    const answer = await server.request(`/api/regions/${testRegion}/units`, { headers });
    assert.deepEqual([answer.status, answer.json.code], [403, "access.region"]);
    const session = await server.request("/api/session", { headers });
    assert.deepEqual(session.json["regions"], []);
  });
});

test("a crew sees its own unit and the incidents it is allocated to", async () => {
  await withServer({ units: 2 }, async (server) => {
    const path = `/api/regions/${testRegion}`;
    const location = { state: "given", latE7: 540_000_000, lonE7: 30_000_000, radiusM: 0 };
    const open = {
      type: "incident.open",
      incidentType: "other",
      grade: "priority",
      location,
      area: "north",
    };
    await server.command(open);
    assert.equal((await server.get(`${path}/incidents/1`, "crew")).json.code, "access.unit");
    const note = { type: "incident.note", incident: 1, note: "gate code 1234" };
    const hazards = { type: "incident.set-hazards", incident: 1, hazards: [] };
    for (const command of [note, { ...note, incident: 99 }, hazards]) {
      const foreign = await server.command(command, "crew");
      assert.deepEqual([foreign.status, foreign.json.code], [403, "role.other-unit"]);
    }
    const peek = await server.post(`${path}/preview`, { command: note }, "crew");
    assert.deepEqual(peek.json["events"], []);
    await server.command({ type: "unit.send", incident: 1, units: [0] });
    assert.equal((await server.command(note, "crew")).status, 200);
    assert.equal((await server.get(`${path}/incidents/1`, "crew")).status, 200);
    assert.equal((await server.get(`${path}/units/0`, "crew")).status, 200);
    assert.equal((await server.get(`${path}/units/1`, "crew")).json.code, "access.unit");
    const other = await server.command({ type: "unit.raise-emergency", unit: 1 }, "crew");
    assert.deepEqual([other.status, other.json.code], [403, "role.other-unit"]);
    const own = await server.command(
      { type: "unit.progress", unit: 0, status: "en route" },
      "crew",
    );
    assert.equal(own.status, 200);
  });
});

test("answers carry the security headers and pages a policy without inline code", async () => {
  await withServer({}, async (server) => {
    for (const path of ["/api/health", "/api/nothing", "/"]) {
      const { headers } = await server.request(path);
      const policy = headers.get("content-security-policy") ?? "";
      assert.match(policy, /default-src 'none'/);
      assert.match(policy, /script-src 'self'/);
      assert.doesNotMatch(policy, /unsafe/);
      assert.equal(headers.get("x-content-type-options"), "nosniff");
    }
  });
});

test("an unknown address, a wrong method and a wrong body type have their codes", async () => {
  await withServer({}, async (server) => {
    assert.equal((await server.get("/api/nothing")).json.code, "route.unknown");
    const wrong = await server.request("/api/health", { method: "POST" });
    assert.deepEqual([wrong.status, wrong.json.code], [405, "route.wrong-method"]);
    assert.equal(wrong.headers.get("allow"), "GET, HEAD");
    const path = `/api/regions/${testRegion}/commands`;
    const headers = { authorization: `Bearer ${await server.token("supervisor")}` };
    const text = await server.request(path, { method: "POST", headers, body: "{}" });
    assert.deepEqual([text.status, text.json.code], [415, "body.not-json"]);
    const json = { ...headers, "content-type": "application/json" };
    const broken = await server.request(path, { method: "POST", headers: json, body: "{" });
    assert.deepEqual([broken.status, broken.json.code], [400, "body.invalid-json"]);
    const bytes = Buffer.from('{"id":"command-\xff1","line":"note 1 x"}', "latin1");
    const notUtf8 = await server.request(path, { method: "POST", headers: json, body: bytes });
    assert.deepEqual([notUtf8.status, notUtf8.json.code], [400, "body.invalid-json"]);
    const note = (said: string) => `{"id":"command-91","line":"note 1 ${said}"}`;
    const post = (body: string) => server.request(path, { method: "POST", headers: json, body });
    const half = await post(note("\\ud83d and no second half"));
    assert.deepEqual([half.status, half.json.code], [400, "body.invalid-json"]);
    const key = await post('{"\\uDC00":1}');
    assert.deepEqual([key.status, key.json.code], [400, "body.invalid-json"]);
    const whole = await post(note("\\ud83d\\ude00"));
    assert.equal(whole.json.code, "line.unknown", "there is no incident 1, and the body was read");
    const zipped = { ...json, "content-encoding": "gzip" };
    const packed = await server.request(path, { method: "POST", headers: zipped, body: "{}" });
    assert.deepEqual([packed.status, packed.json.code], [415, "body.not-json"]);
    const huge = await server.request(path, {
      method: "POST",
      headers: json,
      body: `"${"x".repeat(300_000)}"`,
    });
    assert.deepEqual([huge.status, huge.json.code], [413, "body.too-large"]);
  });
});

test("what is refused before there is a request has its code, too", async () => {
  await withServer({}, async (server) => {
    const { hostname, port, host } = new URL(server.origin);
    const codeOf = (head: string) =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ host: hostname, port: Number(port) });
        let answer = "";
        socket.on("data", (bytes) => (answer += bytes.toString("utf8")));
        socket.on("end", () => resolve(/"code":"([^"]+)"/.exec(answer)?.[1] ?? answer));
        socket.on("error", reject);
        socket.write(`${head}\r\nConnection: close\r\n\r\n`);
      });
    const asked: [string, string][] = [
      ["GET /api/health HTTP/1.1", "host.not-allowed"],
      ["CONNECT elsewhere:443 HTTP/1.1", "request.malformed"],
      [`GET /api/health HTTP/1.1\r\nHost: ${host}\r\nExpect: 200-maybe`, "request.malformed"],
      [`BREW /api/health HTTP/1.1\r\nHost: ${host}`, "request.malformed"],
      [
        `GET /api/health HTTP/1.1\r\nHost: ${host}\r\nX: ${"a".repeat(20_000)}`,
        "request.head-too-large",
      ],
    ];
    for (const [head, code] of asked) assert.equal(await codeOf(head), code, head.slice(0, 60));
  });
});

test("a metrics token reads metrics, which name no person and no word of a caller", async () => {
  await withServer({ units: 1 }, async (server) => {
    await server.command({
      type: "contact.receive",
      channel: "call",
      callerName: "Aurelia Quist",
      words: "quicksilver",
    });
    const path = `/api/regions/${testRegion}/commands`;
    const faulty = await server.post(
      path,
      { id: "a-faulty-line", line: "no such verb" },
      "supervisor",
    );
    assert.equal(faulty.json.code, "line.unknown");
    const headers = { authorization: `Bearer ${await server.token("overseer", "metrics")}` };
    const { status, text } = await server.request("/metrics", { headers });
    assert.equal(status, 200);
    assert.match(text, /muster_commands_total\{region="room",outcome="accepted"\} 1/);
    assert.match(text, /muster_commands_total\{region="room",outcome="faulty"\} 1/);
    assert.doesNotMatch(text, /outcome="failed"/);
    assert.match(text, /le="1\.0"/);
    assert.match(text, /# EOF\n$/);
    assert.doesNotMatch(text, /Aurelia|quicksilver|overseer/);
    assert.doesNotMatch(server.logged.join("\n"), /Aurelia|quicksilver|Bearer/);
  });
});

test("a client that goes away within its body, and HEAD on a stream, are no faults of the server", async () => {
  await withServer({}, async (server) => {
    const { request } = await import("node:http");
    const authorization = `Bearer ${await server.token("supervisor")}`;
    const path = `/api/regions/${testRegion}`;
    await new Promise<void>((resolve) => {
      const headers = { authorization, "content-type": "application/json", "content-length": 500 };
      const sent = request(`${server.origin}${path}/commands`, { method: "POST", headers });
      sent.on("error", () => resolve());
      sent.write('{"id":', () => setTimeout(() => sent.destroy(), 20));
    });
    const head = await server.request(`${path}/stream`, {
      method: "HEAD",
      headers: { authorization },
    });
    assert.deepEqual([head.status, head.text], [200, ""]);
    assert.equal(server.running.context.openStreams.count, 0);
    while (
      !/muster_http_requests_total\{route="[^"]*commands"[^}]*status="4xx"\} 1/.test(
        server.running.context.metrics.write(),
      )
    )
      await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(
      server.logged.filter((line) => /"level":"error"/.test(line)),
      [],
    );
  });
});
