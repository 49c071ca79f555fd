/**
 * Random secrets for sessions, tokens and links: 256 bits, shown once, kept only as a SHA-256. They are long and
 * random, so a plain hash is enough; a slow one is for passwords, which people choose.
 */

import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { Secret } from "../../live/secret.ts";

export function makeSecret(prefix: string): Secret {
  return new Secret(`${prefix}${randomBytes(32).toString("base64url")}`);
}

/** Key of the document that stands for the secret. */
export function hashSecret(secret: string): string {
  return createHash("sha256").update(secret).digest("base64url");
}

/** Takes as long for a near miss as for a far one. */
export function isSameSecret(got: unknown, expected: string): boolean {
  if (typeof got !== "string") return false;
  return timingSafeEqual(Buffer.from(hashSecret(got)), Buffer.from(hashSecret(expected)));
}
