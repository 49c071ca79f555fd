/**
 * Recalls in the muster panel: who was asked and has not come, and, when somebody opens it, whom a recall would break least for, with
 * what it costs. A breach of the hours rules is named on the button that overrides it, and needs a reason like every recall.
 */

import { useCallback, useState } from "react";
import {
  countRecalls,
  listRecallCandidates,
  listRecalls,
  type OpenRecall,
  type RecallCandidate,
} from "../../core/hours/recall.ts";
import type { Command } from "../../core/commands.ts";
import { ReasonForm } from "../incident/reason-form.tsx";
import type { RegionView } from "../live/region-view.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useNow, useRegion } from "../live/use-region.ts";
import { countText, shortTimeText } from "../view/format.ts";

const candidatesMost = 20;

export function RecallSection() {
  const now = useNow(30_000);
  const recalls = useRegion(({ state }) => listRecalls(state));
  const { ever, came, declined } = useRegion(({ state }) => countRecalls(state));
  const [isOpen, setIsOpen] = useState(false);
  return (
    <section aria-label="Recalls">
      <h3 className="muster-title">
        Recalls <span className="soft">{recalls.length} open</span>
      </h3>
      {ever > 0 && (
        <p className="empty">
          {countText(ever, "recall")} ever, {came} came, {declined} did not
        </p>
      )}
      <ul>
        {recalls.map((recall) => (
          <RecallLine key={recall.person} recall={recall} isLate={recall.dueAt <= now} />
        ))}
      </ul>
      <p className="empty">
        <button
          type="button"
          className="button small"
          aria-expanded={isOpen}
          onClick={() => setIsOpen(!isOpen)}
        >
          Whom to recall…
        </button>
      </p>
      {isOpen && <Candidates />}
    </section>
  );
}

function RecallLine({ recall, isLate }: { readonly recall: OpenRecall; readonly isLate: boolean }) {
  const act = useAct();
  const mayAnswer = useMay("person.answer-recall");
  const mayCancel = useMay("person.cancel-recall");
  const [isCancelling, setIsCancelling] = useState(false);
  const { person, staffNumber, state } = recall;
  const answer = (what: "comes" | "does not come"): void =>
    void act.run({ type: "person.answer-recall", person, answer: what });
  return (
    <li className="muster-line" aria-label={`Recall of ${staffNumber}`}>
      <div className="row spread">
        <span className="row">
          <strong>{staffNumber}</strong>
          <span className={isLate ? "late" : ""}>
            {state === "asked" ? "answer owed by" : "comes by"} {shortTimeText(recall.dueAt)}
          </span>
        </span>
        <span className="row">
          {state === "asked" && (
            <button
              type="button"
              className="button small"
              disabled={!mayAnswer || act.isBusy}
              onClick={() => answer("comes")}
            >
              Comes<span className="only-read-aloud"> {staffNumber}</span>
            </button>
          )}
          <button
            type="button"
            className="button small"
            disabled={!mayAnswer || act.isBusy}
            onClick={() => answer("does not come")}
          >
            Does not come<span className="only-read-aloud"> {staffNumber}</span>
          </button>
          <button
            type="button"
            className="button small quiet"
            disabled={!mayCancel}
            aria-expanded={isCancelling}
            onClick={() => setIsCancelling(!isCancelling)}
          >
            End…<span className="only-read-aloud"> recall of {staffNumber}</span>
          </button>
        </span>
      </div>
      {isCancelling && (
        <ReasonForm
          verb="End the recall"
          onSave={async (reason) => void (await act.run({ type: "person.cancel-recall", person, reason }))} // prettier-ignore
          onCancel={() => setIsCancelling(false)}
        />
      )}
      <Fault text={act.fault} />
    </li>
  );
}

function Fault({ text }: { readonly text: string }) {
  if (text === "") return null;
  return (
    <p className="fault" role="alert">
      {text}
    </p>
  );
}

function Candidates() {
  const now = useNow(60_000);
  const candidates = useRegion(
    useCallback(({ state }: RegionView) => listRecallCandidates(state, now, candidatesMost), [now]),
  );
  if (candidates.length === 0) return <p className="empty">Nobody of the roster is off duty.</p>;
  return (
    <ul>
      {candidates.map((candidate) => (
        <Candidate key={candidate.person} candidate={candidate} />
      ))}
    </ul>
  );
}

function Candidate({ candidate }: { readonly candidate: RecallCandidate }) {
  const act = useAct();
  const mayRecall = useMay("person.recall");
  const [isAsking, setIsAsking] = useState(false);
  const { person, staffNumber, breaches, reasons } = candidate;
  const rules = breaches.map(({ rule }) => rule);
  const recall = async (reason: string): Promise<void> => {
    const override = rules.length === 0 ? {} : { override: { rules, reason } };
    const command: Command = { type: "person.recall", person, reason, ...override };
    if ((await act.run(command)) !== undefined) setIsAsking(false);
  };
  return (
    <li className="muster-line" aria-label={`Recall ${staffNumber}`}>
      <div className="row spread">
        <span className="row wrap">
          <strong>{staffNumber}</strong>
          <span className={rules.length > 0 ? "late" : "soft"}>{reasons.join(", ")}</span>
        </span>
        <button
          type="button"
          className="button small"
          disabled={!mayRecall}
          aria-expanded={isAsking}
          onClick={() => setIsAsking(!isAsking)}
        >
          Recall…<span className="only-read-aloud"> {staffNumber}</span>
        </button>
      </div>
      {isAsking && (
        <ReasonForm
          verb={rules.length === 0 ? "Recall" : `Recall, over ${rules.join(", ")}`}
          onSave={recall}
          onCancel={() => setIsAsking(false)}
        />
      )}
      <Fault text={act.fault} />
    </li>
  );
}
