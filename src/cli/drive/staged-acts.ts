/** What a scenario stages beside calls: barricades that a person of the room reports, and requests of a partner. From the seed. */
import { RandomStream } from "../../base/random.ts";
import { type Instant, microsPerMinute } from "../../base/instant.ts";
import type { Scenario } from "../../sim/behaviour/scenario.ts";
import type { Town } from "../../sim/town/town.ts";
import type { Accounts } from "./accounts.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";

export interface StagedPlay {
  readonly town: Town;
  readonly scenario: Scenario;
  readonly seed: number;
  readonly accounts: Accounts;
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly now: () => Instant;
}

/** Half the length of a barricade's line, in degrees times 10^7: about 45 m each way, across any street there. */
const halfLineE7 = 4_000;
/** A play that begins or joins a little later does what it missed; on a fast clock minutes go by while it gets ready. */
const lateMicros = 30 * microsPerMinute;
/** The account that robots of partners have in a demo. */
const partnerCode = "robot-partner";

export function planStagedActs(play: StagedPlay): void {
  const { town, scenario, seed, accounts, sender, schedule } = play;
  const stream = new RandomStream(seed, "staged acts");
  const isOver = (minute: number): boolean =>
    scenario.startAt + minute * microsPerMinute < play.now() - lateMicros;
  for (const { minute, minutes, placeKind, words } of scenario.closures) {
    const places = town.places.filter(({ kind }) => placeKind === "" || kind === placeKind);
    const { latE7, lonE7 } = stream.pick(places.length > 0 ? places : town.places);
    if (isOver(minute)) continue;
    schedule.plan(scenario.startAt + minute * microsPerMinute, (at) => {
      const points = [
        [lonE7 - 2 * halfLineE7, latE7 - halfLineE7],
        [lonE7 + 2 * halfLineE7, latE7 + halfLineE7],
      ] as const;
      const command = {
        type: "closure.report",
        shape: { kind: "barricade", points: points.map(([lon, lat]): [number, number] => [lon, lat]) }, // prettier-ignore
        source: "own staff",
        expiresAt: at + minutes * microsPerMinute,
        description: words,
        confirm: true,
      } as const;
      void sender.send("staged closures", async () => accounts.forRole("supervisor"), command, at);
    });
  }
  for (const { minute, kind, quantity, words } of scenario.requests) {
    if (isOver(minute)) continue;
    schedule.plan(scenario.startAt + minute * microsPerMinute, (at) => {
      const party = { kind: "partner", code: partnerCode } as const;
      const command = { type: "request.ask", direction: "incoming", kind, quantity, party, words } as const; // prettier-ignore
      void sender.send("staged requests", async () => accounts.forRole("partner"), command, at);
    });
  }
}
