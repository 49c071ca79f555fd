/**
 * Ends us when the npm that runs us is gone. npm hands SIGINT and SIGTERM on, but not SIGHUP, and
 * nothing when it is killed outright; the server would then run on, unseen, with the data directory
 * locked. Only under npm: a process started in any other way may outlive its parent as it likes.
 */

const checkMilliseconds = 500;

/** Sends ourselves SIGTERM, so a clean stop, once the parent process is another than at the start. */
export function stopWithNpm() {
  if (process.env["npm_lifecycle_event"] === undefined) return;
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    process.kill(process.pid, "SIGTERM");
  }, checkMilliseconds);
  timer.unref();
}
