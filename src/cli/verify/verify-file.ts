/**
 * A proof that stands alone, checked offline with nothing but a key or a policy: a tlog-proof (of `--event`, or of
 * `/record/REGION/proof/POSITION`), or a verdict card with its inclusion proofs. What a file claims beside its proof is
 * shown and not believed: a card's verdict is the work of whoever made it, its evidence is what is proven.
 */
import { z } from "zod";
import { nodeCrypto, sha256 } from "../../live/record/node-crypto.ts";
import { readBase64, toBase64, toUtf8 } from "../../record/bytes.ts";
import { readEntry } from "../../record/entry/entry.ts";
import { checkPolicy, type AcceptedCheckpoint } from "../../record/policy/check-policy.ts";
import type { Policy } from "../../record/policy/policy.ts";
import { checkProofFile, proofHeader, readProofFile } from "../../record/proof/proof-file.ts";
import { checkPublication, type ProvenEntry } from "../../record/statement/publication.ts";
import { checkInclusion } from "../../record/tree/check-proof.ts";
import { makeTreeHasher } from "../../record/tree/hash.ts";
import type { Finding } from "./verify-record.ts";

export interface VerifiedFile {
  readonly accepted: AcceptedCheckpoint | undefined;
  readonly findings: readonly Finding[];
  /** What is proven, a line each. */
  readonly proven: readonly string[];
}

const hasher = makeTreeHasher(sha256);

/** `entry`: what the proof is about, where the file does not bring it. */
export function verifyFile(
  bytes: Uint8Array,
  policy: Policy,
  entry: Uint8Array | undefined,
): VerifiedFile {
  const text = Buffer.from(bytes).toString("utf8");
  if (text.startsWith(proofHeader)) return verifyProof(bytes, policy, entry);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const message = `Got neither a proof (its first line is ${proofHeader}) nor a verdict card (JSON)`;
    return { accepted: undefined, findings: [{ code: "record.wrong-proof", message }], proven: [] };
  }
  const cards = Array.isArray(value) ? value : [value];
  const verified = cards.map((card, index) => verifyCard(card, policy, `card ${index + 1}`));
  return {
    accepted: verified.find(({ accepted }) => accepted !== undefined)?.accepted,
    findings: verified.flatMap(({ findings }) => findings),
    proven: verified.flatMap(({ proven }) => proven),
  };
}

function failed({ code, message }: Finding): VerifiedFile {
  return { accepted: undefined, findings: [{ code, message }], proven: [] };
}

function verifyProof(
  bytes: Uint8Array,
  policy: Policy,
  given: Uint8Array | undefined,
): VerifiedFile {
  const read = readProofFile(bytes);
  if (read.fault !== undefined) return failed(read.fault);
  const { extra, index } = read.value;
  const entry = given ?? extra;
  if (entry === undefined)
    return failed({
      code: "record.wrong-proof",
      message: "The proof does not bring its entry: give the entry's bytes with --entry",
    });
  const checked = checkProofFile(nodeCrypto, policy, read.value, entry);
  if (checked.fault !== undefined) return failed(checked.fault);
  const leaf = toBase64(hasher.leaf(entry));
  return {
    accepted: checked.value,
    findings: [],
    proven: [`entry ${index} (leaf hash ${leaf}): ${printable(entry)}`],
  };
}

/** Text as it is; what would spoil a terminal as escapes. */
function printable(entry: Uint8Array): string {
  const text = Buffer.from(entry).toString("utf8").slice(0, 2_000);
  // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
  return text.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) =>
    JSON.stringify(character).slice(1, -1),
  );
}

const note = z.string().max(1_000_000);
const path = z.array(z.string().max(64)).max(64);
const entryText = z.string().max(65_535);
const inclusionSchema = z.object({
  position: z.int().min(1),
  index: z.int().min(0),
  entry: entryText,
  path,
});
/** Of a verdict card, what its proof is made of. */
const cardSchema = z.object({
  text: z.string(),
  evaluation: z.object({
    verdict: z.string(),
    sides: z.array(z.object({ positions: z.array(z.int()).max(1_000) })).max(1_000),
    definition: z
      .object({
        position: z.int().min(1),
        entry: entryText,
        checkpoint: note,
        path,
        publishedPosition: z.int().min(1),
        publishedEntry: entryText,
        newest: note,
        publishedPath: path,
      })
      .optional(),
  }),
  proof: z.union([
    z.literal("no record"),
    z.object({
      origin: z.string(),
      treeSize: z.int().min(0),
      rootHash: z.string(),
      checkpoint: note,
      inclusions: z.array(inclusionSchema).max(1_000),
    }),
  ]),
});
type Card = z.output<typeof cardSchema>;
type Inclusion = z.output<typeof inclusionSchema>;

