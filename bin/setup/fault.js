/**
 * Set-up faults: what stops Muster before its own runtime is running. Each has a stable code and
 * says what was got, what was expected and what to do, because the reader is a newcomer with a
 * terminal. This file and its neighbours run on any Node >= 20 with nothing installed, so they are
 * plain JavaScript and import only node:*. Faults of the running server live in src/.
 */

export class SetupFault extends Error {
  /**
   * @param {string} code stable, listed in docs/reference/set-up-errors.md
   * @param {{ what: string, got: string, expected: string, remedy: string }} text
   */
  constructor(code, text) {
    super(text.what);
    this.name = "SetupFault";
    this.code = code;
    this.text = text;
  }

  /** The fault as four lines for a terminal. */
  describe() {
    const { what, got, expected, remedy } = this.text;
    const indented = got.trim().replaceAll("\n", "\n             ");
    return [
      `muster: ${what} (${this.code})`,
      `  got:       ${indented}`,
      `  expected:  ${expected}`,
      `  do:        ${remedy}`,
    ].join("\n");
  }
}
