/**
 * Whether a policy accepts a checkpoint: signed by one of its logs, whose name is the origin, and cosigned by enough of
 * its witnesses. What is missing of witnesses is said, so that their absence can be shown.
 */

import { faultOf, shortly, type Outcome } from "../fault.ts";
import { readCheckpoint, type Checkpoint } from "../note/checkpoint.ts";
import type { SignatureCrypto } from "../note/keys.ts";
import { openNote, readNote } from "../note/note.ts";
import { makeVerifier, timestampOf } from "../note/signatures.ts";
import type { Policy, PolicyWitness } from "./policy.ts";

export interface Cosigned {
  readonly witness: PolicyWitness;
  /** Seconds since 1970. */
  readonly timestamp: bigint;
}

export interface AcceptedCheckpoint {
  readonly checkpoint: Checkpoint;
  readonly cosigned: readonly Cosigned[];
  /** Witnesses of the policy that did not cosign. */
  readonly missing: readonly PolicyWitness[];
}

/** A policy without logs accepts the checkpoints of none: whoever knows the log from elsewhere puts it in first. */
export function checkPolicy(
  crypto: SignatureCrypto,
  policy: Policy,
  note: Uint8Array | string,
): Outcome<AcceptedCheckpoint> {
  const read = readNote(note);
  if (read.fault !== undefined) return read;
  const checkpoint = readCheckpoint(read.value.text);
  if (checkpoint.fault !== undefined) return checkpoint;
  const { origin } = checkpoint.value;
  const logs = policy.logs
    .filter(({ key }) => key.name === origin)
    .map(({ key }) => ({ ...makeVerifier(crypto, key), witness: undefined }));
  if (logs.length === 0) {
    return faultOf("record.unsigned", `The policy knows no log ${shortly(origin)}`);
  }
  const witnesses = policy.witnesses.map((witness) => ({
    ...makeVerifier(crypto, witness.key),
    witness,
  }));
  const opened = openNote(note, [...logs, ...witnesses]);
  if (opened.fault !== undefined) return opened;
  const { verified } = opened.value;
  if (!verified.some(({ verifier }) => verifier.witness === undefined)) {
    return faultOf("record.unsigned", `No known key of the log ${shortly(origin)} signed it`);
  }
  const cosigned = verified.flatMap(({ verifier: { witness }, signature }) =>
    witness === undefined ? [] : [{ witness, timestamp: timestampOf(signature.signature) ?? 0n }],
  );
  const names = new Set(cosigned.map(({ witness }) => witness.name));
  if (!isMet(policy, names)) {
    return faultOf(
      "record.no-quorum",
      `Cosigned by ${names.size} of ${policy.witnesses.length} witnesses, which the quorum does not accept`,
    );
  }
  const missing = policy.witnesses.filter(({ name }) => !names.has(name));
  return { value: { checkpoint: checkpoint.value, cosigned, missing } };
}

/** Groups only name what stands before them, so one pass in their order settles all. */
function isMet({ groups, quorum }: Policy, cosigned: ReadonlySet<string>): boolean {
  if (quorum === undefined) return true;
  const met = new Set(cosigned);
  for (const { name, threshold, members } of groups) {
    if (members.filter((member) => met.has(member)).length >= threshold) met.add(name);
  }
  return met.has(quorum);
}
