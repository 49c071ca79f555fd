/** That the manual pack could not be written, and that it is again, as facts. One that is written says nothing. */

import type { EventBase } from "../events.ts";

export interface ManualPackFailed extends EventBase {
  readonly type: "manual-pack.failed";
}
export interface ManualPackRecovered extends EventBase {
  readonly type: "manual-pack.recovered";
}

export type ManualPackEvent = ManualPackFailed | ManualPackRecovered;
