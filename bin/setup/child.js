/**
 * Child processes of the launcher: quiet ones for set-up steps (output kept, shown only when they
 * fail) and the one that is Muster itself (terminal, exit code and signals passed through). A child
 * never outlives the launcher by accident: signals that would end us are handed on, and we end only
 * after the child has. Deliberately not here: restarts; a process that ends stays ended.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";

/** @type {NodeJS.Signals[]} */
const forwardedSignals = ["SIGINT", "SIGTERM", "SIGHUP"];

/** A quiet child's output is kept up to this many characters, the newest ones. */
const keptCharacters = 20_000;

/**
 * Hands signals on to a child until the returned function is called.
 * @param {import("node:child_process").ChildProcess} child
 */
function forwardSignals(child) {
  const handlers = forwardedSignals.map((signal) => {
    const handler = () => void child.kill(signal);
    process.on(signal, handler);
    return () => process.off(signal, handler);
  });
  return () => handlers.forEach((stop) => stop());
}

/**
 * The exit code a shell would give for a child that ended this way.
 * @param {number | null} code
 * @param {NodeJS.Signals | null} signal
 */
function exitCodeOf(code, signal) {
  if (code !== null) return code;
  return 128 + (signal === null ? 1 : constants.signals[signal]);
}

/**
 * Runs one set-up step; its output is kept, not shown. When the step was ended by a signal meant
 * for us, this process ends too, with the code a shell would give.
 * @param {string} command
 * @param {string[]} args
 * @param {{ cwd: string, env?: NodeJS.ProcessEnv, shell?: boolean }} options
 * @param {(pid: number) => void} [onStart]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runQuietly(command, args, options, onStart) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...options, stdio: ["ignore", "pipe", "pipe"] });
    if (child.pid !== undefined) onStart?.(child.pid);
    let output = "";
    /** @type {NodeJS.Signals | undefined} */
    let interruptedBy;
    const note = forwardedSignals.map((signal) => {
      const handler = () => void (interruptedBy = signal);
      process.on(signal, handler);
      return () => process.off(signal, handler);
    });
    const stopForwarding = forwardSignals(child);
    const keep = (/** @type {Buffer} */ chunk) => {
      output = (output + chunk.toString()).slice(-keptCharacters);
    };
    child.stdout.on("data", keep);
    child.stderr.on("data", keep);
    child.once("error", (error) => keep(Buffer.from(`${error.message}\n`)));
    child.once("close", (code, signal) => {
      stopForwarding();
      note.forEach((stop) => stop());
      if (interruptedBy !== undefined) process.exit(exitCodeOf(null, interruptedBy));
      resolve({ code: child.pid === undefined ? 127 : exitCodeOf(code, signal), output });
    });
  });
}

/**
 * Runs the program itself with our terminal. Resolves to the exit code a shell would give.
 * @param {string} command
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<number>}
 */
export function runThrough(command, args, env) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, { env, stdio: "inherit" });
    const stopForwarding = forwardSignals(child);
    child.once("error", (error) => {
      stopForwarding();
      reject(error);
    });
    child.once("close", (code, signal) => {
      stopForwarding();
      resolve(exitCodeOf(code, signal));
    });
  });
}
