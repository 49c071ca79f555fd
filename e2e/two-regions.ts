/**
 * Two control rooms on two servers that help each other, with the link between them in the hands of the test: it can be cut for as
 * long as one likes of the rooms' clock, and it can say everything twice. Not here: what is tested.
 */

import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { microsFromSeconds, microsPerHour } from "../src/base/instant.ts";
import { decodeEvent } from "../src/core/event-codec.ts";
import type { Command } from "../src/core/commands.ts";
import type { CoreEvent } from "../src/core/events.ts";
import { readServerConfig } from "../src/http/config.ts";
import type { AidView } from "../src/http/views/aid-view.ts";
import { startServer, type RunningServer } from "../src/http/start-server.ts";
import { makeClock, wallClock } from "../src/live/clock.ts";
import { makeLog } from "../src/live/log.ts";
import { Secret } from "../src/live/secret.ts";
import { makeTown } from "../src/sim/town/make-town.ts";
import { regionConfigFromTown } from "../src/sim/town/region-config.ts";
import { openSqliteStore } from "../src/store/sqlite/engine.ts";
import type { EventStore } from "../src/store/port.ts";
import { roomPassword } from "./room-names.ts";

export type Side = "south" | "north";

export const sides = ["south", "north"] as const;

function otherOf(side: Side): Side {
  return side === "south" ? "north" : "south";
}

const town = makeTown({ seed: 7, unitCount: 40, scale: 1 });
/** On duty in each region; of the north's, three are never lent. */
const unitsOnDuty = { south: 2, north: 5 } as const;
const floorOf = { south: 0, north: 3 } as const;

/** Passes what a server says on to the other one, as an HTTP proxy in between would. */
class LinkProxy {
  isCut = false;
  /** Whatever is said is said again at once, and of the two answers the second is given. */
  saysTwice = false;
  /** How many requests went through, each counted as often as it was said. */
  said = 0;
  /** Until both servers are there, what is said waits. */
  readonly #target = Promise.withResolvers<string>();
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      this.#pass(request, response).catch(() => response.destroy());
    });
  }

  async listen(): Promise<string> {
    await new Promise<void>((done) => this.#server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  leadTo(origin: string): void {
    this.#target.resolve(origin);
  }

  async #pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const target = await this.#target.promise;
    if (this.isCut) {
      request.socket.destroy();
      return;
    }
    const body = Buffer.concat(parts);
    const { authorization = "" } = request.headers;
    const ask = (): Promise<Response> => {
      this.said += 1;
      return fetch(`${target}${request.url ?? ""}`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization },
        body,
      });
    };
    if (this.saysTwice) await (await ask()).text();
    const answer = await ask();
    response.writeHead(answer.status, { "content-type": "application/json" });
    response.end(await answer.text());
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((done) => this.#server.close(done));
  }
}

interface OpenSide {
  running: RunningServer;
  readonly store: EventStore;
  readonly supervisor: string;
}

export class TwoRegions {
  readonly #directory: string;
  readonly #sides: { readonly [S in Side]: OpenSide };
  readonly #proxies: { readonly [S in Side]: LinkProxy };
  readonly #pass: (seconds: number) => void;

  private constructor(
    directory: string,
    opened: { readonly [S in Side]: OpenSide },
    proxies: { readonly [S in Side]: LinkProxy },
    pass: (seconds: number) => void,
  ) {
    this.#directory = directory;
    this.#sides = opened;
    this.#proxies = proxies;
    this.#pass = pass;
  }

