/**
 * One line across the screen when what is shown may be old (the stream is cut off), when the server takes no
 * commands (its store failed, it is stopping), or when the record lags or lacks witnesses. Silence would look like a quiet night.
 */

import { useEffect, useRef, useState } from "react";
import type { LinkStatus } from "../live/region-view.ts";
import { useLink } from "../live/use-region.ts";
import { useRecordStatus } from "./record-status.ts";
import { recordWarning } from "./record-text.ts";

function bannerText(link: LinkStatus): string {
  if (link.phase === "cut off")
    return `Cut off from the server: what you see is old. ${link.reason} Connecting again by itself.`;
  if (link.region === "failed")
    return "The server's store failed: it shows what it has and refuses commands. Nothing acknowledged is lost. Call whoever runs it.";
  if (link.region === "stopping") return "The server is stopping and takes no more commands.";
  if (link.region === "loading")
    return "The server is folding its log anew; commands go again in a moment.";
  return "";
}

/** How long the line stands that says the way is free again. */
const againMillis = 10_000;

/** Seconds for which the screen was cut off, for a while after it has caught up; 0 = nothing to say. */
function useRecovery({ phase, behind }: LinkStatus): number {
  const cutAtMillis = useRef(0);
  const [cutSeconds, setCutSeconds] = useState(0);
  useEffect(() => {
    if (phase === "cut off" && cutAtMillis.current === 0) cutAtMillis.current = performance.now();
    if (phase !== "live" || behind > 0 || cutAtMillis.current === 0) return;
    setCutSeconds(Math.max(1, Math.round((performance.now() - cutAtMillis.current) / 1000)));
    cutAtMillis.current = 0;
  }, [phase, behind]);
  useEffect(() => {
    if (cutSeconds === 0) return undefined;
    const timer = setTimeout(() => setCutSeconds(0), againMillis);
    return () => clearTimeout(timer);
  }, [cutSeconds]);
  return cutSeconds;
}

export function LinkBanner() {
  const link = useLink();
  const text = bannerText(link);
  const record = useRecordStatus();
  const cutSeconds = useRecovery(link);
  if (text === "" && cutSeconds > 0)
    return (
      <p className="link-banner again" role="status">
        Connected again after {cutSeconds} s. What happened meanwhile is on the screen, and nothing
        that was confirmed is missing.
      </p>
    );
  if (text === "" && record !== undefined && record !== null && recordWarning(record) !== "")
    return (
      <p className="link-banner" role="alert">
        {recordWarning(record)}
      </p>
    );
  if (text === "") return null;
  return (
    <p className="link-banner stale" role="alert">
      {text}
    </p>
  );
}
