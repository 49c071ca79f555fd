/**
 * The command line as a client of the public API: the address and token from flags or the environment, or account
 * and password asked on the terminal. In a demo it signs in by itself, as the browser does. It uses no other way in
 * than everybody has.
 */

import { createInterface } from "node:readline/promises";
import { Writable } from "node:stream";
import type { Command } from "commander";
import type { Role } from "../core/vocabulary.ts";
import { CliFault } from "./fault.ts";

export interface ClientOptions {
  readonly url: string;
  readonly token?: string;
}

/** The flags every client command has. */
export function addClientOptions(command: Command): Command {
  return command
    .option(
      "--url <address>",
      "address of the server",
      process.env["MUSTER_URL"] ?? "http://127.0.0.1:8787",
    )
    .option("--token <token>", "token; better in the environment as MUSTER_TOKEN");
}

interface ProblemAnswer {
  readonly code?: string;
  readonly detail?: string;
}

export class Client {
  readonly #origin: string;
  readonly #headers: Readonly<Record<string, string>>;

  private constructor(origin: string, headers: Readonly<Record<string, string>>) {
    this.#origin = origin;
    this.#headers = headers;
  }

  /** `demoRole` is what a demo is asked for when there is no token. */
  static async open(options: ClientOptions, demoRole: Role): Promise<Client> {
    const origin = options.url.replace(/\/+$/, "");
    const token = options.token ?? process.env["MUSTER_TOKEN"];
    if (token !== undefined && token !== "")
      return new Client(origin, { authorization: `Bearer ${token}` });
    const nobody = new Client(origin, {});
    const asked = await nobody.#fetch("GET", "/api/session");
    if (asked.ok) return nobody.#signIn("/api/session/demo", { role: demoRole });
    if (!process.stdin.isTTY) {
      throw new CliFault(
        "cli.no-credentials",
        "Set MUSTER_TOKEN (an administrator makes one with `muster token make`), or use a terminal to sign in.",
      );
    }
    return nobody.#signIn("/api/session", await askPassword());
  }

  async #signIn(path: string, body: unknown): Promise<Client> {
    const answer = await this.#fetch("POST", path, body);
    const session = (await readAnswer(answer)) as { csrf: string };
    const cookie = answer.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
    return new Client(this.#origin, { cookie, "x-muster-csrf": session.csrf });
  }

  async #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    try {
      return await fetch(this.#origin + path, {
        method,
        headers: { ...this.#headers, "content-type": "application/json" },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
    } catch {
      throw new CliFault(
        "cli.no-server",
        `No server answers at ${this.#origin}; start one with \`muster serve\`, or name it with --url.`,
      );
    }
  }

  /** Throws a CliFault with the server's code and sentence. */
  async ask<Value>(
    method: "GET" | "POST" | "DELETE",
    path: string,
    body?: unknown,
  ): Promise<Value> {
    return (await readAnswer(await this.#fetch(method, path, body))) as Value;
  }

  /** The same of an answer that is no JSON, such as a file. */
  async text(path: string): Promise<string> {
    const answer = await this.#fetch("GET", path);
    if (answer.ok) return answer.text();
    await readAnswer(answer);
    return "";
  }

  /** The named region, or the only one. */
  async region(name: string | undefined): Promise<string> {
    if (name !== undefined) return name;
    const { regions } = await this.ask<{ regions: { id: string }[] }>("GET", "/api/session");
    if (regions.length === 1) return regions[0].id;
    const ids = regions.map(({ id }) => id).join(", ");
    throw new CliFault(
      "cli.no-region",
      `Name the region with --region; there are: ${ids === "" ? "none" : ids}.`,
    );
  }
}

async function readAnswer(answer: Response): Promise<unknown> {
  const text = await answer.text();
  const value: unknown = text === "" ? undefined : JSON.parse(text);
  if (answer.ok) return value;
  const { code = "", detail = "" } = (value ?? {}) as ProblemAnswer;
  throw new CliFault("cli.refused", `${detail} [${code || answer.status}]`);
}

/** The password is not shown and never stands in the history of a shell. */
async function askPassword(): Promise<{ account: string; password: string }> {
  let isHidden = false;
  const output = new Writable({
    write(chunk, _encoding, done) {
      if (!isHidden) process.stderr.write(chunk as Uint8Array);
      done();
    },
  });
  const lines = createInterface({ input: process.stdin, output, terminal: true });
  try {
    const account = await lines.question("account: ");
    process.stderr.write("password: ");
    isHidden = true;
    const password = await lines.question("");
    process.stderr.write("\n");
    return { account, password };
  } finally {
    lines.close();
  }
}
