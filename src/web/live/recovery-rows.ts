/** Vehicles to recover as rows, the oldest first. */

import { listRecoveries, type Recovery } from "../../core/custody/recovery.ts";
import { makeRowList } from "./row-cache.ts";

export interface RecoveryRow extends Recovery {
  readonly callSign: string;
}

export const listRecoveryRows = makeRowList<RecoveryRow>(
  (row) => row.recovery,
  ({ state }) =>
    listRecoveries(state).map((recovery) => ({
      ...recovery,
      callSign: state.text?.callSigns[recovery.unit] ?? `unit ${recovery.unit}`,
    })),
);
