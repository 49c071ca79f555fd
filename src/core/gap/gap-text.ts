/** A gap in words: what was away from when until when. */

import { rfc3339FromInstant, type Instant } from "../../base/instant.ts";
import type { GapKind } from "../vocabulary.ts";
import type { NotedGap } from "./changes.ts";

function timeOf(at: Instant): string {
  return `${rfc3339FromInstant(at).slice(0, 19).replace("T", " ")} UTC`;
}

const begun: { readonly [K in Exclude<GapKind, `clock ${string}`>]: string } = {
  stopped: "Muster was stopped in order",
  crash: "Muster ended without an orderly end",
  unknown: "Muster was away, nobody knows since when exactly",
  "store hung": "the disk did not answer",
  paused: "Muster's process did not run",
};

export function gapText({ kind, beforeAt, afterAt }: NotedGap): string {
  if (kind === "clock forward" || kind === "clock back")
    return `the machine's clock was put ${kind.slice(6)} from ${timeOf(beforeAt)} to ${timeOf(afterAt)}`;
  return `${begun[kind]} from ${timeOf(beforeAt)} until ${timeOf(afterAt)}`;
}
