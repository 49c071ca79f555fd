/**
 * The page of a crew on a phone: what it is sent to, what is dangerous there, one big button for the next status, the
 * stack behind, a sign of life, the emergency. It says how old its data is and what is still on its way.
 */

import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { Command } from "../../core/commands.ts";
import { readJson } from "../api/client.ts";
import type { Session } from "../api/types.ts";
import { lookOf } from "../live/unit-rows.ts";
import { StatusShape } from "../parts/status-shape.tsx";
import { ageText, countText, sentenceCase, timeText } from "../view/format.ts";
import { CrewActs } from "./crew-acts.tsx";
import { CrewIncidentCard } from "./crew-incident-card.tsx";
import { CrewLevel } from "./crew-level.tsx";
import { LeftByCrew } from "./crew-hand-over.tsx";
import { CrewPeopleCard } from "./crew-people-card.tsx";
import { CrewWay } from "./crew-way.tsx";
import { CrewLink, type CrewLinkState } from "./crew-link.ts";
import { readHazardNames, type CrewView } from "./crew-views.ts";
import { EmergencyButton } from "./emergency-button.tsx";
import { pressText, projectStatus, type Projected } from "./next-status.ts";
import { owedSignOut } from "../session/owed-sign-out.ts";
import { dropKept } from "./kept-crew.ts";
import { Outbox, outboxLimits, type OutboxState } from "./outbox.ts";
import { useCrewPeople } from "./use-crew-people.ts";
import { PositionSharing } from "./position-sharing.ts";

export interface CrewPageProps {
  readonly session: Session;
  readonly region: { readonly id: string; readonly name: string };
  readonly unit: number;
  readonly onSignedOut: () => void;
  /** The server answers a page that was opened without it: it is asked now who is signed in. */
  readonly onReached: () => void;
}

interface CrewParts {
  readonly link: CrewLink;
  readonly outbox: Outbox;
  readonly sharing: PositionSharing;
}

function useCrewParts(props: CrewPageProps): CrewParts {
  const { session, region, unit } = props;
  const made = useMemo(() => {
    const link = new CrewLink(region.id, unit, session.clock.now, session.clock.speed);
    const outbox = new Outbox(session.account.id, () => void link.look().catch(() => undefined));
    const sharing = new PositionSharing(region.id, unit, () => link.now());
    return { link, outbox, sharing };
  }, [region.id, unit, session]);
  useEffect(() => {
    void made.link.run();
    made.sharing.resume();
    const onOnline = (): void => {
      made.link.wake();
      made.outbox.sendNow();
    };
    window.addEventListener("online", onOnline);
    return () => {
      window.removeEventListener("online", onOnline);
      made.link.stop();
      made.outbox.stop();
      made.sharing.stop();
    };
  }, [made]);
  return made;
}

function useHazardNames(region: string): ReadonlyMap<string, string> {
  const [names, setNames] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    // Without the names the codes are shown, which say the same.
    readHazardNames(region).then(setNames, () => undefined);
  }, [region]);
  return names;
}

export function CrewPage(props: CrewPageProps) {
  const { session, region, unit, onSignedOut, onReached } = props;
  const { link, outbox, sharing } = useCrewParts(props);
  const state = useSyncExternalStore(link.subscribe, link.getState);
  const pressed = useSyncExternalStore(outbox.subscribe, outbox.getState);
  const hazardNames = useHazardNames(region.id);
  useEffect(() => {
    if (state.phase === "signed out") onSignedOut();
    // A kept session has no CSRF value.
    if (state.phase === "live" && session.csrf === null) onReached();
  }, [state.phase, session.csrf, onSignedOut, onReached]);
  const press = (command: Command): void => outbox.put(region.id, command, link.now());
  const commands = pressed.kept.map((kept) => kept.command);
  const people = useCrewPeople(
    region.id,
    unit,
    state.view === undefined ? "" : `${pressed.kept.length} ${state.view.position}`,
  );
  const projected = state.view === undefined ? undefined : projectStatus(state.view.unit, commands);
  return (
    <main className="crew-page">
      <CrewHead view={state.view} projected={projected} regionName={region.name} />
      <DataAge state={state} />
      <CrewLevel region={region.id} heardAtMillis={state.heardAtMillis} />
      <OutboxLine pressed={pressed} onClear={() => outbox.clearRefusal()} />
      {state.view === undefined || projected === undefined ? (
        <p className="crew-card soft">Loading what your unit is sent to…</p>
      ) : (
        <>
          <Incidents
            region={region.id}
            view={state.view}
            projected={projected}
            hazardNames={hazardNames}
            now={() => link.now()}
          />
          {people !== undefined && <LeftByCrew people={people} onPress={press} />}
          <CrewActs unit={state.view.unit} projected={projected} people={people} onPress={press} />
          <EmergencyButton
            since={state.view.unit.emergencyAt}
            isPending={commands.some((command) => command.type === "unit.raise-emergency")}
            isCutOff={state.phase === "cut off"}
            onRaise={() => press({ type: "unit.raise-emergency", unit })}
          />
          {people !== undefined && (
            <CrewPeopleCard region={region.id} people={people} onPress={press} />
          )}
        </>
      )}
      <SharingSwitch sharing={sharing} />
      <CrewFoot session={session} onSignedOut={onSignedOut} />
    </main>
  );
}

