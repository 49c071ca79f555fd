/** What must hold of claims: one of a subject, of work that is open, by somebody, and an alarm exactly where it came back. */

import { listClaims, claimText } from "../../core/claim/read.ts";
import {
  findContactRow,
  findIncidentRow,
  type RegionState,
} from "../../core/state/region-state.ts";
import { contactStates, incidentStates } from "../../core/vocabulary.ts";
import { equal, type Say } from "./fault-tools.ts";

export function checkClaims(state: RegionState, say: Say): void {
  const { claims, head, incidents, contacts } = state.columns;
  const list = listClaims(state);
  equal(say, "claims that stand", head.claims[0], list.length);
  equal(say, "claimed subjects", new Set(list.map(claimText)).size, list.length);
  for (const each of list) {
    const row = claims.number.indexOf(each.claim);
    const name = `claim ${each.claim} of ${claimText(each)}`;
    equal(say, `${name}: alarm`, claims.alarm[row] >= 0, each.returnedAt > 0);
    if (each.by === "") say(`${name} is nobody's`);
    if (each.kind === "incident") {
      const at = findIncidentRow(state, each.number);
      if (at < 0 || incidents.state[at] === incidentStates.code.closed) say(`${name} is over`);
    }
    if (each.kind === "contact") {
      const at = findContactRow(state, each.number);
      const { linked, ended } = contactStates.code;
      if (at < 0 || contacts.state[at] === linked || contacts.state[at] === ended)
        say(`${name} is over`);
    }
  }
}
