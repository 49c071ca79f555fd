/**
 * The session cookie: HttpOnly (no script reads it), SameSite=Strict (no other site sends it), Secure on HTTPS, no
 * Domain (this host only). It has no expiry date of its own; the server ends sessions.
 */

import type { Secret } from "../../live/secret.ts";

const name = "muster_session";

export function findSessionCookie(header: string | undefined): string | undefined {
  if (header === undefined || header.length > 8_192) return undefined;
  for (const part of header.split(";")) {
    const [key, value] = part.trim().split("=", 2);
    if (key === name && value !== undefined && /^[\w-]{20,100}$/.test(value)) return value;
  }
  return undefined;
}

export function makeSessionCookie(id: Secret, secure: boolean): string {
  return `${name}=${id.reveal()}; Path=/; HttpOnly; SameSite=Strict${secure ? "; Secure" : ""}`;
}

export function endSessionCookie(secure: boolean): string {
  return `${name}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0${secure ? "; Secure" : ""}`;
}
