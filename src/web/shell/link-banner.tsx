/** When the stream is cut off, one line across the screen says so: what is shown is old, commands may not arrive. */

import { useLink } from "../live/use-region.ts";

export function LinkBanner() {
  const link = useLink();
  if (link.phase !== "cut off") return null;
  return (
    <p className="link-banner stale" role="alert">
      Cut off from the server: what you see is old. {link.reason} Connecting again by itself.
    </p>
  );
}
