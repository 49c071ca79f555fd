/** How the link between a region and a neighbour stands, as the server answers it and the console shows it. */

import type { Instant } from "../base/instant.ts";

export const linkKinds = ["this server", "another server", "none"] as const;
export type LinkKind = (typeof linkKinds)[number];

/** How the link from a region to a neighbour stands. */
export interface LinkPicture {
  /** Where the neighbour is; none = the server's configuration names no way to it. */
  readonly link: LinkKind;
  /** Null = never since the server started. */
  readonly heardAt: Instant | null;
  /** Since when nothing was heard; null = the link is not silent. */
  readonly silentSince: Instant | null;
  /** Messages to it that it has not said it took; null = it was never heard. */
  readonly waiting: number | null;
  /** Messages that it says it has told and that are not here; null = it never said. */
  readonly behind: number | null;
}