function verifyCard(value: unknown, policy: Policy, name: string): VerifiedFile {
  const read = cardSchema.safeParse(cardOf(value));
  if (!read.success) {
    const [issue] = read.error.issues;
    const at = issue.path.map(String).join(".") || "its top";
    return failed({ code: "record.wrong-proof", message: `${name}: no verdict card; at ${at}: ${issue.message}` }); // prettier-ignore
  }
  const { proof } = read.data;
  if (proof === "no record" || proof.checkpoint === "")
    return failed({ code: "record.unsigned", message: `${name}: it has no signed checkpoint, so nothing of it is proven` }); // prettier-ignore
  const accepted = checkPolicy(nodeCrypto, policy, proof.checkpoint);
  if (accepted.fault !== undefined) return failed({ ...accepted.fault, message: `${name}: ${accepted.fault.message}` }); // prettier-ignore
  const { checkpoint } = accepted.value;
  const isSame =
    proof.origin === checkpoint.origin &&
    BigInt(proof.treeSize) === checkpoint.size &&
    proof.rootHash === toBase64(checkpoint.root);
  if (!isSame)
    return failed({ code: "record.wrong-checkpoint", message: `${name}: origin, size or root are not those of its signed checkpoint` }); // prettier-ignore
  const faults = [
    ...proof.inclusions.map((each) => faultOfInclusion(each, accepted.value)),
    ...faultsOfCounted(read.data, proof.inclusions),
    ...faultsOfDefinition(read.data, policy),
  ].filter((each) => each !== undefined);
  const { verdict, sides } = read.data.evaluation;
  const counted = sides.reduce((sum, { positions }) => sum + positions.length, 0);
  const line = `${name}, "${read.data.text.slice(0, 80)}": ${proof.inclusions.length} entries are in the log of ${proof.treeSize}; it names ${counted} that it counted. Its verdict, ${verdict}, is for its maker to answer for`;
  return {
    accepted: accepted.value,
    findings: faults.map((each) => ({ ...each, message: `${name}: ${each.message}` })),
    proven: faults.length === 0 ? [line] : [],
  };
}

/** A card alone, a kept statement (`card`), or a row of `muster statement evaluate --json`. */
function cardOf(value: unknown): unknown {
  const isHolder = typeof value === "object" && value !== null && "card" in value;
  return isHolder ? value.card : value;
}

function faultOfInclusion(
  { position, index, entry, path: hashes }: Inclusion,
  { checkpoint: { size, root } }: Pick<AcceptedCheckpoint, "checkpoint">,
): Finding | undefined {
  const bytes = toUtf8(entry);
  const fault = checkPath(bytes, index, hashes, size, root);
  if (fault !== undefined) return { ...fault, index };
  const read = readEntry(bytes);
  if (read.fault !== undefined) return { ...read.fault, index };
  const isAtPlace = read.value.position === position && index === position - 1;
  return isAtPlace ? undefined : { code: "record.wrong-entry", message: `the entry is that of position ${read.value.position}`, index }; // prettier-ignore
}

function checkPath(
  entry: Uint8Array,
  index: number,
  hashes: readonly string[],
  size: bigint,
  root: Uint8Array,
): Finding | undefined {
  const read: Uint8Array[] = [];
  for (const hash of hashes) {
    const bytes = readBase64(hash);
    if (bytes === undefined) return { code: "record.wrong-proof", message: "a hash is no base64" };
    read.push(bytes);
  }
  const claim = { index: BigInt(index), size, leafHash: hasher.leaf(entry), path: read, root };
  return checkInclusion(hasher, claim);
}

/** What is proven has to be what was counted. */
function faultsOfCounted({ evaluation }: Card, inclusions: readonly Inclusion[]): Finding[] {
  const counted = new Set(evaluation.sides.flatMap(({ positions }) => positions));
  return inclusions
    .filter(({ position }) => !counted.has(position))
    .map(({ position, index }) => ({
      code: "record.wrong-proof",
      message: `position ${position} is proven, and no side of the card has counted it`,
      index,
    }));
}

/** By the rule that the verdict was made by; the keys are those that are trusted here, not those of the card. */
function faultsOfDefinition({ evaluation, proof }: Card, policy: Policy): Finding[] {
  const { definition } = evaluation;
  if (definition === undefined || proof === "no record") return [];
  const { position, publishedPosition, checkpoint, newest } = definition;
  const defined = readProven(position, definition.entry, definition.path);
  const published = readProven(publishedPosition, definition.publishedEntry, definition.publishedPath); // prettier-ignore
  if (defined === undefined || published === undefined)
    return [{ code: "record.wrong-proof", message: "a hash is no base64" }];
  const { fault } = checkPublication(nodeCrypto, {
    origin: proof.origin,
    keys: policy.logs.map(({ key }) => key),
    // What the card says of it is its entry: there is no event store here to hold it against.
    conditions: readEntry(defined.entry).value?.facts["conditions"],
    definition: defined,
    checkpoint,
    publication: published,
    newest,
  });
  return fault === undefined
    ? []
    : [{ ...fault, message: `the definition of normal: ${fault.message}` }];
}

function readProven(
  position: number,
  entry: string,
  hashes: readonly string[],
): ProvenEntry | undefined {
  const read = hashes.map(readBase64).filter((hash) => hash !== undefined);
  if (read.length < hashes.length) return undefined;
  return { index: position - 1, entry: toUtf8(entry), path: read };
}
