/** What a command says on stdout: lines for people, one JSON object for programs. Progress and faults go to stderr. */

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, null, 2));
}
