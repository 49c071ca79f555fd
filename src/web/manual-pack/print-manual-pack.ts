/**
 * One key for paper: opens the region's manual pack in a tab of its own and prints it. Whoever may not have it gets
 * nothing, as with every command that a role has not.
 */

import type { Role } from "../../core/vocabulary.ts";

/** As the route has them (src/http/routes/manual-pack.ts). */
const printers: readonly Role[] = ["dispatcher", "supervisor", "administrator"];

export function printManualPack(region: string, role: Role): void {
  if (!printers.includes(role)) return;
  const tab = window.open(`/api/regions/${encodeURIComponent(region)}/manual-pack`, "_blank");
  // Null where the browser lets no tab open; it says so itself.
  tab?.addEventListener("load", () => tab.print(), { once: true });
}
