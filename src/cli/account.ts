/**
 * `muster account ...`: accounts through the public API, and `muster account recover` for the day nobody can sign in:
 * with the server stopped, whoever may read the data directory can make a one-time link for an account.
 */

import { resolve } from "node:path";
import type { Command } from "commander";
import { loadServerConfig } from "../http/config-file.ts";
import { isLoopback } from "../http/config.ts";
import { linkAddress, Links } from "../http/identity/links.ts";
import { Accounts } from "../http/identity/accounts.ts";
import { wallClock } from "../live/clock.ts";
import { addClientOptions, Client, type ClientOptions } from "./client.ts";
import { printJson, printLine } from "./print.ts";
import { CliFault } from "./fault.ts";
import { openStore } from "./open-store.ts";

interface RoleOptions extends ClientOptions {
  readonly role: string;
  readonly name?: string;
  readonly unit?: string;
  readonly regions?: string;
}

interface Linked {
  readonly link: string;
}

function withRoleOptions(command: Command): Command {
  return command
    .requiredOption(
      "--role <role>",
      "call taker, dispatcher, supervisor, crew, partner, overseer or administrator",
    )
    .option("--unit <id>", "unit id of a crew")
    .option("--regions <ids>", "regions, with commas between; left out = all");
}

function roleBody({ role, unit, regions }: RoleOptions): Record<string, unknown> {
  return {
    role,
    ...(unit === undefined ? {} : { unit: Number(unit) }),
    ...(regions === undefined ? {} : { regions: regions.split(",").map((id) => id.trim()) }),
  };
}

function pathOf(id: string, verb: string): string {
  return `/api/accounts/${encodeURIComponent(id)}/${verb}`;
}

export function addAccountCommand(program: Command): void {
  const account = program.command("account").description("accounts of people and devices");
  addClientOptions(account.command("list").description("list all accounts")).action(
    async (options: ClientOptions) => {
      const client = await Client.open(options, "administrator");
      printJson((await client.ask<{ accounts: unknown[] }>("GET", "/api/accounts")).accounts);
    },
  );
  const add = withRoleOptions(
    account.command("add").description("add an account; prints its one-time link"),
  )
    .argument("<id>", "short id; it stands in the log and is never given to somebody else")
    .option("--name <name>", "name; default: the id");
  addClientOptions(add).action(async (id: string, options: RoleOptions) => {
    const client = await Client.open(options, "administrator");
    const body = { id, name: options.name ?? id, ...roleBody(options) };
    const { link } = await client.ask<Linked>("POST", "/api/accounts", body);
    printLine(link);
  });
  const reset = account
    .command("reset")
    .description("make a new one-time link for the password")
    .argument("<id>");
  addClientOptions(reset).action(async (id: string, options: ClientOptions) => {
    const client = await Client.open(options, "administrator");
    printLine((await client.ask<Linked>("POST", pathOf(id, "reset"), {})).link);
  });
  const role = withRoleOptions(
    account.command("role").description("change role, unit and regions"),
  ).argument("<id>");
  addClientOptions(role).action(async (id: string, options: RoleOptions) => {
    const client = await Client.open(options, "administrator");
    printJson(await client.ask("POST", pathOf(id, "role"), roleBody(options)));
  });
  for (const [name, disabled] of [
    ["disable", true],
    ["enable", false],
  ] as const) {
    const command = account.command(name).description(`${name} an account`).argument("<id>");
    addClientOptions(command).action(async (id: string, options: ClientOptions) => {
      const client = await Client.open(options, "administrator");
      printJson(await client.ask("POST", pathOf(id, "disable"), { disabled }));
    });
  }
  addRecover(account);
}

function addRecover(account: Command): void {
  account
    .command("recover")
    .description(
      "with the server stopped: make a one-time link for an account, straight in the store",
    )
    .argument("<id>")
    .option("-c, --config <file>", "configuration file of the server", process.env["MUSTER_CONFIG"])
    .option("--data <directory>", "directory of the store; overrides the file")
    .action(async (id: string, options: { config?: string; data?: string }) => {
      const config = loadServerConfig(
        options.config,
        options.data === undefined ? {} : { dataDir: resolve(options.data) },
      );
      const store = await openStore(config);
      try {
        const accounts = new Accounts(store);
        await accounts.load();
        if (accounts.find(id) === undefined)
          throw new CliFault("cli.asked-wrongly", `There is no account ${id}.`);
        const links = new Links(store);
        await links.load();
        const scheme = config.tls === undefined ? "http" : "https";
        const host = isLoopback(config.host) ? "127.0.0.1" : config.host;
        const origin = config.origins[0] ?? `${scheme}://${host}:${config.port}`;
        printLine(linkAddress(origin, await links.make(id, wallClock())));
        printLine("Start the server, then open the link.");
      } finally {
        await store.close();
      }
    });
}
