/**
 * A region's rule of requests: how long each step of an answer may take, who is told when it takes longer (the chain), which
 * accounts speak for which partner, and what kit is asked for by name. Where a configuration has none, the standard holds, so
 * that no request is ever without a deadline and somebody to tell.
 */

import { microsFromSeconds, type Micros } from "../../base/instant.ts";
import { limits } from "../limits.ts";
import { roles, type RequestState, type Role } from "../vocabulary.ts";

export interface RequestRule {
  /** From the asking until its receipt is acknowledged. */
  readonly receiveSeconds: number;
  /** From the receipt to an answer. */
  readonly answerSeconds: number;
  /** From a firm or provisional acceptance to the commitment. */
  readonly commitSeconds: number;
  readonly setOutSeconds: number;
  /** From the setting out to the arrival, where no time of arrival was given. */
  readonly arriveSeconds: number;
  /** From the arrival until somebody must say that it is still needed, or release it. */
  readonly releaseSeconds: number;
  /** Of an escort that a partner asks for: until it must be acknowledged, and until it is told that there is none; left out = 60 and 300. */
  readonly escort?: EscortRule;
  /** Who is told when a deadline passes, one after the other; at least one. */
  readonly chain: readonly EscalationStep[];
  readonly partners: readonly PartnerConfig[];
  readonly kit: readonly { readonly code: string; readonly name: string }[];
}

export interface EscortRule {
  readonly acknowledgeSeconds: number;
  /** From the asking. */
  readonly unmetSeconds: number;
}

/** Where a rule says nothing of escorts: a pump that goes without one has to know it before it is there. */
export const standardEscortRule: EscortRule = { acknowledgeSeconds: 60, unmetSeconds: 300 };

export interface EscalationStep {
  readonly role: Role;
  /** From this step to the next one; of the last it says nothing. */
  readonly seconds: number;
}

export interface PartnerConfig {
  readonly code: string;
  readonly name: string;
  /** Ids of the accounts that speak for it. A partner's account that stands nowhere is a partner by its own id. */
  readonly accounts: readonly string[];
}

/**
 * Five minutes to acknowledge and a quarter of an hour to answer: a request that waits longer is one to ring somebody about.
 * The times are the project's own choice; EDXL-RM 1.0 has neither acknowledgement nor deadline.
 */
export const standardRequestRule: RequestRule = {
  receiveSeconds: 5 * 60,
  answerSeconds: 15 * 60,
  commitSeconds: 30 * 60,
  setOutSeconds: 30 * 60,
  arriveSeconds: 60 * 60,
  releaseSeconds: 12 * 3600,
  chain: [
    { role: "dispatcher", seconds: 5 * 60 },
    { role: "supervisor", seconds: 10 * 60 },
    { role: "overseer", seconds: 0 },
  ],
  partners: [],
  kit: [
    { code: "riot-shield", name: "Riot shield" },
    { code: "riot-helmet", name: "Riot helmet" },
    { code: "vehicle", name: "Vehicle" },
    { code: "radio", name: "Radio" },
    { code: "generator", name: "Generator" },
  ],
};

export interface CompiledRequests {
  readonly rule: RequestRule;
  /** Micros from entering a state until the next act is owed. */
  readonly owed: { readonly [S in RequestState]: Micros };
  /** Micros from the asking for an escort. */
  readonly escortAcknowledge: Micros;
  readonly escortUnmet: Micros;
  readonly kitIndex: ReadonlyMap<string, number>;
  readonly partnerOfAccount: ReadonlyMap<string, string>;
  readonly partnerCodes: ReadonlySet<string>;
}

export function compileRequests(given: RequestRule | undefined): CompiledRequests {
  const rule = given ?? standardRequestRule;
  const partnerOfAccount = new Map(
    rule.partners.flatMap(({ code, accounts }) => accounts.map((account) => [account, code])),
  );
  return {
    rule,
    owed: {
      none: 0,
      asked: microsFromSeconds(rule.receiveSeconds),
      received: microsFromSeconds(rule.answerSeconds),
      accepted: microsFromSeconds(rule.commitSeconds),
      provisional: microsFromSeconds(rule.commitSeconds),
      committed: microsFromSeconds(rule.setOutSeconds),
      "on the way": microsFromSeconds(rule.arriveSeconds),
      arrived: microsFromSeconds(rule.releaseSeconds),
      released: 0,
      refused: 0,
      withdrawn: 0,
    },
    escortAcknowledge: microsFromSeconds((rule.escort ?? standardEscortRule).acknowledgeSeconds),
    escortUnmet: microsFromSeconds((rule.escort ?? standardEscortRule).unmetSeconds),
    kitIndex: new Map(rule.kit.map(({ code }, index) => [code, index])),
    partnerOfAccount,
    partnerCodes: new Set(rule.partners.map(({ code }) => code)),
  };
}

