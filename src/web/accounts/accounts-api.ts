/** The account routes of the API, typed for the accounts page. */

import type { Role } from "../../core/vocabulary.ts";
import { readJson } from "../api/client.ts";

export interface AccountRow {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit: number | null;
  /** Null = all. */
  readonly regions: readonly string[] | null;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
}

export interface AccountLink {
  readonly account: AccountRow;
  /** Works once, for a day. */
  readonly link: string;
}

export interface AuditEntry {
  readonly key: string;
  readonly at: number;
  readonly kind: string;
  readonly account: string | null;
  readonly remote: string;
  readonly subject?: string;
}

export interface NewAccount {
  readonly id: string;
  readonly name: string;
  readonly role: Role;
  readonly unit?: number;
  readonly regions?: readonly string[];
}

export async function listAccounts(): Promise<readonly AccountRow[]> {
  return (await readJson<{ accounts: AccountRow[] }>("/api/accounts")).accounts;
}

export async function addAccount(account: NewAccount): Promise<AccountLink> {
  return readJson("/api/accounts", { method: "POST", body: account });
}

function accountPath(id: string, act: string): string {
  return `/api/accounts/${encodeURIComponent(id)}/${act}`;
}

export async function resetAccount(id: string): Promise<AccountLink> {
  return readJson(accountPath(id, "reset"), { method: "POST" });
}

export async function setAccountDisabled(id: string, disabled: boolean): Promise<void> {
  await readJson(accountPath(id, "disable"), { method: "POST", body: { disabled } });
}

export async function setAccountRole(account: AccountRow, role: Role): Promise<void> {
  const body = { role, ...(account.regions === null ? {} : { regions: account.regions }) };
  await readJson(accountPath(account.id, "role"), { method: "POST", body });
}

export async function listAudit(): Promise<readonly AuditEntry[]> {
  return (await readJson<{ entries: AuditEntry[] }>("/api/audit?limit=100")).entries;
}
