/** A whole page that says what it waits for and, when something fails, what and that it is tried again. */

import "./session.css";

export function WaitPage({ what, fault }: { readonly what: string; readonly fault: string }) {
  return (
    <main className="session-page">
      <div className="session-card">
        <h1 className="session-brand">Muster</h1>
        <p role="status">{what}…</p>
        {fault !== "" && (
          <p className="fault" role="alert">
            {fault} Trying again.
          </p>
        )}
      </div>
    </main>
  );
}
