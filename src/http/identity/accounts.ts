/**
 * Local accounts: who may sign in, with which role, in which regions. An account's id stands in the event log as
 * `by`, so an account is disabled, never deleted, and its id is never given to somebody else. There is no password
 * until its owner has set one by a one-time link (links.ts). Not here: sessions, tokens, what a role may do.
 */

import { z } from "zod";
import { roles, type Role } from "../../core/vocabulary.ts";
import type { Secret } from "../../live/secret.ts";
import type { EventStore } from "../../store/port.ts";
import { Problem } from "../problem.ts";
import { DocumentTable } from "./document-table.ts";
import { checkPassword, hashPassword, verifyPassword } from "./passwords.ts";

export const accountLimits = { accounts: 10_000, nameLength: 100 } as const;

/** `system` is the due work of the core itself and can be nobody's account. */
export const accountIdSchema = z
  .string()
  .regex(/^[a-z0-9](?:[a-z0-9._-]{0,30}[a-z0-9])?$/)
  .refine((id) => id !== "system", { error: "system is not for people" });

const accountSchema = z.object({
  name: z.string(),
  role: z.enum(roles.names),
  unit: z.number().nullable(),
  regions: z.array(z.string()).nullable(),
  passwordHash: z.string().nullable(),
  disabled: z.boolean(),
  createdAt: z.number(),
});
export type StoredAccount = z.infer<typeof accountSchema>;

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit?: number | undefined;
  readonly regions?: readonly string[] | undefined;
}

/** What others may see of an account: never the hash. */
export interface AccountView {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: number | null;
  readonly regions: readonly string[] | null;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
}

export class Accounts {
  readonly #table: DocumentTable<StoredAccount>;
  #lastChange: Promise<unknown> = Promise.resolve();

  constructor(store: EventStore) {
    this.#table = new DocumentTable(store, "accounts", accountSchema);
  }

  load(): Promise<void> {
    return this.#table.load();
  }

  get count(): number {
    return this.#table.size;
  }

  find(id: string): StoredAccount | undefined {
    return this.#table.find(id);
  }

  get(id: string): StoredAccount {
    const account = this.#table.find(id);
    if (account === undefined)
      throw new Problem("account.unknown", `There is no account ${JSON.stringify(id)}.`);
    return account;
  }

  list(): AccountView[] {
    return this.#table.entries().map(([id, account]) => viewAccount(id, account));
  }

  add(account: NewAccount, createdAt: number): Promise<void> {
    return this.#inTurn(() => this.#add(account, createdAt));
  }

  async #add(account: NewAccount, createdAt: number): Promise<void> {
    if (this.#table.find(account.id) !== undefined) {
      throw new Problem("account.known", `The account ${account.id} exists; choose another id.`);
    }
    if (this.#table.size >= accountLimits.accounts) {
      throw new Problem(
        "account.limit",
        `There are ${accountLimits.accounts} accounts, which is the limit.`,
      );
    }
    if (account.role === "crew" && (account.unit === undefined || account.regions?.length !== 1)) {
      throw new Problem(
        "account.needs-unit",
        "A crew account needs one region and the id of its unit there.",
      );
    }
    await this.#table.put(account.id, {
      name: account.name,
      role: account.role,
      unit: account.unit ?? null,
      regions: account.regions === undefined ? null : [...account.regions],
      passwordHash: null,
      disabled: false,
      createdAt,
    });
  }

  /** `spendLink` runs once the password is good enough and before it is set: a bad one must not cost the link. */
  async setPassword(id: string, password: Secret, spendLink: () => Promise<void>): Promise<void> {
    checkPassword(password, id);
    const passwordHash = await hashPassword(password);
    await spendLink();
    await this.#table.put(id, { ...this.get(id), passwordHash });
  }

  async addFirst(
    id: string,
    name: string,
    password: Secret,
    createdAt: number,
    spendLink: () => Promise<void>,
  ): Promise<void> {
    checkPassword(password, id);
    const passwordHash = await hashPassword(password);
    if (this.#table.size > 0)
      throw new Problem("setup.refused", "There are accounts already; sign in with one.");
    await spendLink();
    const role = "administrator" as const;
    const account = {
      name,
      role,
      unit: null,
      regions: null,
      passwordHash,
      disabled: false,
      createdAt,
    };
    await this.#table.put(id, account);
  }

  setRole(
    id: string,
    role: Role,
    unit: number | undefined,
    regions: readonly string[] | undefined,
  ): Promise<void> {
    return this.#inTurn(() => this.#setRole(id, role, unit, regions));
  }

  async #setRole(
    id: string,
    role: Role,
    unit: number | undefined,
    regions: readonly string[] | undefined,
  ): Promise<void> {
    const account = this.get(id);
    if (account.role === "administrator" && role !== "administrator") this.#keepAnAdministrator(id);
    if (role === "crew" && (unit === undefined || regions?.length !== 1)) {
      throw new Problem(
        "account.needs-unit",
        "A crew account needs one region and the id of its unit there.",
      );
    }
    await this.#table.put(id, {
      ...account,
      role,
      unit: unit ?? null,
      regions: regions === undefined ? null : [...regions],
    });
  }

  setDisabled(id: string, disabled: boolean): Promise<void> {
    return this.#inTurn(async () => {
      const account = this.get(id);
      if (disabled && account.role === "administrator") this.#keepAnAdministrator(id);
      await this.#table.put(id, { ...account, disabled });
    });
  }

  /** One change after the other: two administrators who disable each other at once must not both succeed. */
  #inTurn(change: () => Promise<void>): Promise<void> {
    const turn = this.#lastChange.then(change);
    this.#lastChange = turn.catch(() => undefined);
    return turn;
  }

  /** Costs the same time whether the account is known, disabled or has no password. */
  async verify(id: string, password: Secret): Promise<boolean> {
    const account = this.#table.find(id);
    const fits = await verifyPassword(password, account?.passwordHash ?? undefined);
    return fits && account?.disabled === false;
  }

  #keepAnAdministrator(id: string): void {
    const others = this.#table
      .entries()
      .some(
        ([other, account]) => other !== id && account.role === "administrator" && !account.disabled,
      );
    if (!others)
      throw new Problem("account.last-administrator", "Make another account administrator first.");
  }
}

export function viewAccount(id: string, account: StoredAccount): AccountView {
  const { name, role, unit, regions, disabled, passwordHash } = account;
  return { id, name, role, unit, regions, disabled, hasPassword: passwordHash !== null };
}
