/** The SHA-256 and Ed25519 that the server hands to the record, for tests of the pure layers, which may not import it. */

import { nodeCrypto } from "../../live/record/node-crypto.ts";

export const testCrypto = nodeCrypto;
export const { sha256, ed25519 } = nodeCrypto;
