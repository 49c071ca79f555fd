/** Takes the next work of the list, or one of it: claims it, answers it where it rings, and opens it. */

import type { Command } from "../../core/commands.ts";
import type { WorkRow } from "../live/work-rows.ts";
import { openContact, openIncident } from "../view/view-state.ts";

type Send = (command: Command) => Promise<unknown>;

/** Opens at once: a claim is advice, and a link that is slow with it must not keep anybody from the work. */
export async function takeWork(row: WorkRow, send: Send | undefined): Promise<void> {
  if (row.of.kind === "contact") openContact(row.number);
  else openIncident(row.number);
  if (send === undefined) return;
  const answer: Command = { type: "contact.answer", contact: row.number };
  await Promise.all([
    row.rings ? send(answer) : undefined,
    send({ type: "claim.make", of: row.of }),
  ]);
}
