/**
 * Sign-in with a local account. There is no default password and no "forgot" link: an administrator makes a one-time
 * link for a new one. The server limits attempts; its answer is shown as it is.
 */

import { useEffect, useState, useSyncExternalStore, type FormEvent } from "react";
import { signIn } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import { owedSignOut, type SignOutState } from "./owed-sign-out.ts";
import { textOfField } from "../parts/form-text.ts";
import "./session.css";
import { FaultNote } from "../parts/fault-note.tsx";

const notices: { readonly [State in SignOutState]: string } = {
  none: "",
  sending: "Signing out…",
  owed: "Signed out on this device. The server can not be reached, so the session is still open there: it is ended as soon as the server can be told. Leave this page open, or open it again with a network.",
  told: "Signed out.",
};

/** Tries again for as long as the page is open, and at once when the browser says that there is a network. */
function SignedOutNotice() {
  const state = useSyncExternalStore(owedSignOut.subscribe, owedSignOut.getState);
  useEffect(() => {
    const send = (): void => owedSignOut.sendNow();
    send();
    window.addEventListener("online", send);
    return () => window.removeEventListener("online", send);
  }, []);
  return (
    <p role="status" className={state === "owed" ? "soon" : "soft"}>
      {notices[state]}
    </p>
  );
}

export function SignInPage({ onDone }: { readonly onDone: () => void }) {
  const [fault, setFault] = useState("");
  const [isBusy, setIsBusy] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    const form = event.currentTarget;
    setIsBusy(true);
    setFault("");
    try {
      // A new session's cookie takes the place of the old one, which could not be ended any more.
      await owedSignOut.settle();
      await signIn(textOfField(form, "account"), textOfField(form, "password"));
      onDone();
    } catch (thrown) {
      setFault(messageOf(thrown));
      setIsBusy(false);
    }
  };
  return (
    <main className="session-page">
      <form className="session-card" onSubmit={(event) => void submit(event)}>
        <h1 className="session-brand">Muster</h1>
        <p className="soft">Sign in to the control room.</p>
        <SignedOutNotice />
        <div className="field">
          <label htmlFor="account">Account</label>
          <input
            className="input"
            id="account"
            name="account"
            autoComplete="username"
            required
            maxLength={32}
            autoFocus
          />
        </div>
        <div className="field">
          <label htmlFor="password">Password</label>
          <input
            className="input"
            id="password"
            name="password"
            type="password"
            autoComplete="current-password"
            required
          />
        </div>
        <FaultNote text={fault} />
        <button className="button primary" type="submit" disabled={isBusy}>
          {isBusy ? "Signing in…" : "Sign in"}
        </button>
      </form>
    </main>
  );
}
