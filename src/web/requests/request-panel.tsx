/**
 * Requests in the side panel: what is late first, then what is owed soonest, and a form to ask. Every act is the command that the
 * line or the API would give; nothing is deleted here either.
 */

import { useMemo } from "react";
import { findAidFacts } from "../../core/aid/changes.ts";
import { authority } from "../../core/authority.ts";
import type { RegionConfig } from "../../core/region/config.ts";
import { standardRequestRule } from "../../core/request/request-rule.ts";
import { findRequestRow } from "../../core/state/region-state.ts";
import type { RequestDirection } from "../../core/vocabulary.ts";
import type { RegionView } from "../live/region-view.ts";
import { listRequestRows } from "../live/request-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useNow, useRegion, useSend } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { countText } from "../view/format.ts";
import { openPanel } from "../view/view-state.ts";
import { HospitalSection } from "./hospital-section.tsx";
import { AskForm, type AskFormProps } from "./ask-form.tsx";
import { partyName, RequestLine, type RequestActs, type RequestStep } from "./request-line.tsx";
import type { RequestRow } from "./request-row.ts";
import { FaultNote } from "../parts/fault-note.tsx";

/** More rows than this are only counted; what is owed soonest is first. */
const rowsMost = 100;

export function RequestPanel({ onClose }: { readonly onClose: () => void }) {
  const rows = useRegion(listRequestRows);
  const open = rows.filter((row) => row.isOpen).length;
  return (
    <Panel
      label="requests"
      title="Requests"
      tools={<span className="soft">{countText(open, "open request")}</span>}
      onClose={onClose}
    >
      <HospitalSection />
      <Ask />
      {rows.length === 0 && <p className="empty">Nobody has asked for anything.</p>}
      <ul>
        {rows.slice(0, rowsMost).map((row) => (
          <Line key={row.request} row={row} />
        ))}
      </ul>
      {rows.length > rowsMost && (
        <p className="empty">{countText(rows.length - rowsMost, "more request")} are not listed.</p>
      )}
    </Panel>
  );
}

function Line({ row }: { readonly row: RequestRow }) {
  const now = useNow();
  const act = useAct();
  const { session } = useConsole();
  const isLive = useSend() !== undefined;
  const link = useRegion((view) => linkOf(view, row.request));
  const acts: RequestActs = {
    run: async (command) => (await act.run(command)) !== undefined,
    isBusy: act.isBusy,
    fault: act.fault,
    may: (step) =>
      isLive && authority[step].includes(session.account.role) && isOurs(step, row.direction, link),
  };
  const other = partyName(row.party);
  const sides =
    row.direction === "outgoing" ? { asker: "we", asked: other } : { asker: other, asked: "us" };
  return (
    <RequestLine row={row} now={now} acts={acts} sides={sides}>
      {link === "units" && row.isOpen && (
        <button type="button" className="button small" onClick={() => openPanel("aid")}>
          Mutual aid has its units and steps <kbd className="key">x</kbd>
        </button>
      )}
    </RequestLine>
  );
}

type AidLinkOf = "none" | "units" | "other";

/** Whether the request goes over the link to a neighbour region, and whether it is of units. */
function linkOf({ state }: RegionView, request: number): AidLinkOf {
  const row = findRequestRow(state, request);
  const facts = row < 0 ? undefined : findAidFacts(state, row);
  if (facts === undefined) return "none";
  return facts.terms === null ? "other" : "units";
}

/** Steps of one side of a request over the link are the other's to say; those about units stand in the panel of mutual aid. */
function isOurs(step: RequestStep, direction: RequestDirection, link: AidLinkOf): boolean {
  if (link === "none" || step === "request.extend" || step === "request.assign") return true;
  if (link === "units") return false;
  const isAskers = step === "request.release" || step === "request.withdraw";
  return step === "request.arrive" || isAskers === (direction === "outgoing");
}

function partiesOf(
  config: RegionConfig,
  regions: readonly { readonly id: string; readonly name: string }[],
): AskFormProps["parties"] {
  const { partners } = config.requestRule ?? standardRequestRule;
  return [
    ...partners.map(({ code, name }) => ({ name, party: { kind: "partner", code } as const })),
    ...regions
      .filter(({ id }) => id !== config.id)
      .map(({ id, name }) => ({ name, party: { kind: "region", code: id } as const })),
    { name: "Own region", party: { kind: "own region", code: config.id } },
  ];
}

function Ask() {
  const act = useAct();
  const mayAsk = useMay("request.ask");
  const { session } = useConsole();
  const config = useRegion(({ state }) => state.policy?.config);
  const parties = useMemo(
    () => (config === undefined ? [] : partiesOf(config, session.regions)),
    [config, session.regions],
  );
  if (!mayAsk || config === undefined) return null;
  return (
    <details className="ask-fold">
      <summary>Ask for something</summary>
      <AskForm
        parties={parties}
        direction="outgoing"
        kit={(config.requestRule ?? standardRequestRule).kit}
        isBusy={act.isBusy}
        onAsk={async (command) => (await act.run(command)) !== undefined}
      />
      <FaultNote text={act.fault} />
    </details>
  );
}
