/**
 * What a server that plays a demo world knows of it. The play itself is another process that works through the
 * public interface; here is only what people switch and what it is called. Kept in memory: a restarted demo begins
 * with what its command line says.
 */

import type { Instant } from "../base/instant.ts";

export interface DemoWorld {
  readonly scenario: {
    readonly name: string;
    readonly title: string;
    readonly summary: string;
    /** What somebody who looks on for the first time may watch for, in order of time. */
    readonly tour: readonly { readonly at: Instant; readonly words: string }[];
  };
  readonly robots: { callTaking: boolean; dispatch: boolean };
}
