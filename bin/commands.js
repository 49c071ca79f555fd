/**
 * Commands of the launcher's own, and the program's commands that need the web pages. A command that is not here goes
 * to the program as it is, so none here may have the name of one of the program's and mean something else.
 * @type {Readonly<Record<string, { script?: string, args?: string[], web: boolean }>>}
 */
export const commands = {
  start: { script: "src/cli/main.ts", args: ["demo"], web: true },
  demo: { script: "src/cli/main.ts", args: ["demo"], web: true },
  serve: { script: "src/cli/main.ts", args: ["serve"], web: true },
  test: { script: "bin/test-run.ts", web: false },
  "check-code": { script: "bin/check.ts", web: false },
  bench: { script: "bench/run.ts", web: false },
  build: { web: true },
  setup: { web: true },
};
