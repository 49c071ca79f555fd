/**
 * The steps of this side about a whole request of units: who is asked acknowledges, offers, names, sets out, refuses and recalls;
 * who asks receives, lets go and withdraws. Only what the request's state allows is offered; the server decides.
 */

import { useState } from "react";
import { microsPerMinute, type Instant } from "../../base/instant.ts";
import { authority } from "../../core/authority.ts";
import type { Command, CommandType } from "../../core/commands.ts";
import { loanStates, type RequestState } from "../../core/vocabulary.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import type { AskRow, LoanRow } from "../live/aid-rows.ts";
import type { Act } from "../live/use-act.ts";
import { useConsole, useSend } from "../live/use-region.ts";
import { NameUnits } from "./name-units.tsx";
import { OfferForm } from "./offer-form.tsx";

interface AidActsProps {
  readonly row: AskRow;
  readonly units: readonly LoanRow[];
  readonly act: Act;
}

interface Choice {
  readonly label: string;
  readonly type: CommandType;
  readonly from: readonly RequestState[];
  /** With a reason; `offer` and `name` have forms of their own. */
  readonly how:
    | { readonly form: "none"; readonly command: (row: AskRow) => Command }
    | {
        readonly form: "reason";
        readonly why: string;
        readonly command: (row: AskRow, reason: string, now: Instant) => Command;
      }
    | { readonly form: "offer" | "name" };
  /** What must be so of its units. */
  readonly fits?: (row: AskRow, units: readonly LoanRow[]) => boolean;
}

const away: readonly RequestState[] = ["committed", "on the way", "arrived"];
const open: readonly RequestState[] = ["asked", "received", "accepted", "provisional", ...away];
const { code } = loanStates;

const extend: Choice = {
  label: "Another half hour…",
  type: "request.extend",
  from: open,
  how: {
    form: "reason",
    why: "Why it may wait",
    command: ({ request }, reason, now) => ({ type: "request.extend", request, deadlineAt: now + 30 * microsPerMinute, reason }), // prettier-ignore
  },
};

const donorChoices: readonly Choice[] = [
  {
    label: "Acknowledge",
    type: "request.receive",
    from: ["asked"],
    how: { form: "none", command: ({ request }) => ({ type: "request.receive", request }) },
  },
  {
    label: "Offer…",
    type: "request.answer",
    from: ["asked", "received", "provisional"],
    how: { form: "offer" },
  },
  {
    label: "Name units…",
    type: "aid.commit",
    from: ["asked", "received", "accepted", "provisional", "committed"],
    how: { form: "name" },
    fits: ({ quantity }, units) => units.length < quantity,
  },
  {
    label: "Set out",
    type: "request.set-out",
    from: ["committed"],
    how: { form: "none", command: ({ request }) => ({ type: "request.set-out", request }) },
    fits: (_row, units) => units.length > 0,
  },
  {
    label: "Refuse…",
    type: "request.answer",
    from: ["asked", "received", "provisional", "accepted"],
    how: {
      form: "reason",
      why: "Why it is refused",
      command: ({ request }, reason) => ({ type: "request.answer", request, answer: "refused", reason }), // prettier-ignore
    },
    fits: (_row, units) => units.length === 0,
  },
  {
    label: "Recall…",
    type: "aid.recall",
    from: away,
    how: {
      form: "reason",
      why: "Why they are wanted back",
      command: ({ request }, reason) => ({ type: "aid.recall", request, reason }),
    },
    fits: (_row, units) =>
      units.some(({ state, isRecalled }) => !isRecalled && state !== "going home"),
  },
  extend,
];

const askerChoices: readonly Choice[] = [
  {
    label: "All have arrived",
    type: "aid.arrive",
    from: ["committed", "on the way"],
    how: { form: "none", command: ({ request }) => ({ type: "aid.arrive", request }) },
    fits: (_row, units) => units.filter(({ state }) => code[state] < code.there).length > 1,
  },
  {
    label: "Let all go…",
    type: "aid.release",
    from: away,
    how: {
      form: "reason",
      why: "Why they are let go",
      command: ({ request }, reason) => ({ type: "aid.release", request, reason }),
    },
    fits: (_row, units) => units.length > 1,
  },
  {
    label: "Withdraw…",
    type: "request.withdraw",
    from: open,
    how: {
      form: "reason",
      why: "Why it is not needed any more",
      command: ({ request }, reason) => ({ type: "request.withdraw", request, reason }),
    },
  },
  extend,
];

export function AidActs({ row, units, act }: AidActsProps) {
  const { source, session } = useConsole();
  const isLive = useSend() !== undefined;
  const [opened, setOpened] = useState("");
  const close = (): void => setOpened("");
  const choices = (row.direction === "outgoing" ? askerChoices : donorChoices).filter(
    ({ type, from, fits }) =>
      isLive &&
      authority[type].includes(session.account.role) &&
      from.includes(row.state) &&
      (fits === undefined || fits(row, units)),
  );
  const chosen = choices.find(({ label }) => label === opened);
  const run = async (command: Command): Promise<void> => {
    if ((await act.run(command)) !== undefined) close();
  };
  return (
    <>
      <div className="row wrap">
        {choices.map((choice) => {
          const { how, label } = choice;
          return (
            <button
              key={label}
              type="button"
              className="button small"
              disabled={act.isBusy}
              {...(how.form === "none" ? {} : { "aria-expanded": opened === label })}
              onClick={() => {
                if (how.form === "none") void act.run(how.command(row));
                else setOpened(opened === label ? "" : label);
              }}
            >
              {label}
              <span className="only-read-aloud"> request {row.request}</span>
            </button>
          );
        })}
      </div>
      {chosen?.how.form === "reason" && (
        <ReasonForm
          key={chosen.label}
          verb={chosen.label.replace("…", "")}
          label={chosen.how.why}
          onCancel={close}
          onSave={async (reason) => {
            if (chosen.how.form === "reason")
              await run(chosen.how.command(row, reason, source.now()));
          }}
        />
      )}
      {chosen?.how.form === "offer" && <OfferForm row={row} onSave={run} onCancel={close} />}
      {chosen?.how.form === "name" && (
        <NameUnits row={row} named={units.length} onSave={run} onCancel={close} />
      )}
    </>
  );
}
