/**
 * Who the played people sign in as. In a demo each role and each crew of theirs has an account of its own, made when
 * it is first needed, and never one that a person at a screen has; against any other server one token stands for all
 * of them, and its account must have the roles.
 */
import type { Role } from "../../core/vocabulary.ts";
import { ApiClient } from "./api-client.ts";

export interface Accounts {
  forRole(role: Role): Promise<ApiClient>;
  forCrew(unit: number): Promise<ApiClient>;
}

export function demoAccounts(origin: string, region: string): Accounts {
  const clients = new Map<string, Promise<ApiClient>>();
  const keep = async (key: string, make: () => Promise<ApiClient>): Promise<ApiClient> => {
    let client = clients.get(key);
    if (client === undefined) {
      client = make();
      clients.set(key, client);
      // A sign-in that failed (server restarting) is tried again by the next one who asks.
      client.catch(() => clients.delete(key));
    }
    return client;
  };
  return {
    forRole: async (role) =>
      keep(role, async () => ApiClient.signInToDemo(origin, role, { as: "robot" })),
    forCrew: async (unit) =>
      keep(`crew ${unit}`, async () =>
        ApiClient.signInToDemo(origin, "crew", { as: "robot", region, unit }),
      ),
  };
}
