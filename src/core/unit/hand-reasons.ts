/** The reasons that a person may give for an unavailable unit: all but the one that mutual aid sets and ends. */

import { unavailabilityReasons, type UnavailabilityReason } from "../vocabulary.ts";

export const handReasons: readonly Exclude<UnavailabilityReason, "lent">[] =
  unavailabilityReasons.names.filter((reason) => reason !== "lent");
