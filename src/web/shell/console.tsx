/**
 * The console of one region: frame, top bar, command line, queue, units, map, side panel and time bar. It gives the
 * parts their region and knows nothing of what they show. LIVE, REPLAY and REHEARSAL have frames that can't be
 * mistaken for each other; outside LIVE `useSend` gives no way to send a command.
 */

import { useEffect, useMemo, useSyncExternalStore } from "react";
import { AlarmAnnouncer } from "../alarms/alarm-announcer.tsx";
import type { Session } from "../api/types.ts";
import type { LiveRegion } from "../live/live-region.ts";
import { consoleContext, type ConsoleContext } from "../live/use-region.ts";
import { LevelStrip } from "../level/level-strip.tsx";
import { NoUnitStrip } from "../no-unit/no-unit-strip.tsx";
import { ReplayRegion } from "../replay/replay-region.ts";
import { TimeBar } from "../replay/time-bar.tsx";
import { WaitPage } from "../session/wait-page.tsx";
import { useViewState } from "../view/view-state.ts";
import { HandOverStrip } from "../hand-over/hand-over-strip.tsx";
import { WarningStrip } from "../warnings/warning-strip.tsx";
import { ConsoleBody } from "./console-body.tsx";
import "./console.css";
import { LinkBanner } from "./link-banner.tsx";
import { TopBar } from "./top-bar.tsx";

export interface ConsoleProps {
  readonly session: Session;
  readonly region: { readonly id: string; readonly name: string };
  readonly live: LiveRegion;
  readonly onSignedOut: () => void;
}

/** The replay while `at` is in the address; undefined = live. */
function useReplay(live: LiveRegion): ReplayRegion | undefined {
  const { at } = useViewState();
  const isReplay = at > 0;
  const replay = useMemo(
    () => (isReplay ? new ReplayRegion(live.region) : undefined),
    [isReplay, live.region],
  );
  useEffect(() => () => replay?.stop(), [replay]);
  useEffect(() => replay?.seek(at), [replay, at]);
  return replay;
}

export function Console({ session, region, live, onSignedOut }: ConsoleProps) {
  const replay = useReplay(live);
  const liveLink = useSyncExternalStore(
    (listener) => live.subscribe(listener),
    () => live.getLink(),
  );
  const isReady = useSyncExternalStore(
    (listener) => (replay ?? live).subscribe(listener),
    () => (replay ?? live).findView()?.state.policy !== undefined,
  );
  useEffect(() => {
    if (liveLink.phase === "signed out") onSignedOut();
  }, [liveLink.phase, onSignedOut]);
  const context = useMemo<ConsoleContext>(() => {
    const source = replay?.findView() === undefined ? live : replay;
    return { session, region: region.id, source, live, isReplaying: replay !== undefined };
    // `isReady` is here because the replay becomes the source only when its first state is there.
    // eslint-disable-next-line react/exhaustive-deps
  }, [session, region.id, live, replay, isReady]);
  const liveView = live.findView();
  if (liveView === undefined)
    return <WaitPage what={`Loading ${region.name}`} fault={liveLink.reason} />;
  if (liveView.state.policy === undefined)
    return <WaitPage what={unconfiguredText(region.name)} fault="" />;
  const mode = replay === undefined ? session.mode : "replay";
  return (
    <consoleContext.Provider value={context}>
      <div className="console" data-mode={mode}>
        <TopBar regionName={region.name} mode={mode} onSignedOut={onSignedOut} />
        <LinkBanner />
        <WarningStrip />
        <HandOverStrip />
        <LevelStrip />
        <NoUnitStrip />
        <ConsoleBody />
        <TimeBar replay={replay} />
      </div>
      <AlarmAnnouncer />
    </consoleContext.Provider>
  );
}

function unconfiguredText(name: string): string {
  return `${name} has no configuration yet: an administrator gives it one with the command region.configure. Waiting`;
}