/** The partner that an account speaks for; undefined when its id is the code of a partner that it does not speak for. */
export function partnerOf(
  { partnerOfAccount, partnerCodes }: CompiledRequests,
  account: string,
): string | undefined {
  return partnerOfAccount.get(account) ?? (partnerCodes.has(account) ? undefined : account);
}

interface RuleFault {
  readonly path: string;
  readonly says: string;
  readonly isStructural?: true;
}
type RuleFaults = Generator<RuleFault, void>;

const durations = [
  "receiveSeconds",
  "answerSeconds",
  "commitSeconds",
  "setOutSeconds",
  "arriveSeconds",
  "releaseSeconds",
] as const;

/** What the rules could not live with in it; it may come from a caller without types. */
export function* listRequestRuleFaults(rule: RequestRule | undefined): RuleFaults {
  if (rule === undefined) return;
  if (!isRecord(rule)) {
    yield { path: "requestRule", says: "expected durations, chain, partners and kit", isStructural: true }; // prettier-ignore
    return;
  }
  for (const field of durations) yield* lookAtSeconds(`requestRule.${field}`, rule[field], 1);
  const { escort } = rule;
  if (escort !== undefined && !isRecord(escort))
    yield { path: "requestRule.escort", says: "expected two durations", isStructural: true };
  else if (escort !== undefined) {
    yield* lookAtSeconds("requestRule.escort.acknowledgeSeconds", escort.acknowledgeSeconds, 1);
    yield* lookAtSeconds("requestRule.escort.unmetSeconds", escort.unmetSeconds, 1);
  }
  yield* lookAtChain(rule.chain);
  yield* lookAtNames("requestRule.kit", rule.kit);
  const areNamed = yield* lookAtNames("requestRule.partners", rule.partners);
  if (areNamed) yield* lookAtAccounts(rule.partners);
}

function* lookAtChain(chain: readonly EscalationStep[]): RuleFaults {
  const path = "requestRule.chain";
  if (!Array.isArray(chain) || chain.length === 0 || chain.length > limits.escalationSteps) {
    yield { path, says: `expected 1 to ${limits.escalationSteps} steps`, isStructural: true };
    return;
  }
  for (const [index, step] of (chain as readonly EscalationStep[]).entries()) {
    if (!isRecord(step) || !roles.has(step.role))
      yield { path: `${path}.${index}.role`, says: `expected one of ${roles.names.join(", ")}` };
    else yield* lookAtSeconds(`${path}.${index}.seconds`, step.seconds, 0);
  }
}

function* lookAtNames(
  path: string,
  list: readonly { readonly code: string; readonly name: string }[],
): Generator<RuleFault, boolean> {
  if (!Array.isArray(list) || list.length > limits.partners) {
    yield { path, says: `expected a list of at most ${limits.partners}`, isStructural: true };
    return false;
  }
  const seen = new Set<string>();
  let isSound = true;
  for (const [index, entry] of (list as readonly { code: string; name: string }[]).entries()) {
    const at = `${path}.${index}`;
    if (!isRecord(entry) || !isShort(entry.code) || !isShort(entry.name)) {
      yield { path: at, says: "expected a code and a name", isStructural: true };
      isSound = false;
    } else if (seen.has(entry.code))
      yield { path: `${at}.code`, says: `the code "${entry.code}" stands twice` };
    else seen.add(entry.code);
  }
  return isSound;
}

function* lookAtAccounts(partners: readonly PartnerConfig[]): RuleFaults {
  const seen = new Set<string>();
  for (const [index, { accounts }] of partners.entries()) {
    const path = `requestRule.partners.${index}.accounts`;
    if (!Array.isArray(accounts) || accounts.length > limits.partnerAccounts) {
      yield { path, says: `expected at most ${limits.partnerAccounts} ids`, isStructural: true };
      continue;
    }
    for (const account of accounts as readonly string[]) {
      if (!isShort(account)) yield { path, says: "expected ids of accounts" };
      else if (seen.has(account))
        yield { path, says: `the account "${account}" speaks for two partners` };
      seen.add(account);
    }
  }
}

function* lookAtSeconds(path: string, value: number, least: number): RuleFaults {
  if (typeof value === "number" && value >= least && value <= limits.configSeconds) return;
  yield { path, says: `expected seconds from ${least} to ${limits.configSeconds}` };
}

function isShort(value: unknown): boolean {
  return typeof value === "string" && value.trim() !== "" && value.length <= limits.nameLength;
}

function isRecord(value: unknown): boolean {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