  static async open(): Promise<TwoRegions> {
    const directory = mkdtempSync(join(tmpdir(), "muster-two-regions-"));
    let ahead = 0;
    const clock = makeClock({ wall: () => wallClock() + ahead });
    const proxies = { south: new LinkProxy(), north: new LinkProxy() };
    const start = async (side: Side, store: EventStore, links: readonly object[]) =>
      startServer({
        config: readServerConfig({
          port: 0,
          dataDir: join(directory, side),
          limits: { signInsPerMinute: 1_000 },
          aid: { links },
        }),
        store,
        log: makeLog("silent"),
        clock,
        regions: [{ id: side, config: configOf(side) }],
      });
    const open = async (side: Side): Promise<OpenSide & { readonly token: string }> => {
      const store = await openSqliteStore({ directory: join(directory, side) });
      const running = await start(side, store, []);
      await addAccounts(running, side);
      await addUnits(running, side);
      const { identity, wall } = running.context;
      const makeToken = async (account: string) =>
        (await identity.tokens.make(account, "account", "e2e", wall(), wall() + microsPerHour)).reveal(); // prettier-ignore
      return {
        running,
        store,
        supervisor: await makeToken("supervisor"),
        token: await makeToken("other-region"),
      };
    };
    const opened = { south: await open("south"), north: await open("north") };
    // Each server speaks for its region with an account on the other one, so each begins anew with its token.
    for (const side of sides) {
      const other = otherOf(side);
      const tokenFile = join(directory, `${side}.token`);
      writeFileSync(tokenFile, opened[other].token, { mode: 0o600 });
      await opened[side].running.close();
      const url = await proxies[side].listen();
      const link = { region: other, url, tokenFile };
      opened[side].running = await start(side, opened[side].store, [link]);
    }
    for (const side of sides) proxies[side].leadTo(opened[otherOf(side)].running.origin);
    return new TwoRegions(directory, opened, proxies, (seconds) => {
      ahead += microsFromSeconds(seconds);
    });
  }

  origin(side: Side): string {
    return this.#sides[side].running.origin;
  }

  /** Puts the clock of both rooms forward. */
  pass(seconds: number): void {
    this.#pass(seconds);
  }

  /** In both directions. */
  cut(isCut: boolean): void {
    for (const side of sides) this.#proxies[side].isCut = isCut;
  }

  sayTwice(): void {
    for (const side of sides) this.#proxies[side].saysTwice = true;
  }

  async command(side: Side, command: Command): Promise<void> {
    const answer = await this.#fetch(side, "commands", { id: randomUUID(), command });
    if (!answer.ok) throw new Error(`${command.type}: ${answer.status} ${await answer.text()}`);
  }

  async read<T>(side: Side, path: string): Promise<T> {
    const answer = await this.#fetch(side, path);
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  #fetch(side: Side, path: string, body?: object): Promise<Response> {
    return fetch(`${this.origin(side)}/api/regions/${side}/${path}`, {
      method: body === undefined ? "GET" : "POST",
      headers: {
        authorization: `Bearer ${this.#sides[side].supervisor}`,
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  /** Waits until `isSo` of what the region says of mutual aid. */
  async until(side: Side, isSo: (aid: AidView) => boolean): Promise<void> {
    for (let tries = 0; tries < 400; tries += 1) {
      if (isSo(await this.read<AidView>(side, "aid"))) return;
      await new Promise((done) => setTimeout(done, 50));
    }
    throw new Error(`${side}: ${JSON.stringify(await this.read(side, "aid"))}`);
  }

  /** The whole log. */
  async events(side: Side): Promise<CoreEvent[]> {
    const records = await this.#sides[side].store.read(side, 0, 10_000);
    return records.map(({ facts, privateText }) => decodeEvent(JSON.parse(facts), privateText));
  }

  async close(): Promise<void> {
    for (const side of sides) {
      await this.#sides[side].running.close();
      await this.#sides[side].store.close();
      await this.#proxies[side].close();
    }
    rmSync(this.#directory, { recursive: true, force: true });
  }
}

function configOf(side: Side) {
  const other = otherOf(side);
  const name = other.slice(0, 1).toUpperCase() + other.slice(1);
  return {
    ...regionConfigFromTown(town, side),
    aidPlan: {
      neighbours: [{ region: other, name, tier: "force", accounts: ["other-region"] }] as const,
      floors: [{ area: null, grade: null, units: floorOf[side] }],
    },
  };
}

async function addAccounts({ context }: RunningServer, side: Side): Promise<void> {
  const { accounts } = context.identity;
  for (const [id, role] of [
    ["supervisor", "supervisor"],
    ["other-region", "partner"],
  ] as const) {
    await accounts.add({ id, name: `${side} ${id}`, role }, context.wall());
    await accounts.setPassword(id, new Secret(roomPassword), async () => undefined);
  }
}

async function addUnits({ context }: RunningServer, side: Side): Promise<void> {
  const region = context.regions.get(side);
  for (const [unit, planned] of town.units.slice(0, unitsOnDuty[side]).entries()) {
    const { callSign, vehicle, skills, area, base, crewCount } = planned;
    const { latE7, lonE7 } = town.bases[base];
    const home = { area: town.areas[area].code, base: { latE7, lonE7 } };
    await region?.runSystem({ type: "unit.register", callSign, vehicle, skills, ...home });
    await region?.runSystem({ type: "unit.book-on", unit, crew: crewCount });
  }
}
