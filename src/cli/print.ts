/** What a command says on stdout: lines for people, one JSON object for programs. Progress and faults go to stderr. */

export function printLine(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** How many events a command made. */
export function eventsText(count: number): string {
  return count === 1 ? "1 event" : `${count} events`;
}

export function printJson(value: unknown): void {
  printLine(JSON.stringify(value, null, 2));
}
