/**
 * The proof on a verdict card: entries that were counted, each with its way to the root of the newest signed checkpoint of the
 * region's record. All are of one checkpoint. Undefined where no record is kept or nothing is signed yet: then the card says so.
 */

import type { CardInclusion, CardProof } from "../../record/statement/card.ts";
import { readCheckpoint } from "../../record/note/checkpoint.ts";
import { toBase64 } from "../../record/bytes.ts";
import { RecordLogFault } from "../record/fault.ts";
import type { RecordKeeper } from "../record/record-keeper.ts";

/** Of all that were counted; a card is kept in the log, and each proof has a hash for every doubling of it. */
const mostInclusions = 10;
/** Beside the proofs of a definition of normal there is room for so many. */
const besideDefinition = 4;

type Proofs = Pick<RecordKeeper, "proveInclusions">;

export async function makeCardProof(
  record: Proofs | undefined,
  region: string,
  positions: readonly number[],
  hasDefinition = false,
): Promise<CardProof | null> {
  if (record === undefined) return null;
  const counted = [...new Set(positions)];
  const indexes = counted
    .slice(0, hasDefinition ? besideDefinition : mostInclusions)
    .map((position) => position - 1);
  try {
    const { note, proofs } = await record.proveInclusions(region, indexes);
    const { value } = readCheckpoint(note.slice(0, note.indexOf("\n\n") + 1));
    if (value === undefined) return null;
    return {
      origin: value.origin,
      treeSize: Number(value.size),
      rootHash: toBase64(value.root),
      checkpoint: note,
      inclusions: proofs.map(({ index, path, entry }): CardInclusion => ({
        position: index + 1,
        index,
        entry: new TextDecoder().decode(entry),
        path: path.map(toBase64),
      })),
      counted: counted.length,
    };
  } catch (error) {
    if (error instanceof RecordLogFault) return null;
    throw error;
  }
}
