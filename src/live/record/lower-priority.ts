/**
 * A thread of the record steps back when the cores are short: a command that waits for its turn is answered later, an entry only
 * signed later. On Linux a priority is that of the calling thread (setpriority(2), "C library/kernel differences"); elsewhere it would be
 * that of the whole process, so there nothing is done.
 */

import { platform, setPriority } from "node:os";

/** Of 0 (as all others) to 19: at this one a thread still gets a tenth of a core that another one wants for itself. */
const niceness = 10;

export function lowerPriority(): void {
  if (platform() !== "linux") return;
  try {
    setPriority(0, niceness);
  } catch {
    // A system that forbids it has the thread as it was.
  }
}
