/**
 * `muster token ...`: tokens for programs, through the public API. A token is printed once, when it is made.
 */

import type { Command } from "commander";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";

interface MakeOptions extends ClientOptions {
  readonly scope: string;
  readonly label: string;
  readonly days: string;
}

export function addTokenCommand(program: Command): void {
  const token = program
    .command("token")
    .description("tokens for programs: devices, feeds, collectors");
  const list = token.command("list").description("list all tokens, without what is secret");
  addClientOptions(list).action(async (options: ClientOptions) => {
    const client = await Client.open(options, "administrator");
    printJson((await client.ask<{ tokens: unknown[] }>("GET", "/api/tokens")).tokens);
  });
  const make = token
    .command("make")
    .description("make a token for an account; it is printed this once")
    .argument("<account>")
    .requiredOption("--label <text>", "what it is for")
    .option("--scope <scope>", "account (all the account may do), positions or metrics", "account")
    .option("--days <number>", "how long it is good", "365");
  addClientOptions(make).action(async (account: string, options: MakeOptions) => {
    const client = await Client.open(options, "administrator");
    const { scope, label, days } = options;
    const body = { account, scope, label, days: Number(days) };
    printLine((await client.ask<{ token: string }>("POST", "/api/tokens", body)).token);
  });
  const revoke = token
    .command("revoke")
    .description("revoke a token")
    .argument("<id>", "as in the list");
  addClientOptions(revoke).action(async (id: string, options: ClientOptions) => {
    const client = await Client.open(options, "administrator");
    await client.ask("DELETE", `/api/tokens/${encodeURIComponent(id)}`, {});
    printLine("revoked");
  });
}
