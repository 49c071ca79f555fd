/**
 * A control room for browser tests: a real server in another process on the embedded store in a folder of its own,
 * browsers that sign in as people do, and outside systems that speak the public API. The server can be killed and started
 * again at the same address. Screenshots go to artefacts/screenshots of the checkout. Not here: what is tested.
 */

import { execFileSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after } from "node:test";
import { chromium, type Browser, type BrowserContext, type Page } from "playwright-core";
import type { Command } from "../src/core/commands.ts";
import { runMuster, type Ran } from "../src/testing/run-muster.ts";
import { chromiumFlags, findChromium } from "./chromium.ts";
import {
  closeInHost,
  killHost,
  openInHost,
  passInHost,
  type KnownPlace,
  type RoomReady,
} from "./room-host.ts";
import { roomPassword, roomRegion } from "./room-names.ts";

const root = join(import.meta.dirname, "..");
const screenshotFolder = join(root, "artefacts", "screenshots");
/** Nothing a test waits for takes longer, on a machine that is very busy too; then it fails with what is on the screen. */
const waitMillis = 60_000;

/** Whose token an outside system uses. */
export type Outsider = "administrator" | "supervisor";

export interface CommandAnswer {
  readonly position: number;
  readonly made: { readonly contact?: number; readonly incident?: number; readonly unit?: number };
}

let browser: Promise<Browser> | undefined;

/** One browser for all tests of the process; each person has a context of their own. */
function getBrowser(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error("no Chromium; the tests should have skipped");
  browser ??= chromium.launch({ executablePath, args: [...chromiumFlags], headless: true });
  return browser;
}

after(async () => {
  await (await browser)?.close();
});

/** A browser window with a context of its own; what its pages write as errors goes to `faults`. */
export async function openWindow(
  viewport: { readonly width: number; readonly height: number },
  faults: string[],
): Promise<Page> {
  const context = await (await getBrowser()).newContext({ viewport, reducedMotion: "reduce" });
  context.setDefaultTimeout(waitMillis);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(`${page.url()}: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${page.url()}: ${error.message}`));
  return page;
}

/** Through the form, as people do. */
export async function signIn(page: Page, account: string): Promise<void> {
  await page.getByLabel("Account").fill(account);
  await page.getByLabel("Password").fill(roomPassword);
  await page.getByLabel("Password").press("Enter");
  await page.getByLabel("Password").waitFor({ state: "detached" });
}

/** Runs the command line on its own; throws with what it printed when it fails. */
function muster(...words: readonly string[]): void {
  execFileSync(process.execPath, [join(root, "src", "cli", "main.ts"), ...words], {
    stdio: "pipe",
  });
}

export class Room {
  readonly #directory: string;
  readonly #units: number;
  /** Where the pages know the server to be. */
  readonly #port: number;
  readonly #contexts: BrowserContext[] = [];
  #ready: RoomReady;

  private constructor(directory: string, units: number, ready: RoomReady) {
    this.#directory = directory;
    this.#units = units;
    this.#ready = ready;
    this.#port = Number(new URL(ready.origin).port);
  }

  static async open(options: { readonly units: number }): Promise<Room> {
    const directory = mkdtempSync(join(tmpdir(), "muster-room-"));
    const ready = await openInHost(directory, 0, options.units);
    return new Room(directory, options.units, ready);
  }

  get origin(): string {
    return this.#ready.origin;
  }

  get places(): readonly KnownPlace[] {
    return this.#ready.places;
  }

  /** A browser window of one person, signed in through the form, with the console in front. */
  async openConsole(account: string, query = ""): Promise<Page> {
    const page = await this.openPage("/", account, { width: 1600, height: 1000 }, query);
    await page.getByRole("button", { name: /New contact/ }).waitFor();
    return page;
  }

  /** The crew page on a phone, signed in as the crew of unit 0. */
  async openPhone(): Promise<Page> {
    return this.openPage("/crew", "crew", { width: 390, height: 844 });
  }

