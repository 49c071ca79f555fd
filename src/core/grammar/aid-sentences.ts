/** Sentences about mutual aid, for the preview of a line. */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { AidCommand } from "../aid/aid-commands.ts";
import type { Names } from "./names.ts";

/** `90 min`, `8 h`. */
function spanTo(at: Instant, now: Instant): string {
  const minutes = Math.round((at - now) / microsPerMinute);
  return minutes >= 120 && minutes % 60 === 0 ? `${minutes / 60} h` : `${minutes} min`;
}

function unitsText(units: readonly number[] | undefined, names: Names): string {
  return units === undefined ? "all units" : units.map((unit) => names.callSignOf(unit)).join(", ");
}

export function aidSentence(command: AidCommand, names: Names, now: Instant): string {
  switch (command.type) {
    case "aid.ask": {
      const { quantity, region, skills = [], grade, area, untilAt, words } = command;
      const which = skills.length === 0 ? "" : ` with ${skills.join(", ")}`;
      const why =
        grade === undefined ? "" : ` for ${grade}${area === undefined ? "" : ` in ${area}`}`;
      return `Ask ${region ?? "the nearest tier"} for ${quantity} units${which}${why}, for ${spanTo(untilAt, now)}${words === undefined ? "" : `: ${words}`}`;
    }
    case "aid.commit":
      return `Lend ${unitsText(command.units, names)} for request ${command.request}`;
    case "aid.arrive":
      return `Of request ${command.request} report here: ${unitsText(command.units, names)}`;
    case "aid.release":
      return `Let go ${unitsText(command.units, names)} of request ${command.request}: ${command.reason}`;
    case "aid.recall":
      return `Ask for ${unitsText(command.units, names)} of request ${command.request} back: ${command.reason}`;
    case "aid.return":
      return `${names.callSignOf(command.unit)} is home again`;
    case "aid.note-link":
      return `${command.region} was heard last`;
    case "aid.receive":
      return `Message ${command.position} of ${command.fromRegion}`;
  }
}
