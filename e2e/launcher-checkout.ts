/**
 * A small checkout for the launcher's tests: the real launcher and lock file, the real packages by
 * symbolic link, and a stand-in for the program that prints what the tests look at. So set-up, hand-
 * over and signals are tested for real in well under a second, without an install from the registry
 * and without a server. Not here: the real program; .ci/start-check.js starts that.
 */
import { type ChildProcess, spawn } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const root = resolve(import.meta.dirname, "..");

/** Prints its arguments, then waits for a signal and stops cleanly, or exits at once as it is told. */
const program = `
const [command, ...rest] = process.argv.slice(2);
console.log(JSON.stringify({ args: [command, ...rest], node: process.versions.node, pid: process.pid }));
if (rest[0] === "--exit") process.exit(Number(rest[1]));
const timer = setInterval(() => {}, 1000);
let stopping: string | undefined;
for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => {
    if (stopping !== undefined) return;
    stopping = signal;
    clearInterval(timer);
    setTimeout(() => console.log("stopped cleanly by " + signal), 100);
  });
}
console.log("ready");
`;

export function makeCheckout(): string {
  const folder = mkdtempSync(join(tmpdir(), "muster-checkout-"));
  cpSync(join(root, "bin"), join(folder, "bin"), { recursive: true });
  for (const name of [
    "package.json",
    "package-lock.json",
    "vite.config.ts",
    "tsconfig.json",
    ".npmrc",
  ]) {
    cpSync(join(root, name), join(folder, name));
  }
  mkdirSync(join(folder, "src", "cli"), { recursive: true });
  mkdirSync(join(folder, "src", "web"), { recursive: true });
  writeFileSync(join(folder, "src", "cli", "main.ts"), program);
  const page =
    '<!doctype html><html lang="en"><script type="module" src="./page.ts"></script></html>';
  writeFileSync(join(folder, "src", "web", "index.html"), page);
  // The one page that vite.config.ts names by itself.
  mkdirSync(join(folder, "src", "web", "crew"), { recursive: true });
  writeFileSync(join(folder, "src", "web", "crew", "shell-worker.ts"), "self.skipWaiting();\n");
  writeFileSync(join(folder, "src", "web", "page.ts"), 'document.title = "one";\n');
  const modules = join(root, "node_modules");
  mkdirSync(join(folder, "node_modules"));
  // Our own stamp stays behind: the test's checkout is to find out for itself. Caches are its own too.
  linkEntries(modules, join(folder, "node_modules"), [
    ".muster-install.json",
    ".cache",
    ".vite-temp",
    ".bin",
  ]);
  // A folder of its own, because the launcher may change what is in it.
  mkdirSync(join(folder, "node_modules", ".bin"));
  linkEntries(join(modules, ".bin"), join(folder, "node_modules", ".bin"), []);
  return folder;
}

function linkEntries(from: string, to: string, except: readonly string[]): void {
  for (const name of readdirSync(from)) {
    if (!except.includes(name)) symlinkSync(join(from, name), join(to, name));
  }
}

export function removeCheckout(folder: string): void {
  rmSync(folder, { recursive: true, force: true });
}

/** The environment of a person's shell: nothing of the test run or of npm in it. */
export function shellEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const env: NodeJS.ProcessEnv = {};
  for (const [name, value] of Object.entries(process.env)) {
    if (!/^(npm_|NODE_TEST|NODE_COMPILE_CACHE|MUSTER_)/.test(name)) env[name] = value;
  }
  const folders = (env["PATH"] ?? "").split(delimiter);
  env["PATH"] = folders.filter((each) => !each.includes("node_modules")).join(delimiter);
  return { ...env, ...extra };
}

/** A program on the person's PATH, or undefined. */
export function findProgram(name: string): string | undefined {
  const folders = (shellEnvironment()["PATH"] ?? "").split(delimiter);
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}

export type Run = {
  readonly child: ChildProcess;
  /** Everything printed so far. */
  readonly printed: () => { out: string; err: string };
  /** Resolves when stdout has `text`; rejects if the process ends first. */
  readonly until: (text: string) => Promise<void>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
};

/** Starts a program in the checkout and collects what it prints. */
export function run(
  folder: string,
  command: string,
  args: readonly string[],
  env?: NodeJS.ProcessEnv,
): Run {
  const child = spawn(command, args, {
    cwd: folder,
    env: env ?? shellEnvironment(),
    stdio: "pipe",
  });
  let out = "";
  let err = "";
  const waiters = new Set<() => void>();
  const wake = () => waiters.forEach((waiter) => waiter());
  child.stdout.on("data", (chunk: Buffer) => {
    out += chunk.toString();
    wake();
  });
  child.stderr.on("data", (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) => {
    child.once("close", (code, signal) => done({ code, signal }));
  });
  const until = (text: string) =>
    new Promise<void>((done, fail) => {
      const look = () => {
        if (!out.includes(text)) return;
        waiters.delete(look);
        done();
      };
      waiters.add(look);
      look();
      void ended.then(() => fail(new Error(`ended before "${text}":\n${out}\n${err}`)));
    });
  return { child, printed: () => ({ out, err }), until, ended };
}

/** Whether a process with this id is there. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
