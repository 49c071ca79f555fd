/**
 * A whole server for tests: memory store, a clock that the test moves, a free port, a region with units, accounts of
 * every role, and a client that signs in as any of them. Requests go over a real socket, so what is tested is what
 * runs. Nothing shipped imports this.
 */

import { randomUUID } from "node:crypto";
import type { Command } from "../core/commands.ts";
import type { RegionConfig } from "../core/region/config.ts";
import { roles, type Role } from "../core/vocabulary.ts";
import { readServerConfig } from "../http/config.ts";
import type { ServerConfigInput } from "../http/config-schema.ts";
import type { TokenScope } from "../http/identity/caller.ts";
import { startServer, type RunningServer } from "../http/start-server.ts";
import { makeLog } from "../live/log.ts";
import type { RoadMap } from "../roads/map/road-map.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";
import { MemoryStore } from "../store/memory.ts";
import type { EventStore } from "../store/port.ts";
import type { LoadedMap } from "../wire/map-source.ts";
import { roomConfig } from "./control-room.ts";
import { TestClock } from "./test-clock.ts";

export const testRegion = "room";
const password = "a long enough phrase";

export interface TestAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // Tests look into answers of many shapes.
  readonly json: Record<string, never> & { readonly code?: string };
}

export interface TestServerOptions {
  readonly config?: ServerConfigInput;
  readonly store?: EventStore;
  readonly clock?: TestClock;
  readonly regionConfig?: RegionConfig;
  readonly roads?: RoadMap;
  /** Units registered and booked on. */
  readonly units?: number;
  readonly map?: LoadedMap;
}

export class TestServer {
  readonly running: RunningServer;
  readonly store: EventStore;
  readonly clock: TestClock;
  /** Lines of the process log. */
  readonly logged: string[];
  readonly #tokens = new Map<string, string>();

  private constructor(
    running: RunningServer,
    store: EventStore,
    clock: TestClock,
    logged: string[],
  ) {
    this.running = running;
    this.store = store;
    this.clock = clock;
    this.logged = logged;
  }

  static async start(options: TestServerOptions = {}): Promise<TestServer> {
    const store = options.store ?? new MemoryStore();
    const clock = options.clock ?? new TestClock();
    const logged: string[] = [];
    const config = options.regionConfig ?? { ...roomConfig(), id: testRegion };
    const running = await startServer({
      config: readServerConfig({
        port: 0,
        store: "memory",
        // A thread for each server would be idle in nearly all tests.
        forecast: { everySeconds: 0 },
        ...options.config,
      }),
      store,
      clock,
      wall: () => clock.now(),
      log: makeLog("info", { write: (line) => void logged.push(line) }),
      regions: [{ id: testRegion, config }],
      ...(options.roads === undefined ? {} : { roads: options.roads }),
      ...(options.map === undefined ? {} : { map: options.map }),
    });
    const server = new TestServer(running, store, clock, logged);
    await server.#addUnits(options.units ?? 0);
    return server;
  }

  get origin(): string {
    return this.running.origin;
  }

  get region(): RegionRuntime {
    const region = this.running.context.regions.get(testRegion);
    if (region === undefined) throw new Error("the test region is gone");
    return region;
  }

  async #addUnits(count: number): Promise<void> {
    const { config } = this.region.state.policy ?? {};
    if (config === undefined || this.region.state.columns.head.units[0] > 0) return;
    for (let unit = 0; unit < count; unit += 1) {
      await this.region.runSystem({
        type: "unit.register",
        callSign: `U${unit}`,
        vehicle: config.vehicles[0].code,
        skills: [config.skills[0].code],
        area: config.areas[0].code,
        base: config.centre,
      });
      await this.region.runSystem({ type: "unit.book-on", unit, crew: 2 });
    }
  }

  /** A token of an account with this role, made on first use; `unit` for crews. */
  async token(role: Role, scope: TokenScope = "account", unit = 0): Promise<string> {
    const name = role === "crew" ? `crew-${unit}` : role.replaceAll(" ", "-");
    const known = this.#tokens.get(`${name} ${scope}`);
    if (known !== undefined) return known;
    const { identity } = this.running.context;
    if (identity.accounts.find(name) === undefined) {
      const crew = role === "crew" ? { unit, regions: [testRegion] } : {};
      await identity.accounts.add({ id: name, name, role, ...crew }, this.clock.now());
    }
    const token = await identity.tokens.make(
      name,
      scope,
      "test",
      this.clock.now(),
      Number.MAX_SAFE_INTEGER,
    );
    this.#tokens.set(`${name} ${scope}`, token.reveal());
    return token.reveal();
  }

  async request(path: string, init: RequestInit = {}): Promise<TestAnswer> {
    const response = await fetch(this.origin + path, init);
    const text = await response.text();
    const isJson = /json/.test(response.headers.get("content-type") ?? "");
    const json = (isJson && text !== "" ? JSON.parse(text) : {}) as TestAnswer["json"];
    return { status: response.status, headers: response.headers, text, json };
  }

  async get(path: string, role: Role = "supervisor"): Promise<TestAnswer> {
    return this.request(path, { headers: { authorization: `Bearer ${await this.token(role)}` } });
  }

  async post(
    path: string,
    body: unknown,
    role: Role = "supervisor",
    method = "POST",
  ): Promise<TestAnswer> {
    const headers = {
      authorization: `Bearer ${await this.token(role)}`,
      "content-type": "application/json",
    };
    return this.request(path, { method, headers, body: JSON.stringify(body) });
  }

  command(
    command: Command | Record<string, unknown>,
    role: Role = "supervisor",
    id: string = randomUUID(),
  ): Promise<TestAnswer> {
    return this.post(`/api/regions/${testRegion}/commands`, { id, command }, role);
  }

  /** Signs in with a password, as a browser would; gives the headers of a further request. */
  async signIn(
    role: Role,
  ): Promise<{ cookie: string; "x-muster-csrf": string; "content-type": string }> {
    await this.token(role);
    const account = role === "crew" ? "crew-0" : role.replaceAll(" ", "-");
    const { identity } = this.running.context;
    const { Secret } = await import("../live/secret.ts");
    await identity.accounts.setPassword(account, new Secret(password), async () => undefined);
    const answer = await this.request("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ account, password }),
    });
    const cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    return {
      cookie,
      "x-muster-csrf": String(answer.json["csrf"]),
      "content-type": "application/json",
    };
  }

  async stop(): Promise<void> {
    await this.running.close();
    await this.store.close();
  }
}

export const everyRole: readonly Role[] = roles.names;

export async function withServer(
  options: TestServerOptions,
  work: (server: TestServer) => Promise<void>,
): Promise<void> {
  const server = await TestServer.start(options);
  try {
    await work(server);
  } finally {
    await server.stop();
  }
}
