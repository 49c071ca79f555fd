/**
 * A state as bytes, for the snapshot cache and for the console's first load. Layout (little-endian, as every machine
 * we run on): magic "MUSTERS1", u32 length of a JSON head (layout, version of the fold, capacities, configuration, policy
 * version, shapes of closures, facts in words, text), the head padded to 8 bytes, then the buffer of columns as it is. The head names the
 * layout of columns and codes and the fold it was written with: another version of the program folds the log instead of
 * reading columns that mean something else, or that hold what an older fold got wrong.
 */

import type { ClosureShape } from "../events.ts";
import type { RegionConfig } from "../region/config.ts";
import type { AidFacts } from "../aid/aid-facts.ts";
import type { DirectiveScope } from "../directive/directive-scope.ts";
import type { HospitalCounts } from "../hospital/surge-model.ts";
import type { Owner, RequestFacts } from "../request/request-facts.ts";
import { compilePolicy } from "../region/policy.ts";
import { limits } from "../limits.ts";
import * as vocabulary from "../vocabulary.ts";
import { noInstant } from "../../base/instant.ts";
import { bytesOf } from "./columns.ts";
import { foldVersion } from "./fold-version.ts";
import { hashText } from "./hash.ts";
import { jsonFromText, makeRegionText, textFromJson, type RegionTextJson } from "./region-text.ts";
import { shapes, type Capacities } from "./shapes.ts";
import { closedSink, layState, type RegionState, type StateFacts } from "./region-state.ts";
import { everythingToReview } from "./to-review.ts";

const magic = "MUSTERS1";
const prefixBytes = 12;

/** Fingerprint of everything that gives the bytes their meaning. */
const layout = hashText(
  JSON.stringify([shapes, limits, vocabulary, Object.keys(makeRegionText())]),
);

interface SnapshotHead {
  readonly layout: string;
  readonly fold: number;
  readonly capacities: Capacities;
  readonly config: RegionConfig | null;
  readonly policyVersion: number;
  readonly closureShapes: readonly (ClosureShape | null)[];
  readonly requests: readonly (RequestFacts | null)[];
  readonly hospitals: readonly (HospitalCounts | null)[];
  readonly directives: readonly (DirectiveScope | null)[];
  readonly claims: readonly (string | null)[];
  readonly handOvers: readonly (string | null)[];
  readonly recoveries: readonly (Owner | null)[];
  readonly overrides: StateFacts["overrides"];
  readonly aid: readonly (AidFacts | null)[];
  readonly text: RegionTextJson | null;
}

export function encodeSnapshot(state: RegionState): Uint8Array<ArrayBuffer> {
  const head: SnapshotHead = {
    layout,
    fold: foldVersion,
    capacities: state.capacities,
    config: state.policy?.config ?? null,
    policyVersion: state.policy?.version ?? 0,
    closureShapes: Array.from(state.closureShapes, (shape) => shape ?? null),
    requests: Array.from(state.facts.requests, (facts) => facts ?? null),
    hospitals: Array.from(state.facts.hospitals, (counts) => counts ?? null),
    handOvers: Array.from(state.facts.handOvers, (account) => account ?? null),
    claims: Array.from(state.facts.claims, (account) => account ?? null),
    directives: Array.from(state.facts.directives, (scope) => scope ?? null),
    recoveries: Array.from(state.facts.recoveries, (owner) => owner ?? null),
    overrides: state.facts.overrides,
    aid: Array.from(state.facts.aid, (facts) => facts ?? null),
    text: state.text === undefined ? null : jsonFromText(state.text),
  };
  const headBytes = new TextEncoder().encode(JSON.stringify(head));
  const start = (prefixBytes + headBytes.length + 7) & ~7;
  const bytes = new Uint8Array(start + state.buffer.byteLength);
  bytes.set(new TextEncoder().encode(magic), 0);
  new DataView(bytes.buffer).setUint32(8, headBytes.length, true);
  bytes.set(headBytes, prefixBytes);
  bytes.set(new Uint8Array(state.buffer), start);
  return bytes;
}

/** Undefined when the bytes are no snapshot of this format; damaged content is found by the caller's hash check. */
export function findSnapshotState(bytes: Uint8Array): RegionState | undefined {
  if (bytes.length < prefixBytes || new TextDecoder().decode(bytes.subarray(0, 8)) !== magic)
    return undefined;
  const headLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(
    8,
    true,
  );
  const start = (prefixBytes + headLength + 7) & ~7;
  if (bytes.length < start) return undefined;
  const head = parseHead(bytes.subarray(prefixBytes, prefixBytes + headLength));
  if (head?.layout !== layout || head.fold !== foldVersion) return undefined;
  if (bytes.length - start !== bytesOf(head.capacities)) return undefined;
  return {
    capacities: head.capacities,
    ...layState(bytes.slice(start).buffer, head.capacities),
    policy: head.config === null ? undefined : compilePolicy(head.config, head.policyVersion),
    closureShapes: head.closureShapes.map((shape) => shape ?? undefined),
    facts: {
      requests: head.requests.map((facts) => facts ?? undefined),
      recoveries: head.recoveries.map((owner) => owner ?? undefined),
      overrides: head.overrides,
      aid: head.aid.map((facts) => facts ?? undefined),
      hospitals: head.hospitals.map((counts) => counts ?? undefined),
      directives: head.directives.map((scope) => scope ?? undefined),
      claims: head.claims.map((account) => account ?? undefined),
      handOvers: head.handOvers.map((account) => account ?? undefined),
    },
    text: head.text === null ? undefined : textFromJson(head.text),
    sink: closedSink,
    by: "",
    enteredAt: 0,
    toReview: everythingToReview,
    reviewedPolicy: undefined,
    clockless: 0,
    absenceLookAt: 1,
    absenceLookedAt: noInstant,
    floorsSeen: -1,
    outbox: undefined,
    surgeLookAt: 1,
    surgeLookedAt: noInstant,
  };
}

function parseHead(bytes: Uint8Array): SnapshotHead | null {
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as SnapshotHead | null;
  } catch {
    return null;
  }
}
