/**
 * The room run by one person: what came back because somebody is gone, what nobody works on, of all channels and areas one listens to, in
 * one list by the time left, and what one has claimed. `t` takes the next; everything else of the console stays as it is.
 */

import { useState } from "react";
import { claimText, listClaims, subjectOfClaim, type Claim } from "../../core/claim/read.ts";
import { findClaimBy } from "../../core/claim/changes.ts";
import { getPolicy } from "../../core/state/region-state.ts";
import { channels, claimKinds } from "../../core/vocabulary.ts";
import type { ClaimSubject } from "../../core/claim/claim-commands.ts";
import { messageOf } from "../api/problem.ts";
import { listContactRows } from "../live/contact-rows.ts";
import { useAct, useMay } from "../live/use-act.ts";
import { useConsole, useNow, useRegion, useSend } from "../live/use-region.ts";
import type { RegionView } from "../live/region-view.ts";
import { findWatching, listWork, type WorkRow } from "../live/work-rows.ts";
import { Panel } from "../parts/panel.tsx";
import { clockText, countText, shortTimeText } from "../view/format.ts";
import { openContact, openIncident } from "../view/view-state.ts";
import "./reduced-crew.css";
import { takeWork } from "./take-work.ts";
import { FaultNote } from "../parts/fault-note.tsx";

/** Further work is only counted; it comes up as this is taken. */
const rowsMost = 60;

export function ReducedCrewPanel({ onClose }: { readonly onClose: () => void }) {
  const { session } = useConsole();
  const account = session.account.id;
  const rows = useRegion((view) => listWork(view, findWatching(view, account)));
  const claims = useRegion(({ state }) => listClaims(state));
  const back = claims.filter(({ returnedAt }) => returnedAt > 0);
  const own = claims.filter(({ by, returnedAt }) => by === account && returnedAt === 0);
  const others = claims.filter(({ by, returnedAt }) => by !== account && returnedAt === 0);
  return (
    <Panel
      label="reduced crew"
      title="Reduced crew"
      tools={<span className="soft">{countText(rows.length, "thing")} nobody works on</span>}
      onClose={onClose}
    >
      {back.length > 0 && <Back claims={back} />}
      <Watch />
      <Work rows={rows} />
      <Held title="You work on" claims={own.filter(isWork)} />
      <Held title="Others hold" claims={others} />
    </Panel>
  );
}

function isWork({ kind }: Claim): boolean {
  return kind === "contact" || kind === "incident";
}

