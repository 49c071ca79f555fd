/**
 * What happens when nobody reads what a command prints any more, as in `muster roster show | head`: a command that only says something
 * is done, without a fault; one that keeps running (a server, a play) goes on without its reader, because a log that is read no
 * longer must not take a control room down.
 */

const goesOn: ReadonlySet<string> = new Set(["serve", "demo", "drive", "witness"]);

export function mindClosedPipe(
  stream: NodeJS.EventEmitter,
  command: string,
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    if (!goesOn.has(command)) exit(0);
  });
}
