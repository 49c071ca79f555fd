/**
 * One request with what it asks, whether its words arrived whole, what is owed now and until when, and the steps that may be
 * taken. The console and the partner's page show the same line; each says how an act is sent and which steps are its own.
 */

import { useState, type ReactNode } from "react";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { Command } from "../../core/commands.ts";
import { stepsFrom } from "../../core/request/steps.ts";
import type { Party } from "../../core/request/request-facts.ts";
import type { RequestState } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import { clockText, shortTimeText } from "../view/format.ts";
import type { RequestRow } from "./request-row.ts";
import "./requests.css";
import { FaultNote } from "../parts/fault-note.tsx";

export type RequestStep = keyof typeof stepsFrom;

export interface RequestActs {
  readonly run: (command: Command) => Promise<boolean>;
  readonly isBusy: boolean;
  readonly fault: string;
  readonly may: (step: RequestStep) => boolean;
}

const owedTexts: { readonly [S in RequestState]: string } = {
  none: "",
  asked: "an acknowledgement is owed",
  received: "an answer is owed",
  accepted: "the commitment is owed",
  provisional: "a firm answer is owed",
  committed: "the setting out is owed",
  "on the way": "the arrival is owed",
  arrived: "a release is owed, or a word that it is still needed",
  released: "",
  refused: "",
  withdrawn: "",
};

export interface RequestLineProps {
  readonly row: RequestRow;
  readonly now: Instant;
  readonly acts: RequestActs;
  /** How the other side is called: by the party for the room, `the region` for a partner. */
  readonly sides: { readonly asker: string; readonly asked: string };
  /** Stands before the steps. */
  readonly children?: ReactNode;
}

export function RequestLine({ row, now, acts, sides, children }: RequestLineProps) {
  const name = `Request ${row.request}`;
  const isLate = row.isOpen && row.deadlineAt > 0 && row.deadlineAt <= now;
  return (
    <li className={`request-line ${isLate ? "asks" : ""}`} aria-label={name}>
      <div className="row spread">
        <span className="row wrap">
          <span className="chip small-chip">{row.state}</span>
          <strong>{name}</strong>
          <span>
            {sides.asker} → {sides.asked}: {row.quantity} {row.item ?? row.kind}
            {row.promised > 0 && row.promised < row.quantity && `, ${row.promised} promised`}
          </span>
          {row.escort !== null && (
            <strong className={isBadSign(row) ? "late" : "soft"}>{row.escort}</strong>
          )}
        </span>
        <Deadline row={row} now={now} isLate={isLate} />
      </div>
      {row.words !== "" && <p className="request-words">{row.words}</p>}
      <p className="soft">
        {row.neededAt > 0 && `needed at ${shortTimeText(row.neededAt)}; `}
        {row.etaAt > 0 && `expected at ${shortTimeText(row.etaAt)}; `}
        {row.owner !== null && `owner: ${row.owner.kind} ${row.owner.name}; `}
        {row.receipt === "none" ? "not acknowledged yet" : row.receipt}
        {row.reason !== "" && `; ${row.changedBy}: ${row.reason}`}
      </p>
      {isCopy(row) && (
        <p className="late">
          {row.receipt}: {row.sent?.bytes ?? 0} bytes were sent, {row.arrived?.bytes ?? 0} arrived.
          Say the words again.
        </p>
      )}
      {isLate && (
        <p className="late">
          {owedTexts[row.state]}, since {shortTimeText(row.deadlineAt)}
          {row.escalatedTo !== null && `; step ${row.step}: ${row.escalatedTo}`}
        </p>
      )}
      {children}
      {row.isOpen && <Acts row={row} now={now} acts={acts} />}
      <FaultNote text={acts.fault} />
    </li>
  );
}

export function partyName({ kind, code }: Party): string {
  return kind === "own region" ? "own region" : code;
}

function isBadSign({ escort }: RequestRow): boolean {
  return escort === "not acknowledged" || escort === "no escort";
}

function isCopy({ receipt }: RequestRow): boolean {
  return receipt === "shortened copy" || receipt === "changed copy";
}

