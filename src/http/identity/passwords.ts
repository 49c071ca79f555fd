/**
 * Password hashes by Argon2id (RFC 9106) from node:crypto, with the parameters that OWASP gives for 19 MiB. Hashing
 * runs off the main thread, two at a time, so that a rush of sign-ins cannot take the cores from dispatching.
 * The text form is the PHC string, so that stronger parameters can come later and old hashes still verify.
 */

import { argon2, randomBytes, timingSafeEqual } from "node:crypto";
import { promisify } from "node:util";
import type { Secret } from "../../live/secret.ts";
import { Problem } from "../problem.ts";

const derive = promisify(argon2);

const parameters = { memory: 19_456, passes: 2, parallelism: 1 } as const;
const tagLength = 32;

export const passwordLimits = { minLength: 12, maxLength: 200, atOnce: 2, waiting: 100 } as const;

export function checkPassword(password: Secret, account: string): void {
  const bare = password.reveal();
  const { minLength, maxLength } = passwordLimits;
  if (bare.length < minLength || bare.length > maxLength) {
    throw new Problem(
      "setup.password",
      `The password has ${bare.length} characters; choose ${minLength} to ${maxLength}.`,
    );
  }
  if (bare.toLowerCase().includes(account.toLowerCase())) {
    throw new Problem(
      "setup.password",
      "The password holds the account's id; choose one without it.",
    );
  }
  if (new Set(bare).size < 5) {
    throw new Problem(
      "setup.password",
      "The password repeats a few characters; choose a longer phrase.",
    );
  }
}

let running = 0;
const waiting: (() => void)[] = [];

async function withTurn<Value>(work: () => Promise<Value>): Promise<Value> {
  if (running >= passwordLimits.atOnce) {
    if (waiting.length >= passwordLimits.waiting) {
      throw new Problem(
        "signin.busy",
        "Too many sign-ins are waiting; try again in a few seconds.",
        {
          retryAfterSeconds: 5,
        },
      );
    }
    // Whoever ends hands its turn on, so the count stays.
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else running += 1;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

export async function hashPassword(password: Secret): Promise<string> {
  const nonce = randomBytes(16);
  const message = password.reveal();
  const tag = await withTurn(() =>
    derive("argon2id", { message, nonce, tagLength, ...parameters }),
  );
  const { memory, passes, parallelism } = parameters;
  const costs = `m=${memory},t=${passes},p=${parallelism}`;
  return `$argon2id$v=19$${costs}$${nonce.toString("base64url")}$${tag.toString("base64url")}`;
}

const phc = /^\$argon2id\$v=19\$m=(\d{1,7}),t=(\d{1,2}),p=(\d)\$([\w-]{22})\$([\w-]{43})$/;

/** Takes as long for a missing hash as for a real one, so that time does not tell which accounts exist. */
export async function verifyPassword(password: Secret, hash: string | undefined): Promise<boolean> {
  const match = phc.exec(hash ?? missing);
  if (match === null) return false;
  const [, memory, passes, parallelism, nonce, tag] = match;
  const made = await withTurn(() =>
    derive("argon2id", {
      message: password.reveal(),
      nonce: Buffer.from(nonce, "base64url"),
      tagLength,
      memory: Number(memory),
      passes: Number(passes),
      parallelism: Number(parallelism),
    }),
  );
  return timingSafeEqual(made, Buffer.from(tag, "base64url")) && hash !== undefined;
}

const missing = `$argon2id$v=19$m=19456,t=2,p=1$${"A".repeat(22)}$${"A".repeat(43)}`;