/** Loud: who it was, what was held, since when. */
function Back({ claims }: { readonly claims: readonly Claim[] }) {
  return (
    <section className="section stack came-back" aria-label="Came back to the pool">
      <h3 className="late">Came back to the pool</h3>
      <ul>
        {claims.map((each) => (
          <li key={each.claim} className="row wrap" aria-label={`Came back: ${claimText(each)}`}>
            <strong>{claimText(each)}</strong>
            <span className="soft">
              held by {each.by} since {shortTimeText(each.claimedAt)}, {each.cause} at{" "}
              {shortTimeText(each.returnedAt)}
            </span>
            <Acts claim={each} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Acts({ claim }: { readonly claim: Claim }) {
  const act = useAct();
  const may = useMay("claim.make");
  const name = claimText(claim);
  return (
    <>
      <button
        type="button"
        className="button small primary"
        disabled={!may || act.isBusy}
        onClick={() => {
          if (claim.kind === "contact") openContact(claim.number);
          if (claim.kind === "incident") openIncident(claim.number);
          void act.run({ type: "claim.make", of: subjectOfClaim(claim) });
        }}
      >
        Take<span className="only-read-aloud"> {name}</span>
      </button>
      <button
        type="button"
        className="button small quiet"
        disabled={!may || act.isBusy}
        onClick={() => void act.run({ type: "claim.release", claim: claim.claim })}
      >
        Leave in the pool<span className="only-read-aloud">: {name}</span>
      </button>
      {act.fault !== "" && (
        <span className="fault" role="alert">
          {act.fault}
        </span>
      )}
    </>
  );
}

interface Station {
  readonly of: ClaimSubject;
  readonly name: string;
  /** What goes on there. */
  readonly says: string;
  /** Claim of it that is held; 0 = none is. */
  readonly claim: number;
  readonly by: string;
}

function stationOf(
  view: RegionView,
  of: ClaimSubject,
  subject: number,
  name: string,
  says: string,
): Station {
  const { claims } = view.state.columns;
  const row = findClaimBy(view.state, claimKinds.code[of.kind], subject);
  const isHeld = row >= 0 && claims.returnedAt[row] === 0;
  return {
    of,
    name,
    says,
    claim: isHeld ? claims.number[row] : 0,
    by: isHeld ? (view.state.facts.claims[row] ?? "") : "",
  };
}

/** Channels with how many contacts are open, areas with their units. */
function listStations(view: RegionView): readonly Station[] {
  const contacts = listContactRows(view);
  const { units, head } = view.state.columns;
  const ofChannels = channels.names.map((channel, code) => {
    const open = contacts.filter((each) => each.channel === channel);
    const ringing = open.filter(({ state }) => state === "ringing").length;
    const says = open.length === 0 ? "quiet" : `${open.length} open, ${ringing} ringing`;
    return stationOf(view, { kind: "channel", channel }, code, channel, says);
  });
  const { areas } = getPolicy(view.state).config;
  const on = areas.map(() => 0);
  const emergencies = areas.map(() => 0);
  for (let unit = 0; unit < head.units[0]; unit += 1) {
    const area = units.area[unit];
    if (area < 0) continue;
    if (units.status[unit] !== 0) on[area] += 1;
    if (units.emergencyAt[unit] !== 0) emergencies[area] += 1;
  }
  const ofAreas = areas.map(({ code, name }, index) => {
    const calls = emergencies[index] > 0 ? `, ${emergencies[index]} EMERGENCY` : "";
    const says = `${countText(on[index], "unit")} on duty${calls}`;
    return stationOf(view, { kind: "area", area: code }, index, name, says);
  });
  return [...ofChannels, ...ofAreas];
}

/** What one listens to: with none marked, everything is in the list. */
function Watch() {
  const { session } = useConsole();
  const stations = useRegion(listStations);
  const act = useAct();
  const may = useMay("claim.make");
  const turn = (station: Station, isOn: boolean): void => {
    const { of, claim } = station;
    void act.run(
      isOn ? { type: "claim.make", of, accept: ["claim.held"] } : { type: "claim.release", claim },
    );
  };
  return (
    <fieldset className="section stack watch">
      <legend>You listen to (none marked = everything)</legend>
      <div className="watch-grid">
        {stations.map((station) => {
          const isOwn = station.by === session.account.id;
          return (
            <label key={`${station.of.kind} ${station.name}`} className="row">
              <input
                type="checkbox"
                checked={isOwn}
                disabled={!may || act.isBusy}
                onChange={(event) => turn(station, event.target.checked)}
              />
              <span>{station.name}</span>
              <span className="soft">
                {station.says}
                {station.by !== "" && !isOwn && `; ${station.by} listens`}
              </span>
            </label>
          );
        })}
      </div>
      <FaultNote text={act.fault} />
    </fieldset>
  );
}

function Work({ rows }: { readonly rows: readonly WorkRow[] }) {
  const send = useSend();
  const [fault, setFault] = useState("");
  const take = (row: WorkRow): void => {
    setFault("");
    takeWork(row, send).catch((thrown: unknown) => setFault(messageOf(thrown)));
  };
  return (
    <section className="section stack" aria-label="Nobody works on">
      <h3>
        Nobody works on these <kbd className="key">t</kbd> takes the first
      </h3>
      <FaultNote text={fault} />
      {rows.length === 0 && <p className="soft">Nothing waits for anybody.</p>}
      <ol className="work-list">
        {rows.slice(0, rowsMost).map((row) => (
          <li key={row.key} className="work-line">
            <TimeLeft dueAt={row.dueAt} />
            <span className="chip small-chip">{row.what}</span>
            <span className="soft">{row.where}</span>
            <span className="cut" title={row.words}>
              {row.of.kind} {row.number} {row.words}
            </span>
            <button type="button" className="button small" onClick={() => take(row)}>
              Take
              <span className="only-read-aloud">
                {" "}
                {row.of.kind} {row.number}
              </span>
            </button>
          </li>
        ))}
      </ol>
      {rows.length > rowsMost && (
        <p className="soft">{countText(rows.length - rowsMost, "more thing")} below these.</p>
      )}
    </section>
  );
}

function TimeLeft({ dueAt }: { readonly dueAt: number }) {
  const now = useNow();
  const left = dueAt - now;
  return (
    <span className={`work-clock ${left < 0 ? "late" : ""}`}>
      {left < 0 ? `+${clockText(-left)}` : clockText(left)}
      <span className="only-read-aloud">{left < 0 ? " over" : " left"}</span>
    </span>
  );
}

function Held({ title, claims }: { readonly title: string; readonly claims: readonly Claim[] }) {
  const act = useAct();
  const may = useMay("claim.release");
  if (claims.length === 0) return null;
  return (
    <section className="section stack" aria-label={title}>
      <h3>{title}</h3>
      <ul>
        {claims.map((each) => (
          <li key={each.claim} className="row wrap">
            <span>{claimText(each)}</span>
            <span className="soft">
              {each.by}, since {shortTimeText(each.claimedAt)}
            </span>
            <button
              type="button"
              className="button small quiet"
              disabled={!may || act.isBusy}
              onClick={() => void act.run({ type: "claim.release", claim: each.claim })}
            >
              Give back<span className="only-read-aloud"> {claimText(each)}</span>
            </button>
          </li>
        ))}
      </ul>
      <FaultNote text={act.fault} />
    </section>
  );
}