function Deadline({
  row,
  now,
  isLate,
}: Pick<RequestLineProps, "row" | "now"> & { readonly isLate: boolean }) {
  // prettier-ignore
  if (!row.isOpen) return <span className="faint">ended {shortTimeText(row.endedAt)}</span>;
  if (row.deadlineAt === 0) return null;
  return isLate ? (
    <span className="late">late {clockText(now - row.deadlineAt)}</span>
  ) : (
    <span className="soft">owed in {clockText(row.deadlineAt - now)}</span>
  );
}

interface Choice {
  readonly label: string;
  readonly step: RequestStep;
  /** Undefined = a reason is asked for first. */
  readonly command: ((request: number) => Command) | undefined;
  readonly withReason?: (request: number, reason: string, now: Instant) => Command;
  readonly why?: string;
}

const choices: readonly Choice[] = [
  { label: "Acknowledge", step: "request.receive", command: (request) => ({ type: "request.receive", request }) }, // prettier-ignore
  { label: "Accept", step: "request.answer", command: (request) => ({ type: "request.answer", request, answer: "accepted" }) }, // prettier-ignore
  {
    label: "Accept provisionally…",
    step: "request.answer",
    command: undefined,
    why: "Under which condition",
    withReason: (request, reason) => ({ type: "request.answer", request, answer: "provisional", reason }), // prettier-ignore
  },
  { label: "Commit", step: "request.commit", command: (request) => ({ type: "request.commit", request }) }, // prettier-ignore
  { label: "On the way", step: "request.set-out", command: (request) => ({ type: "request.set-out", request }) }, // prettier-ignore
  { label: "Arrived", step: "request.arrive", command: (request) => ({ type: "request.arrive", request }) }, // prettier-ignore
  {
    label: "Release…",
    step: "request.release",
    command: undefined,
    why: "How it was fulfilled",
    withReason: (request, reason) => ({ type: "request.release", request, reason }),
  },
  {
    label: "Refuse…",
    step: "request.answer",
    command: undefined,
    why: "Why it is refused",
    withReason: (request, reason) => ({ type: "request.answer", request, answer: "refused", reason }), // prettier-ignore
  },
  {
    label: "Withdraw…",
    step: "request.withdraw",
    command: undefined,
    why: "Why it is not needed any more",
    withReason: (request, reason) => ({ type: "request.withdraw", request, reason }),
  },
  {
    label: "Another half hour…",
    step: "request.extend",
    command: undefined,
    why: "Why it may wait",
    withReason: (request, reason, now) => ({
      type: "request.extend",
      request,
      deadlineAt: now + 30 * microsPerMinute,
      reason,
    }),
  },
];

/** What was accepted is not accepted again; it can still be refused. */
function isOffered({ label, step }: Choice, state: RequestState): boolean {
  const from: readonly RequestState[] = stepsFrom[step];
  if (!from.includes(state) || (step === "request.commit" && state === "committed")) return false;
  if (step === "request.set-out" && state === "on the way") return false;
  const isAnswered = state === "accepted" || state === "committed";
  if (label === "Accept") return !isAnswered;
  return label === "Accept provisionally…" ? !isAnswered && state !== "provisional" : true;
}

function Acts({ row, now, acts }: Pick<RequestLineProps, "row" | "now" | "acts">) {
  const [open, setOpen] = useState("");
  const { request, state } = row;
  const offered = choices.filter((choice) => acts.may(choice.step) && isOffered(choice, state));
  const chosen = offered.find(({ label }) => label === open);
  return (
    <>
      <div className="row wrap">
        {offered.map((choice) => (
          <button
            key={choice.label}
            type="button"
            className="button small"
            disabled={acts.isBusy}
            {...(choice.command === undefined ? { "aria-expanded": open === choice.label } : {})}
            onClick={() => {
              if (choice.command !== undefined) void acts.run(choice.command(request));
              else setOpen(open === choice.label ? "" : choice.label);
            }}
          >
            {choice.label}
            <span className="only-read-aloud"> request {request}</span>
          </button>
        ))}
      </div>
      {chosen?.withReason !== undefined && (
        <ReasonForm
          key={chosen.label}
          verb={chosen.label.replace("…", "")}
          label={chosen.why ?? "Reason"}
          onCancel={() => setOpen("")}
          onSave={async (reason) => {
            const command = chosen.withReason?.(request, reason, now);
            if (command !== undefined && (await acts.run(command))) setOpen("");
          }}
        />
      )}
    </>
  );
}
