/**
 * One line across the screen when what is shown may be old (the stream is cut off) or when the server takes no
 * commands (its store failed, it is stopping). Silence would look like a quiet night.
 */

import type { LinkStatus } from "../live/region-view.ts";
import { useLink } from "../live/use-region.ts";

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

export function LinkBanner() {
  const text = bannerText(useLink());
  if (text === "") return null;
  return (
    <p className="link-banner stale" role="alert">
      {text}
    </p>
  );
}
