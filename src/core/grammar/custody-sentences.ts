/** Sentences about custody, for the preview of a line: what would go into whose hands. */

import type { CustodyCommand } from "../custody/custody-commands.ts";
import type { Names } from "./names.ts";

export function custodySentence(command: CustodyCommand, names: Names): string {
  if (command.type === "item.register") return `Register ${command.code} (${command.kind})`;
  if (command.type === "recovery.open") return command.type;
  if (command.type === "recovery.assign")
    return `Recovery ${command.recovery} is owned by ${command.owner.kind} ${command.owner.name}: ${command.reason}`;
  if (command.type === "recovery.end")
    return `Recovery ${command.recovery} ends, ${command.end}: ${command.reason}`;
  const item = names.itemCodeOf(command.item);
  switch (command.type) {
    case "item.amend":
      return `Amend where ${item} belongs`;
    case "item.issue":
      return `Issue ${item} to ${names.staffNumberOf(command.person)}`;
    case "item.hand-over":
      return `${item} goes from ${names.holderOf(command.item) ?? "nobody"} to ${names.staffNumberOf(command.person)}`;
    case "item.hand-in":
      return `${item} is handed in by ${names.holderOf(command.item) ?? "nobody"}${placeText(command.station)}`;
    case "item.miss":
      return `${item} is missing: ${command.reason}`;
    case "item.find":
      return `${item} is found${placeText(command.station)}: ${command.reason}`;
    case "item.withdraw":
      return `${item} goes out of use: ${command.reason}`;
  }
}

function placeText(station: string | undefined): string {
  return station === undefined ? "" : ` at ${station}`;
}
