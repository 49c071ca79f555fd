/**
 * The partner's page: what it asks of the region and what the region asks of it, each with the steps of its own side, and a form
 * to ask. It asks the server every few seconds and says so when that fails. An acknowledgement counts the very bytes that came
 * and gives their SHA-256, where the browser can (a secure address); else it says nothing of them.
 */

import { useCallback, useEffect, useState } from "react";
import type { Command } from "../../core/commands.ts";
import type { WordsDigest } from "../../core/request/request-facts.ts";
import { standardRequestRule } from "../../core/request/request-rule.ts";
import { readJson, sendCommand, sendRequest } from "../api/client.ts";
import { messageOf } from "../api/problem.ts";
import type { Session } from "../api/types.ts";
import { useShownLevel } from "../level/use-shown-level.ts";
import { AskForm } from "../requests/ask-form.tsx";
import { RequestLine, type RequestActs, type RequestStep } from "../requests/request-line.tsx";
import {
  compareRequests,
  rowFromView,
  type RequestRow,
  type RequestView,
} from "../requests/request-row.ts";
import { owedSignOut } from "../session/owed-sign-out.ts";
import "../requests/requests.css";
import { FaultNote } from "../parts/fault-note.tsx";
import { usePolling } from "../live/use-polling.ts";

const askAgainMillis = 4_000;

interface Answer {
  readonly partner: string | null;
  readonly kit: readonly { readonly code: string; readonly name: string }[];
  readonly requests: readonly RequestView[];
}

const stepsOfAsked: readonly RequestStep[] = [
  "request.receive",
  "request.answer",
  "request.commit",
  "request.set-out",
  "request.arrive",
];
const stepsOfAsker: readonly RequestStep[] = [
  "request.arrive",
  "request.release",
  "request.withdraw",
];

/** Of the bytes that came, not of what the page made of them; undefined where the browser has no way to count. */
async function digestOf(path: string): Promise<WordsDigest | undefined> {
  const subtle = globalThis.crypto.subtle as SubtleCrypto | undefined;
  if (subtle === undefined) return undefined;
  const bytes = await (await sendRequest(path)).arrayBuffer();
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return { sha256, bytes: bytes.byteLength };
}

export interface PartnerPageProps {
  readonly session: Session;
  readonly region: { readonly id: string; readonly name: string };
  readonly onSignedOut: () => void;
}

export default function PartnerPage({ session, region, onSignedOut }: PartnerPageProps) {
  const path = `/api/regions/${encodeURIComponent(region.id)}/requests`;
  const { answer, fault, refresh } = useRequests(path);
  const now = useServerNow(session);
  const rows = (answer?.requests ?? []).map(rowFromView).sort(compareRequests);
  const partner = answer?.partner ?? undefined;
  const leave = (): void => {
    owedSignOut.begin();
    onSignedOut();
  };
  return (
    <main className="partner-page">
      <header className="row spread">
        <h1>Requests: {region.name}</h1>
        <button type="button" className="button quiet" onClick={leave}>
          Sign out {session.account.name}
        </button>
      </header>
      {fault !== "" && (
        <p className="fault" role="alert">
          {fault} What is shown may be old.
        </p>
      )}
      <LevelMessage region={region.id} />
      <Ask
        region={region}
        partner={partner}
        kit={answer?.kit ?? standardRequestRule.kit}
        onDone={refresh}
      />
      {answer !== undefined && rows.length === 0 && (
        <p className="empty">Nothing is asked of you, and you have asked for nothing.</p>
      )}
      <ul aria-label="Requests">
        {rows.map((row) => (
          <Line
            key={row.request}
            row={row}
            now={now}
            region={region}
            path={path}
            onDone={refresh}
          />
        ))}
      </ul>
    </main>
  );
}

/** What partners are told while the region is not at its normal level. */
function LevelMessage({ region }: { readonly region: string }) {
  const { level, partnerMessage } = useShownLevel(region);
  if (level === "normal") return null;
  return (
    <p className="partner-level" role="status">
      Service level: <strong>{level}</strong>. {partnerMessage}
    </p>
  );
}

function useRequests(path: string) {
  const [answer, setAnswer] = useState<Answer | undefined>(undefined);
  const [fault, setFault] = useState("");
  const refresh = useCallback(async () => {
    try {
      setAnswer(await readJson<Answer>(`${path}?state=all&limit=1000`));
      setFault("");
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  }, [path]);
  usePolling(refresh, askAgainMillis);
  return { answer, fault, refresh };
}

/** The server's clock when the page was loaded, and what went by since. */
function useServerNow({ clock }: Session): number {
  const [start] = useState(() => performance.now());
  const [now, setNow] = useState(clock.now);
  useEffect(() => {
    const timer = setInterval(
      () => setNow(clock.now + Math.round((performance.now() - start) * 1000 * clock.speed)),
      1_000,
    );
    return () => clearInterval(timer);
  }, [clock, start]);
  return now;
}

interface LineProps {
  readonly row: RequestRow;
  readonly now: number;
  readonly region: { readonly id: string };
  readonly path: string;
  readonly onDone: () => Promise<void>;
}

function Line({ row, now, region, path, onDone }: LineProps) {
  const { send, isBusy, fault } = useSend(region.id, onDone);
  const isAsked = row.direction === "outgoing";
  const acts: RequestActs = {
    isBusy,
    fault,
    may: (step) => (isAsked ? stepsOfAsked : stepsOfAsker).includes(step),
    run: (command) =>
      send(async () => {
        if (command.type !== "request.receive") return command;
        const arrived =
          row.words === "" ? undefined : await digestOf(`${path}/${row.request}/words`);
        return arrived === undefined ? command : { ...command, arrived };
      }),
  };
  const sides = isAsked
    ? { asker: "the region", asked: "you" }
    : { asker: "you", asked: "the region" };
  return <RequestLine row={row} now={now} acts={acts} sides={sides} />;
}

interface AskProps {
  readonly region: { readonly id: string; readonly name: string };
  readonly partner: string | undefined;
  readonly kit: Answer["kit"];
  readonly onDone: () => Promise<void>;
}

function Ask({ region, partner, kit, onDone }: AskProps) {
  const { send, isBusy, fault } = useSend(region.id, onDone);
  if (partner === undefined) return null;
  return (
    <section aria-label={`Ask ${region.name} for something`}>
      <h2>Ask {region.name} for something</h2>
      <AskForm
        parties={[{ name: region.name, party: { kind: "partner", code: partner } }]}
        direction="incoming"
        kit={kit}
        isBusy={isBusy}
        onAsk={(command) => send(() => Promise.resolve(command))}
      />
      <FaultNote text={fault} />
    </section>
  );
}

/** One command at a time; a refusal is shown in its place. */
function useSend(region: string, onDone: () => Promise<void>) {
  const [isBusy, setIsBusy] = useState(false);
  const [fault, setFault] = useState("");
  const send = useCallback(
    async (make: () => Promise<Command>): Promise<boolean> => {
      setIsBusy(true);
      setFault("");
      try {
        await sendCommand(region, await make());
        await onDone();
        return true;
      } catch (thrown) {
        setFault(messageOf(thrown));
        return false;
      } finally {
        setIsBusy(false);
      }
    },
    [region, onDone],
  );
  return { send, isBusy, fault };
}
