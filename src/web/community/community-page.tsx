/**
 * The page of a member of the community: report what one sees, say that somebody was checked on, see which refuges are open and, as
 * a keeper, say so; and what became of one's own reports. It asks the server every few seconds.
 */

import { useCallback, useState, type FormEvent } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import {
  checkResults,
  refugeOpenings,
  type CheckResult,
  type RefugeOpening,
} from "../../core/vocabulary.ts";
import { readJson, sendCommand } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { owedSignOut } from "../session/owed-sign-out.ts";
import "../requests/requests.css";
import { FaultNote } from "../parts/fault-note.tsx";
import { usePolling } from "../live/use-polling.ts";

const askAgainMillis = 5_000;

interface Refuge {
  readonly code: string;
  readonly name: string;
  readonly opening: RefugeOpening;
  readonly places: number | null;
  readonly isKeeper: boolean;
}

interface Shown {
  readonly refuges: readonly Refuge[];
  readonly areas: readonly { readonly code: string; readonly name: string }[];
  readonly contacts: readonly {
    readonly contact: number;
    readonly state: string;
    readonly response: string | null;
  }[];
}

type Send = (command: Command) => Promise<boolean>;

export interface CommunityPageProps {
  readonly session: Session;
  readonly region: { readonly id: string; readonly name: string };
  readonly onSignedOut: () => void;
}

export default function CommunityPage({ session, region, onSignedOut }: CommunityPageProps) {
  const { shown, fault, send } = useCommunity(region.id);
  const leave = (): void => {
    owedSignOut.begin();
    onSignedOut();
  };
  return (
    <main className="partner-page">
      <header className="row spread">
        <h1>{region.name}</h1>
        <button type="button" className="button quiet" onClick={leave}>
          Sign out {session.account.name}
        </button>
      </header>
      <FaultNote text={fault} />
      <p>
        In danger? Call the emergency number. What you report here is looked at by a person first.
      </p>
      <Report send={send} />
      <CheckOn areas={shown?.areas ?? []} send={send} />
      <section aria-label="Refuges">
        <h2>Refuges</h2>
        {shown?.refuges.length === 0 && <p className="empty">None is named.</p>}
        <ul>
          {shown?.refuges.map((refuge) => (
            <RefugeLine key={refuge.code} refuge={refuge} send={send} />
          ))}
        </ul>
      </section>
      <section aria-label="Your reports">
        <h2>Your reports</h2>
        <ul>
          {shown?.contacts.map(({ contact, state, response }) => (
            <li key={contact}>
              Report {contact}: {response ?? state}
            </li>
          ))}
        </ul>
      </section>
    </main>
  );
}

function useCommunity(region: string) {
  const [shown, setShown] = useState<Shown | undefined>(undefined);
  const [fault, setFault] = useState("");
  const path = `/api/regions/${encodeURIComponent(region)}`;
  const refresh = useCallback(async () => {
    try {
      const [refuges, handedIn] = await Promise.all([
        readJson<Pick<Shown, "refuges" | "areas">>(`${path}/refuges`),
        readJson<Pick<Shown, "contacts">>(`${path}/handed-in`),
      ]);
      setShown({ ...refuges, ...handedIn });
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  }, [path]);
  usePolling(refresh, askAgainMillis);
  const send: Send = useCallback(
    async (command) => {
      try {
        await sendCommand(region, command);
        setFault("");
        await refresh();
        return true;
      } catch (thrown) {
        setFault(messageOf(thrown));
        return false;
      }
    },
    [region, refresh],
  );
  return { shown, fault, send };
}

function Report({ send }: { readonly send: Send }) {
  const [words, setWords] = useState("");
  const [place, setPlace] = useState("");
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const where = place.trim() === "" ? {} : { place };
    if (await send({ type: "community.report", words, ...where })) {
      setWords("");
      setPlace("");
    }
  };
  return (
    <form className="ask-form" onSubmit={(event) => void submit(event)} aria-label="Report">
      <h2>Report</h2>
      <label htmlFor="report-words">What you see</label>
      <textarea
        id="report-words"
        className="input"
        rows={3}
        required
        maxLength={limits.noteLength}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      <label htmlFor="report-place">Where</label>
      <input
        id="report-place"
        className="input"
        maxLength={limits.placeLength}
        value={place}
        onChange={(event) => setPlace(event.target.value)}
      />
      <button type="submit" className="button primary">
        Report
      </button>
    </form>
  );
}

function CheckOn({ areas, send }: { readonly areas: Shown["areas"]; readonly send: Send }) {
  const [area, setArea] = useState("");
  const [result, setResult] = useState<CheckResult>("well");
  const [words, setWords] = useState("");
  const chosen = area === "" ? (areas[0]?.code ?? "") : area;
  const needsHelp = result === "needs help";
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const what = needsHelp ? { words } : {};
    if (await send({ type: "community.check-on", area: chosen, result, ...what })) setWords("");
  };
  return (
    <form className="ask-form" onSubmit={(event) => void submit(event)} aria-label="Check on">
      <h2>You checked on somebody</h2>
      <label htmlFor="check-area">Area</label>
      <select
        id="check-area"
        className="input"
        value={chosen}
        onChange={(event) => setArea(event.target.value)}
      >
        {areas.map(({ code, name }) => (
          <option key={code} value={code}>
            {name}
          </option>
        ))}
      </select>
      <label htmlFor="check-result">How it is</label>
      <select
        id="check-result"
        className="input"
        value={result}
        onChange={(event) => setResult(event.target.value as CheckResult)}
      >
        {checkResults.names.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
      {needsHelp && (
        <>
          <label htmlFor="check-words">What help, and where</label>
          <textarea
            id="check-words"
            className="input"
            rows={2}
            required
            maxLength={limits.noteLength}
            value={words}
            onChange={(event) => setWords(event.target.value)}
          />
        </>
      )}
      <button type="submit" className="button" disabled={chosen === ""}>
        Say so
      </button>
    </form>
  );
}

function RefugeLine({ refuge, send }: { readonly refuge: Refuge; readonly send: Send }) {
  const { code, name, opening, places, isKeeper } = refuge;
  return (
    <li className="row wrap" aria-label={name}>
      <strong>{name}</strong>
      <span>
        {opening}
        {places !== null && `, ${places} places`}
      </span>
      {isKeeper &&
        refugeOpenings.names
          .filter((each) => each !== opening)
          .map((each) => (
            <button
              key={each}
              type="button"
              className="button small"
              onClick={() => void send({ type: "community.shelter", refuge: code, opening: each })}
            >
              {each}
              <span className="only-read-aloud"> {name}</span>
            </button>
          ))}
    </li>
  );
}
