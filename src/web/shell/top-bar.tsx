/**
 * The top bar: which world this is (LIVE, REPLAY, REHEARSAL; a demo says so), which region, what time it is there and
 * how fast, how fresh every feed is, how many alarms wait, and the way to everything else.
 */

import { useEffect } from "react";
import { AidButton } from "../aid/aid-button.tsx";
import { ForecastButton } from "../forecast/forecast-button.tsx";
import { ClosureButton } from "../closures/closure-button.tsx";
import { CustodyButton } from "../custody/custody-button.tsx";
import { RequestButton } from "../requests/request-button.tsx";
import { MusterButton } from "../muster/muster-button.tsx";
import { LevelButton } from "../level/level-strip.tsx";
import { listAlarmRows } from "../live/alarm-rows.ts";
import { useConsole, useNow, useRegion, useSend } from "../live/use-region.ts";
import { owedSignOut } from "../session/owed-sign-out.ts";
import { dropAllDrafts } from "../contact/draft.ts";
import type { Role } from "../../core/vocabulary.ts";
import type { Mode } from "../api/types.ts";
import { dayText, timeText } from "../view/format.ts";
import { setPreference } from "../view/preferences.ts";
import { useTheme } from "../view/theme.ts";
import { changeView, openContact, openPanel, useViewState } from "../view/view-state.ts";
import { DemoMenu } from "./demo-menu.tsx";
import { FeedAges } from "./feed-ages.tsx";
import "./top-bar.css";

const modeTags: { readonly [K in Mode]: string } = {
  live: "LIVE",
  replay: "REPLAY",
  rehearsal: "REHEARSAL",
};

export interface TopBarProps {
  readonly regionName: string;
  readonly mode: Mode;
  readonly onSignedOut: () => void;
}

export function TopBar({ regionName, mode, onSignedOut }: TopBarProps) {
  const { session, region } = useConsole();
  return (
    <header className="top-bar" data-mode={mode}>
      <h1 className="only-read-aloud">Muster, {regionName}</h1>
      <span className="mode-tag" data-mode={mode}>
        {modeTags[mode]}
        {mode !== "live" && <span className="mode-note">commands are off</span>}
      </span>
      {session.regions.length > 1 ? (
        <select
          className="input region-choice"
          aria-label="Region"
          value={region}
          onChange={(event) =>
            changeView({ region: event.target.value, incident: 0, contact: "", unit: -1 }, true)
          }
        >
          {session.regions.map((known) => (
            <option key={known.id} value={known.id}>
              {known.name}
            </option>
          ))}
        </select>
      ) : (
        <span className="region-name cut">{regionName}</span>
      )}
      <Clock />
      {session.demo && <DemoMenu />}
      <span className="top-bar-space" />
      <FeedAges />
      <ForecastButton />
      <LevelButton />
      <ClosureButton />
      <MusterButton />
      <CustodyButton />
      <RequestButton />
      <AidButton />
      <AlarmButton />
      <NewContactButton />
      <PartsMenu />
      <PersonMenu onSignedOut={onSignedOut} />
    </header>
  );
}

function Clock() {
  const { live, isReplaying } = useConsole();
  const now = useNow(live.speed > 1 || isReplaying ? 250 : 1000);
  return (
    <span className="top-clock">
      <time className="top-clock-time">{timeText(now)}</time>
      <span className="top-clock-day">{dayText(now)}</span>
      {live.speed !== 1 && !isReplaying && (
        <span className="chip" title="Time in this world runs faster than on the wall">
          ×{live.speed}
        </span>
      )}
    </span>
  );
}

function AlarmButton() {
  const counts = useRegion((view) => {
    const rows = listAlarmRows(view);
    const raised = rows.filter((row) => row.state === "raised").length;
    return { raised, rest: rows.length - raised };
  });
  const { panel } = useViewState();
  useEffect(() => {
    document.title = counts.raised === 0 ? "Muster" : `(${counts.raised}) Muster`;
  }, [counts.raised]);
  return (
    <button
      type="button"
      className={`button alarm-button ${counts.raised > 0 ? "raised" : ""}`}
      aria-pressed={panel === "alarms"}
      onClick={() => (panel === "alarms" ? changeView({ panel: "" }, true) : openPanel("alarms"))}
    >
      {counts.raised === 0
        ? "No alarms"
        : `${counts.raised} ${counts.raised === 1 ? "alarm" : "alarms"}`}
      {counts.rest > 0 && <span className="alarm-rest">+{counts.rest} seen</span>}
    </button>
  );
}

function NewContactButton() {
  const send = useSend();
  return (
    <button
      type="button"
      className="button"
      disabled={send === undefined}
      onClick={() => openContact("new")}
    >
      New contact <kbd className="key">n</kbd>
    </button>
  );
}

/** Who may read the log. */
const mayReport: readonly Role[] = ["supervisor", "overseer", "administrator"];
const parts = ["queue", "units", "map"] as const;

/** Which parts this screen shows: rooms have several screens, each with its own address. */
function PartsMenu() {
  const { show } = useViewState();
  const shown = show.split(",");
  const toggle = (part: string): void => {
    const next = parts.filter((known) =>
      known === part ? !shown.includes(known) : shown.includes(known),
    );
    if (next.length > 0) changeView({ show: next.join(",") }, true);
  };
  return (
    <div className="row parts-menu" role="group" aria-label="Parts of this screen">
      {parts.map((part) => (
        <button
          key={part}
          type="button"
          className="button small"
          aria-pressed={shown.includes(part)}
          onClick={() => toggle(part)}
        >
          {part.slice(0, 1).toUpperCase() + part.slice(1)}
        </button>
      ))}
    </div>
  );
}

/** A popover of the browser's own: Escape and a click elsewhere close it without a line of ours. */
function PersonMenu({ onSignedOut }: { readonly onSignedOut: () => void }) {
  const { session } = useConsole();
  const theme = useTheme();
  const leave = (): void => {
    // What was typed belongs to the person who leaves.
    dropAllDrafts();
    owedSignOut.begin();
    onSignedOut();
  };
  const turn = (): void => {
    changeView({ theme: "" });
    setPreference("theme", theme === "dark" ? "light" : "dark");
  };
  const item = { type: "button", className: "button quiet", popoverTarget: "person-list" } as const;
  return (
    <>
      <button {...item}>
        {session.account.name}
        <span className="faint person-role">{session.account.role}</span>
      </button>
      <div id="person-list" popover="auto" className="person-list">
        <button {...item} onClick={turn}>
          {theme === "dark" ? "Light theme" : "Dark theme"}
        </button>
        <button {...item} onClick={() => openPanel("reduced-crew")}>
          Reduced crew <kbd className="key">l</kbd>
        </button>
        <button {...item} onClick={() => openPanel("directives")}>
          Directives <kbd className="key">d</kbd>
        </button>
        <button {...item} onClick={() => openPanel("keys")}>
          Keys <kbd className="key">?</kbd>
        </button>
        {mayReport.includes(session.account.role) && (
          <button {...item} onClick={() => changeView({ page: "grades" }, true)}>
            Report of gradings
          </button>
        )}
        {session.account.role === "administrator" && (
          <button {...item} onClick={() => changeView({ page: "accounts" }, true)}>
            Accounts
          </button>
        )}
        <button {...item} onClick={() => changeView({ page: "hand-over" }, true)}>
          Hand over <kbd className="key">b</kbd>
        </button>
        <button {...item} onClick={leave}>
          Sign out
        </button>
      </div>
    </>
  );
}
