/**
 * What a one-time link opens: on the first run it makes the first administrator, later it sets a new password for
 * one account. The secret of the link stands behind the # of the address and is sent only in the request's body.
 */

import { useEffect, useState, type FormEvent } from "react";
import { checkSetup, setUp } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import type { SetupPurpose } from "../api/types.ts";
import { textOfField } from "../parts/form-text.ts";
import "./session.css";
import { FaultNote } from "../parts/fault-note.tsx";

export function SetupPage({
  token,
  onDone,
}: {
  readonly token: string;
  readonly onDone: () => void;
}) {
  const [purpose, setPurpose] = useState<SetupPurpose | undefined>(undefined);
  const [fault, setFault] = useState("");
  useEffect(() => {
    checkSetup(token).then(setPurpose, (thrown: unknown) => setFault(messageOf(thrown)));
  }, [token]);
  return (
    <main className="session-page">
      <div className="session-card">
        <h1 className="session-brand">Muster</h1>
        {purpose === undefined ? (
          <p role="status">{fault === "" ? "Checking the link…" : "This link can't be used."}</p>
        ) : (
          <PasswordForm token={token} purpose={purpose} onDone={onDone} onFault={setFault} />
        )}
        <FaultNote text={fault} />
        {purpose === undefined && fault !== "" && (
          <button type="button" className="button" onClick={onDone}>
            Go to sign-in
          </button>
        )}
      </div>
    </main>
  );
}

interface PasswordFormProps {
  readonly token: string;
  readonly purpose: SetupPurpose;
  readonly onDone: () => void;
  readonly onFault: (fault: string) => void;
}

function PasswordForm({ token, purpose, onDone, onFault }: PasswordFormProps) {
  const [isBusy, setIsBusy] = useState(false);
  const isFirst = purpose.account === null;
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    const password = textOfField(form, "password");
    if (password !== textOfField(form, "again")) {
      onFault("The two passwords differ. Type the same one twice.");
      return;
    }
    setIsBusy(true);
    onFault("");
    try {
      await setUp(
        token,
        purpose.account ?? textOfField(form, "account"),
        password,
        textOfField(form, "name"),
      );
      onDone();
    } catch (thrown) {
      onFault(messageOf(thrown));
      setIsBusy(false);
    }
  };
  return (
    <form className="stack" onSubmit={(event) => void submit(event)}>
      <p className="soft">
        {isFirst
          ? "First run: make the first administrator."
          : `Set a new password for ${purpose.account}.`}
      </p>
      {isFirst && <FirstAccountFields />}
      <div className="field">
        <label htmlFor="password">Password (at least 12 characters; a sentence is good)</label>
        <input
          className="input"
          id="password"
          name="password"
          type="password"
          autoComplete="new-password"
          required
        />
      </div>
      <div className="field">
        <label htmlFor="again">The same again</label>
        <input
          className="input"
          id="again"
          name="again"
          type="password"
          autoComplete="new-password"
          required
        />
      </div>
      <button className="button primary" type="submit" disabled={isBusy}>
        {isFirst ? "Make the account" : "Set the password"}
      </button>
    </form>
  );
}

function FirstAccountFields() {
  return (
    <>
      <div className="field">
        <label htmlFor="account">Account (lower case, no spaces)</label>
        <input
          className="input"
          id="account"
          name="account"
          autoComplete="username"
          required
          maxLength={32}
        />
      </div>
      <div className="field">
        <label htmlFor="name">Your name</label>
        <input
          className="input"
          id="name"
          name="name"
          autoComplete="name"
          required
          maxLength={100}
        />
      </div>
    </>
  );
}
