/** The content security policy of a page that needs nothing beside itself: nothing may be loaded or run, and its one style is taken. */
import { createHash } from "node:crypto";

export function selfContainedPolicy(style: string): string {
  return [
    "default-src 'none'",
    `style-src 'sha256-${createHash("sha256").update(style).digest("base64")}'`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
