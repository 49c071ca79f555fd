/**
 * The groups of roles that the routes table speaks of. What a role may command stands in the core; here is who may
 * look at what. A partner hands in contacts and closures, sees what became of its own, and nothing else; a crew sees its own unit, the
 * incidents it is sent to and the closures in its way.
 */

import type { Role } from "../../core/vocabulary.ts";
import type { Access } from "../route.ts";

/** Who sees everything that happens in a region, with the words of callers. */
export const consoleRoles: readonly Role[] = [
  "call taker",
  "dispatcher",
  "supervisor",
  "overseer",
  "administrator",
];

export const consoleAccess: Access = { kind: "roles", roles: consoleRoles };
/** The same, and crews for what is theirs; the handler narrows it. */
export const consoleAndCrewAccess: Access = { kind: "roles", roles: [...consoleRoles, "crew"] };
export const administratorAccess: Access = { kind: "roles", roles: ["administrator"] };
export const oversightAccess: Access = { kind: "roles", roles: ["administrator", "overseer"] };
/** Reading the log in bulk. */
export const logAccess: Access = {
  kind: "roles",
  roles: ["supervisor", "overseer", "administrator"],
};
export const dispatchAccess: Access = {
  kind: "roles",
  roles: ["call taker", "dispatcher", "supervisor"],
};
