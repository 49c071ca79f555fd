/**
 * What a server that plays a demo world knows of it. The play itself is another process that works through the
 * public interface; here is only what people switch and what it is called. Kept in memory: a restarted demo begins
 * with what its command line says.
 */

export interface DemoWorld {
  readonly scenario: { readonly name: string; readonly title: string; readonly summary: string };
  readonly robots: { callTaking: boolean; dispatch: boolean };
}
