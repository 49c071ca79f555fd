/**
 * The service level as the screens show it, and everybody who is deferred or was promised a call-back, the one due first
 * in front. Values are measured at the last event, so that the same position always shows the same.
 */

import { findLevelReading, listPromiseRows, type LevelReading } from "../../core/level/read.ts";
import { deferralOrigins, type DeferralOrigin } from "../../core/vocabulary.ts";
import type { Instant } from "../../base/instant.ts";
import type { RegionView } from "./region-view.ts";
import { makeRowList } from "./row-cache.ts";

/** Undefined where the region has no plan for service levels. */
export function readLevel({ state }: RegionView): LevelReading | undefined {
  return findLevelReading(state, state.columns.head.lastAt[0]);
}

export interface PromiseRow {
  readonly incident: number;
  readonly type: string;
  /** `none` = units are sent for again, and the call-back is still owed. */
  readonly by: DeferralOrigin;
  /** 0 = nobody is to be called back any more. */
  readonly callBackAt: Instant;
  readonly isMissed: boolean;
  readonly isTold: boolean;
  readonly told: string;
  readonly reason: string;
}

export const listPromises = makeRowList<PromiseRow>(
  (row) => row.incident,
  ({ state }) => {
    const { incidents } = state.columns;
    return listPromiseRows(state).map((row): PromiseRow => {
      const incident = incidents.number[row];
      const words = state.text?.promises.get(incident);
      return {
        incident,
        type: state.policy?.config.incidentTypes[incidents.type[row]]?.name ?? "",
        by: deferralOrigins.names[incidents.deferredBy[row]],
        callBackAt: incidents.callBackAt[row],
        isMissed: incidents.promiseAlarm[row] >= 0,
        isTold: incidents.told[row] === 1,
        told: words?.told ?? "",
        reason: words?.reason ?? "",
      };
    });
  },
);
