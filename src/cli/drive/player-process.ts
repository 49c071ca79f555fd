/**
 * The process that plays: gets what to play from its parent, works through the public API, and stops when the
 * parent disconnects. It holds no state that matters: started again, it takes the world as the server tells it.
 */
import { describeError } from "../../live/log.ts";
import { type PlayRequest, runPlay } from "./run-play.ts";

const stop = new AbortController();
process.once("disconnect", () => stop.abort());
process.once("SIGTERM", () => stop.abort());
// A terminal sends Ctrl-C to parent and child alike; the parent ends us in its order.
process.on("SIGINT", () => undefined);

process.once("message", (message: { play: PlayRequest }) => {
  runPlay(message.play, stop.signal)
    .catch((error: unknown) => {
      process.stderr.write(`the player stopped: ${JSON.stringify(describeError(error))}\n`);
      process.exitCode = 1;
    })
    .finally(() => {
      if (process.connected) process.disconnect?.();
    });
});