function CrewHead(props: {
  readonly view: CrewView | undefined;
  readonly projected: Projected | undefined;
  readonly regionName: string;
}) {
  const { view, projected, regionName } = props;
  if (view === undefined || projected === undefined)
    return (
      <header className="crew-head">
        <h1>{regionName}</h1>
      </header>
    );
  const [shape] = lookOf(projected.status, view.unit.emergencyAt !== null);
  return (
    <header className="crew-head">
      <h1>{view.unit.callSign}</h1>
      <p className="crew-status" role="status">
        <StatusShape shape={shape} /> {sentenceCase(projected.status)}
      </p>
    </header>
  );
}

/** How old what is shown is; hatched when it is no longer live. */
function DataAge({ state }: { readonly state: CrewLinkState }) {
  const [nowMillis, setNowMillis] = useState(() => Date.now());
  useEffect(() => {
    const timer = setInterval(() => setNowMillis(Date.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const ageSeconds = Math.max(0, (nowMillis - state.heardAtMillis) / 1000);
  if (state.phase === "live" && ageSeconds < 8)
    return (
      <p className={`crew-age ${state.behind === 0 ? "faint" : "stale"}`}>
        Live, heard {ageText(ageSeconds)} ago
        {state.behind > 0 && `, behind by ${countText(state.behind, "event")}`}
      </p>
    );
  return (
    <p className="crew-age stale" role="status">
      {state.heardAtMillis === 0
        ? "Connecting…"
        : `Not connected since ${timeText(state.heardAtMillis * 1_000)}: what is here is ${ageText(ageSeconds)} old. Connecting again by itself.`}
    </p>
  );
}

/** What the control room does not know yet, and since when: so that a crew can say it by radio. */
function PressList({ kept }: { readonly kept: OutboxState["kept"] }) {
  return (
    <ol aria-label="Not received by the control room">
      {kept.map(({ id, command, occurredAt }) => (
        <li key={id}>
          {pressText(command)}, pressed {timeText(occurredAt)}
        </li>
      ))}
    </ol>
  );
}

function OutboxLine({
  pressed,
  onClear,
}: {
  readonly pressed: OutboxState;
  readonly onClear: () => void;
}) {
  const { kept, refusal, trouble } = pressed;
  return (
    <div aria-live="polite">
      {kept.length > 0 && (
        <div className="hint">
          {kept.length === 1 ? "1 press is" : `${kept.length} presses are`} on the way
          {trouble !== "" &&
            `, kept on this phone until the network is back (at most ${outboxLimits.kept})`}
          .{trouble !== "" && <PressList kept={kept} />}
        </div>
      )}
      {refusal !== "" && (
        <p className="fault row spread">
          <span>{refusal}</span>
          <button type="button" className="button small" onClick={onClear}>
            Seen
          </button>
        </p>
      )}
    </div>
  );
}

interface IncidentsProps {
  readonly region: string;
  readonly view: CrewView;
  readonly projected: Projected;
  readonly hazardNames: ReadonlyMap<string, string>;
  readonly now: () => number;
}

function Incidents({ region, view, projected, hazardNames, now }: IncidentsProps) {
  const active = view.incidents.find((one) => one.incident === projected.incident);
  const stacked = view.incidents.filter((one) => one !== active);
  return (
    <>
      {active === undefined ? (
        <p className="crew-card crew-idle">
          {projected.incident === 0 ? "No incident now." : `Incident ${projected.incident}`}
        </p>
      ) : (
        <CrewIncidentCard
          incident={active}
          unit={view.unit.unit}
          hazardNames={hazardNames}
          now={now}
        />
      )}
      {active !== undefined && projected.status !== "at scene" && (
        <CrewWay
          key={active.incident}
          region={region}
          unit={view.unit.unit}
          incident={active.incident}
        />
      )}
      {stacked.length > 0 && (
        <section className="crew-card" aria-label="Next incidents">
          <h2>Next</h2>
          <ol>
            {stacked.map((one) => (
              <li key={one.incident} className="crew-next">
                <b>{one.incident}</b> {one.incidentTypeName}
                <span className="soft">{one.place}</span>
              </li>
            ))}
          </ol>
        </section>
      )}
    </>
  );
}

function SharingSwitch({ sharing }: { readonly sharing: PositionSharing }) {
  const { isOn, fault, sentAtMillis } = useSyncExternalStore(sharing.subscribe, sharing.getState);
  return (
    <div className="crew-sharing">
      <label className="row">
        <input
          type="checkbox"
          checked={isOn}
          onChange={(event) => sharing.switch(event.target.checked)}
        />
        This phone tells where the unit is
      </label>
      {isOn && (
        <p className={fault === "" ? "faint" : "soon"} role="status">
          {fault !== "" ? fault : sentAtMillis === 0 ? "Waiting for a position" : "Position sent"}
        </p>
      )}
    </div>
  );
}

function CrewFoot({ session, onSignedOut }: Pick<CrewPageProps, "session" | "onSignedOut">) {
  const leave = (): void => {
    owedSignOut.begin();
    onSignedOut();
  };
  const toConsole = async (): Promise<void> => {
    await readJson("/api/session/demo", { method: "POST", body: { role: "supervisor" } });
    dropKept();
    location.assign("/");
  };
  return (
    <footer className="crew-foot">
      <span className="faint">{session.account.name}</span>
      {session.demo ? (
        <button type="button" className="button" onClick={() => void toConsole()}>
          Back to the console
        </button>
      ) : (
        <button type="button" className="button" onClick={leave}>
          Sign out
        </button>
      )}
    </footer>
  );
}
