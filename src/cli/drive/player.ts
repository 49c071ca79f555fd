/**
 * The loop that plays a world: a few dozen times a second it looks at the server's clock and lets callers, crews
 * and robots do what is due. It ends when nothing is left to do, at a given time of the world, or on a signal.
 */
import { setTimeout as sleep } from "node:timers/promises";
import type { Instant } from "../../base/instant.ts";
import type { CallersPlayer } from "./callers.ts";
import type { CrewsPlayer } from "./crews.ts";
import type { RobotAidDesk } from "./robot-aid-desk.ts";
import type { RobotRoom } from "./robot-room.ts";
import type { Schedule } from "./schedule.ts";
import type { Sender } from "./sender.ts";
import type { WorldView } from "./world-view.ts";

export interface PlayOptions {
  readonly view: WorldView;
  readonly sender: Sender;
  readonly schedule: Schedule;
  readonly callers: CallersPlayer;
  readonly crews: CrewsPlayer;
  readonly robots: RobotRoom;
  /** Of a region that has neighbours. */
  readonly aidDesk?: RobotAidDesk;
  readonly signal: AbortSignal;
  /** Called after every round. True ends the play. */
  readonly afterRound: (now: Instant) => boolean;
}

const roundMillis = 25;

export async function play(options: PlayOptions): Promise<void> {
  const { view, sender, schedule, callers, crews, robots, aidDesk, signal } = options;
  const stop = new AbortController();
  const ended = AbortSignal.any([signal, stop.signal]);
  let feedFault: unknown;
  const feed = view.follow(ended).catch((error: unknown) => {
    feedFault = error;
  });
  try {
    for (;;) {
      if (feedFault !== undefined) throw feedFault;
      sender.checkFault();
      const now = view.now();
      schedule.runDue(now);
      callers.tick(now);
      crews.tick(now);
      robots.tick(now);
      aidDesk?.tick(now);
      if (signal.aborted || options.afterRound(now)) return;
      await sleep(roundMillis);
    }
  } finally {
    stop.abort();
    await feed;
  }
}
