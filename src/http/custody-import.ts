/**
 * Items from a file into a region: each row becomes one command at most. An item that stands like that already is left alone, one
 * that belongs elsewhere now is amended; so the same file can be sent again. What can not be taken is listed with line and reason.
 */

import { randomUUID } from "node:crypto";
import type { Actor } from "../core/authority.ts";
import type { Command } from "../core/commands.ts";
import { itemKinds } from "../core/vocabulary.ts";
import { RefusedError } from "../live/fault.ts";
import type { RegionRuntime } from "../live/region-runtime.ts";

export const itemColumns = ["code", "kind", "station", "unit"] as const;
export type ItemColumn = (typeof itemColumns)[number];

export const itemFileLimits = { rows: 5_000, cellLength: 100 } as const;

export interface ItemRow {
  readonly line: number;
  readonly cells: { readonly [C in ItemColumn]?: string };
}

export interface TakenItem {
  readonly line: number;
  readonly item: number | null;
  readonly did: "registered" | "amended" | "nothing";
}

export interface ItemFault {
  readonly line: number;
  readonly code: string;
  readonly detail: string;
}

export interface ItemImport {
  readonly taken: TakenItem[];
  readonly faults: ItemFault[];
}

const importedAtOnce = 50;

export async function importItems(
  region: RegionRuntime,
  actor: Actor,
  rows: readonly ItemRow[],
): Promise<ItemImport> {
  const done: ItemImport = { taken: [], faults: [] };
  const seen = new Map<string, number>();
  const fresh = rows.filter(({ line, cells }) => {
    const code = codeOf(cells);
    const before = seen.get(code);
    if (before === undefined) seen.set(code, line);
    else done.faults.push({ line, code: "value.invalid", detail: `code: "${code}" stands on line ${before} already` }); // prettier-ignore
    return before === undefined;
  });
  for (let from = 0; from < fresh.length; from += importedAtOnce)
    await Promise.all(
      fresh.slice(from, from + importedAtOnce).map((row) => takeRow(region, actor, row, done)),
    );
  for (const list of [done.taken, done.faults]) list.sort((a, b) => a.line - b.line);
  return done;
}

function codeOf(cells: ItemRow["cells"]): string {
  return cells.code?.trim().toUpperCase() ?? "";
}

async function takeRow(
  region: RegionRuntime,
  actor: Actor,
  row: ItemRow,
  done: ItemImport,
): Promise<void> {
  const { line } = row;
  const command = commandOf(region, row);
  if ("detail" in command) {
    done.faults.push(command);
    return;
  }
  const id = randomUUID();
  try {
    const { made } = await region.submit({ id, digest: id, actor, read: () => [command] });
    const item = command.type === "item.amend" ? command.item : (made.item ?? null);
    done.taken.push({ line, item, did: command.type === "item.amend" ? "amended" : "registered" });
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    const { code, message } = error.refusal;
    if (code === "item.unchanged" && command.type === "item.amend")
      done.taken.push({ line, item: command.item, did: "nothing" });
    else done.faults.push({ line, code, detail: message });
  }
}

type ItemCommand = Extract<Command, { type: "item.register" | "item.amend" }>;

function commandOf({ state }: RegionRuntime, { line, cells }: ItemRow): ItemCommand | ItemFault {
  const code = codeOf(cells);
  const kind = cells.kind?.trim().toLowerCase() ?? "";
  const station = cells.station?.trim() ?? "";
  const callSign = cells.unit?.trim().toUpperCase() ?? "";
  const ofUnit = callSign === "" ? undefined : state.text?.unitOfCallSign.get(callSign);
  if (callSign !== "" && ofUnit === undefined)
    return { line, code: "unit.unknown", detail: `unit: got "${callSign.slice(0, 40)}", expected the call sign of a unit of this region` }; // prettier-ignore
  const known = state.text?.itemOfCode.get(code);
  if (known !== undefined) {
    const is = itemKinds.names[state.columns.items.kind[known]];
    if (kind !== "" && kind !== is)
      return { line, code: "item.known", detail: `kind: got "${kind.slice(0, 40)}", and ${code} is a ${is}; a thing does not become another` }; // prettier-ignore
    return {
      type: "item.amend",
      item: known,
      station: station === "" ? null : station,
      ofUnit: ofUnit ?? null,
    };
  }
  if (!itemKinds.has(kind))
    return { line, code: "value.invalid", detail: `kind: got "${kind.slice(0, 40)}", expected one of ${itemKinds.names.join(", ")}` }; // prettier-ignore
  return {
    type: "item.register",
    code,
    kind,
    ...(station === "" ? {} : { station }),
    ...(ofUnit === undefined ? {} : { ofUnit }),
  };
}