  async openPage(
    path: string,
    account: string,
    viewport: { readonly width: number; readonly height: number },
    query = "",
  ): Promise<Page> {
    const page = await this.openBlank(viewport);
    await page.goto(`${this.origin}${path}${query}`);
    await signIn(page, account);
    return page;
  }

  /** A window of somebody who is not signed in. */
  async openBlank(viewport: { readonly width: number; readonly height: number }): Promise<Page> {
    const page = await openWindow(viewport, this.faults);
    this.#contexts.push(page.context());
    return page;
  }

  /** What pages wrote to their console as errors: a policy violation, a crash, a request that failed. */
  readonly faults: string[] = [];

  /** Without those that belong to asking who is signed in before anybody is. */
  unexpectedFaults(): string[] {
    return this.faults.filter((fault) => !/status of 401/.test(fault));
  }

  /** A command from outside, as the telephone system or a crew's terminal would give it. */
  async command(command: Command, outsider: Outsider = "administrator"): Promise<CommandAnswer> {
    const answer = await this.send("commands", { id: randomUUID(), command }, outsider);
    if (!answer.ok) throw new Error(`${command.type}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as CommandAnswer;
  }

  async read<T>(path: string): Promise<T> {
    const answer = await fetch(`${this.origin}/api/regions/${roomRegion}/${path}`, {
      headers: this.#headers("supervisor"),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as T;
  }

  async send(path: string, body: unknown, outsider: Outsider): Promise<Response> {
    return fetch(`${this.origin}/api/regions/${roomRegion}/${path}`, {
      method: "POST",
      headers: { ...this.#headers(outsider), "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  }

  #headers(outsider: Outsider): Record<string, string> {
    return { authorization: `Bearer ${this.#ready.tokens[outsider]}` };
  }

  /** Kills the server as a power cut would: no signal handler runs. */
  async kill(): Promise<void> {
    await killHost();
  }

  /** Puts the room's clock forward; due work is done within five seconds. */
  async pass(seconds: number): Promise<void> {
    await passInHost(seconds);
  }

  /** Starts the server again, on the same folder and, unless told, the port that the pages know. */
  async restart(port = this.#port, aheadSeconds = 0): Promise<void> {
    this.#ready = await openInHost(this.#directory, port, this.#units, aheadSeconds);
  }

  /** The program as people run it beside the room, signed in as a supervisor. */
  run(...words: readonly string[]): Promise<Ran> {
    const { origin } = this;
    return runMuster(words, { MUSTER_URL: origin, MUSTER_TOKEN: this.#ready.tokens.supervisor });
  }

  /** Copies the store to a file beside its folder, as an operator does while the server goes on. */
  backUp(): void {
    muster("backup", this.#backup, "--data", this.#directory);
  }

  /** Puts the backup in the place of the store; the server must not run. */
  restore(): void {
    rmSync(this.#directory, { recursive: true });
    muster("restore", this.#backup, "--data", this.#directory);
  }

  get #backup(): string {
    return `${this.#directory}.backup`;
  }

  async close(): Promise<void> {
    for (const context of this.#contexts) await context.close();
    await closeInHost();
    rmSync(this.#directory, { recursive: true, force: true });
    rmSync(this.#backup, { force: true });
  }
}

/** Keeps what is on the screen in the artefacts of the run. */
export async function keepScreenshot(page: Page, name: string): Promise<void> {
  mkdirSync(screenshotFolder, { recursive: true });
  await page.screenshot({ path: join(screenshotFolder, `${name}.png`) });
}

/** Runs `work` in a room and closes it, whatever happens; on failure keeps the screens. */
export async function withRoom(
  options: { readonly units: number },
  work: (room: Room) => Promise<void>,
): Promise<void> {
  const room = await Room.open(options);
  try {
    await work(room);
  } finally {
    await room.close();
  }
}
