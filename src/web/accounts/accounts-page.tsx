/**
 * Accounts, for administrators: add one, change its role, disable it, make a one-time link for a new password. Nobody
 * ever sees another's password; a link is shown once, here, to be handed over. Below, the newest audit entries.
 */

import { useCallback, useEffect, useState, type FormEvent } from "react";
import { roles, type Role } from "../../core/vocabulary.ts";
import { messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { textOfField } from "../parts/form-text.ts";
import { changeView } from "../view/view-state.ts";
import {
  addAccount,
  listAccounts,
  listAudit,
  resetAccount,
  setAccountDisabled,
  setAccountRole,
  type AccountLink,
  type AccountRow,
  type AuditEntry,
} from "./accounts-api.ts";
import "../no-unit/no-unit.css";
import "../session/session.css";
import "./accounts.css";
import { FaultNote } from "../parts/fault-note.tsx";

interface AccountsState {
  readonly accounts: readonly AccountRow[];
  readonly audit: readonly AuditEntry[];
  readonly fault: string;
  readonly link: AccountLink | undefined;
}

type Run = (act: () => Promise<AccountLink | void>) => Promise<void>;

async function loadAll(): Promise<Pick<AccountsState, "accounts" | "audit">> {
  const [accounts, audit] = await Promise.all([listAccounts(), listAudit()]);
  return { accounts, audit };
}

function useAccounts(): AccountsState & { readonly run: Run } {
  const [state, setState] = useState<AccountsState>({
    accounts: [],
    audit: [],
    fault: "",
    link: undefined,
  });
  const run = useCallback<Run>(async (act) => {
    setState((before) => ({ ...before, fault: "" }));
    try {
      const link = await act();
      if (link !== undefined) setState((before) => ({ ...before, link }));
      const loaded = await loadAll();
      setState((before) => ({ ...before, ...loaded }));
    } catch (thrown) {
      setState((before) => ({ ...before, fault: messageOf(thrown) }));
    }
  }, []);
  useEffect(() => {
    loadAll().then(
      (loaded) => setState((before) => ({ ...before, ...loaded })),
      (thrown: unknown) => setState((before) => ({ ...before, fault: messageOf(thrown) })),
    );
  }, []);
  return { ...state, run };
}

export default function AccountsPage({ session }: { readonly session: Session }) {
  const { accounts, audit, fault, link, run } = useAccounts();
  return (
    <main className="accounts-page">
      <header className="row spread">
        <h1 className="session-brand">Accounts</h1>
        <button
          type="button"
          className="button"
          onClick={() => changeView({ page: "console" }, true)}
        >
          Back to the console
        </button>
      </header>
      <FaultNote text={fault} />
      {link !== undefined && <LinkNote link={link} />}
      <AddForm session={session} run={run} />
      <section aria-labelledby="accounts-title" className="accounts-section">
        <h2 id="accounts-title">All accounts</h2>
        <table className="plain-table">
          <thead>
            <tr>
              {["Account", "Name", "Role", "Unit", "Regions", "State", "Acts"].map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {accounts.map((account) => (
              <AccountLine
                key={account.id}
                account={account}
                isSelf={account.id === session.account.id}
                run={run}
              />
            ))}
          </tbody>
        </table>
      </section>
      <AuditSection audit={audit} />
    </main>
  );
}

function LinkNote({ link }: { readonly link: AccountLink }) {
  return (
    <p className="hint" role="status">
      One-time link for {link.account.id}, shown only now; it works once, for a day. Hand it over in
      person or by a trusted way: <code className="link-text">{link.link}</code>
    </p>
  );
}

function AddForm({ session, run }: { readonly session: Session; readonly run: Run }) {
  const [role, setRole] = useState<Role>("dispatcher");
  const submit = (event: FormEvent<HTMLFormElement>): void => {
    event.preventDefault();
    const form = event.currentTarget;
    const region = textOfField(form, "region");
    const unit = textOfField(form, "unit");
    void run(async () => {
      const link = await addAccount({
        id: textOfField(form, "id"),
        name: textOfField(form, "name"),
        role,
        ...(region === "" ? {} : { regions: [region] }),
        ...(unit === "" ? {} : { unit: Number(unit) }),
      });
      form.reset();
      return link;
    });
  };
  return (
    <form className="accounts-section accounts-add" onSubmit={submit} aria-label="Add an account">
      <div className="field">
        <label htmlFor="add-id">Account (lower case, no spaces)</label>
        <input id="add-id" name="id" className="input" required maxLength={32} autoComplete="off" />
      </div>
      <div className="field">
        <label htmlFor="add-name">Name</label>
        <input
          id="add-name"
          name="name"
          className="input"
          required
          maxLength={100}
          autoComplete="off"
        />
      </div>
      <div className="field">
        <label htmlFor="add-role">Role</label>
        <RoleChoice id="add-role" label="Role" role={role} onChange={setRole} />
      </div>
      <div className="field">
        <label htmlFor="add-region">Region</label>
        <select id="add-region" name="region" className="input" required={role === "crew"}>
          <option value="">{role === "crew" ? "choose one" : "all regions"}</option>
          {session.regions.map((region) => (
            <option key={region.id} value={region.id}>
              {region.name}
            </option>
          ))}
        </select>
      </div>
      {role === "crew" && (
        <div className="field">
          <label htmlFor="add-unit">Unit id</label>
          <input id="add-unit" name="unit" className="input" type="number" min={0} required />
        </div>
      )}
      <button className="button primary">Add account</button>
    </form>
  );
}

interface RoleChoiceProps {
  readonly id: string;
  readonly label: string;
  readonly role: Role;
  readonly isOff?: boolean;
  readonly onChange: (role: Role) => void;
}

function RoleChoice({ id, label, role, isOff = false, onChange }: RoleChoiceProps) {
  return (
    <select
      id={id}
      aria-label={label}
      className="input"
      value={role}
      disabled={isOff}
      onChange={(event) =>
        onChange(roles.names.find((known) => known === event.target.value) ?? role)
      }
    >
      {roles.names.map((name) => (
        <option key={name}>{name}</option>
      ))}
    </select>
  );
}

interface AccountLineProps {
  readonly account: AccountRow;
  readonly isSelf: boolean;
  readonly run: Run;
}

function AccountLine({ account, isSelf, run }: AccountLineProps) {
  const { id, disabled } = account;
  return (
    <tr className={disabled ? "faint" : ""}>
      <th scope="row">{id}</th>
      <td>{account.name}</td>
      <td>
        {account.role === "crew" || isSelf ? (
          account.role
        ) : (
          <RoleChoice
            id={`role-${id}`}
            label={`Role of ${id}`}
            role={account.role}
            onChange={(role) => void run(() => setAccountRole(account, role))}
          />
        )}
      </td>
      <td>{account.unit ?? "–"}</td>
      <td>{account.regions === null ? "all" : account.regions.join(", ")}</td>
      <td>{disabled ? "disabled" : account.hasPassword ? "in use" : "no password yet"}</td>
      <td aria-label={`Acts on ${id}`}>
        <span className="row">
          <button
            type="button"
            className="button small"
            onClick={() => void run(() => resetAccount(id))}
          >
            New link<span className="only-read-aloud"> for {id}</span>
          </button>
          <button
            type="button"
            className="button small"
            disabled={isSelf}
            onClick={() => void run(() => setAccountDisabled(id, !disabled))}
          >
            {disabled ? "Enable" : "Disable"}
            <span className="only-read-aloud"> {id}</span>
          </button>
        </span>
      </td>
    </tr>
  );
}

function AuditSection({ audit }: { readonly audit: readonly AuditEntry[] }) {
  return (
    <section aria-labelledby="audit-title" className="accounts-section">
      <h2 id="audit-title">Newest audit entries</h2>
      <table className="plain-table">
        <thead>
          <tr>
            {["When", "What", "By", "About", "From"].map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {audit.map((entry) => (
            <tr key={entry.key}>
              <td>{new Date(entry.at / 1000).toLocaleString("en-GB")}</td>
              <td>{entry.kind}</td>
              <td>{entry.account ?? "–"}</td>
              <td>{entry.subject ?? "–"}</td>
              <td>{entry.remote}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
