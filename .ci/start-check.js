/**
 * Runs `npm start` in a checkout as a person would, and stops it as a machine would: waits for the
 * address that it prints on a line of its own, asks for health and for the console's page, sends
 * SIGTERM to npm, and then wants exit code 0, a closed port and no process left behind. Plain
 * JavaScript: it must run on the Node that a newcomer has, before Muster's own is there.
 */
import { spawn } from "node:child_process";
import { readdirSync, readlinkSync } from "node:fs";
import { connect } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as delay } from "node:timers/promises";

const folder = process.argv[2] ?? process.cwd();
const addressMilliseconds = 180_000;
const stopMilliseconds = 20_000;
let passed = 0;
let failed = 0;

/**
 * @param {string} name
 * @param {boolean} ok
 * @param {string} [detail]
 */
function check(name, ok, detail = "") {
  if (ok) passed += 1;
  else failed += 1;
  console.log(`${ok ? "ok  " : "FAIL"}  ${name}${detail === "" ? "" : `: ${detail}`}`);
}

/** @param {string} url */
async function statusOf(url) {
  try {
    const answer = await fetch(url, { signal: AbortSignal.timeout(5_000) });
    return { status: answer.status, text: await answer.text() };
  } catch (error) {
    return { status: 0, text: String(error) };
  }
}

/** @param {string} url */
async function waitUntilHealthy(url) {
  let answer = { status: 0, text: "never asked" };
  for (const giveUpAt = Date.now() + 30_000; Date.now() < giveUpAt; await delay(100)) {
    answer = await statusOf(`${url}/api/health`);
    if (answer.status === 200) break;
  }
  return answer;
}

/** @param {URL} url */
function isPortOpen(url) {
  return new Promise((resolve) => {
    const socket = connect(Number(url.port), url.hostname.replaceAll(/[[\]]/g, ""));
    socket.once("connect", () => resolve(true)).once("error", () => resolve(false));
    socket.once("connect", () => socket.destroy());
  });
}

/** Processes whose working folder is in the checkout, other than this one and npm's wrapper of it. */
function listLeftBehind() {
  if (process.platform !== "linux") return [];
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && ![process.pid, process.ppid].includes(Number(name)))
    .filter((name) => {
      try {
        return readlinkSync(`/proc/${name}/cwd`).startsWith(folder) && !before.has(name);
      } catch {
        return false;
      }
    });
}

/** @type {Set<string>} */
const before = new Set();
for (const pid of listLeftBehind()) before.add(pid);

const startedAt = performance.now();
const npm = spawn("npm", ["start"], { cwd: folder, stdio: ["ignore", "pipe", "inherit"] });
/** @type {Promise<{ code: number | null, signal: string | null }>} */
const ended = new Promise((resolve) => {
  npm.once("exit", (code, signal) => resolve({ code, signal }));
});
for (const signal of /** @type {const} */ (["SIGINT", "SIGTERM"])) {
  process.once(signal, () => npm.kill("SIGTERM"));
}

/** @type {Promise<string | undefined>} */
const printed = new Promise((resolve) => {
  createInterface({ input: npm.stdout }).on("line", (line) => {
    console.log(`      ${line}`);
    if (/^https?:\/\/\S+$/.test(line.trim())) resolve(line.trim());
  });
  void ended.then(() => resolve(undefined));
  setTimeout(() => resolve(undefined), addressMilliseconds).unref();
});

const address = await printed;
const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
check("npm start prints its address on a line of its own", address !== undefined, `${seconds} s`);
const url = address === undefined ? undefined : new URL(address);
if (url !== undefined) {
  const health = await waitUntilHealthy(url.origin);
  check("GET /api/health answers 200", health.status === 200, health.text.slice(0, 200));
  const page = await statusOf(`${url.origin}/`);
  check(
    "GET / is a page",
    page.status === 200 && /<html/i.test(page.text),
    `status ${page.status}`,
  );
}

npm.kill("SIGTERM");
const result = await Promise.race([ended, delay(stopMilliseconds)]);
const how = result === undefined ? "still running" : `exit code ${result.code ?? result.signal}`;
check("SIGTERM to npm ends it with exit code 0", result?.code === 0, how);
if (result === undefined) npm.kill("SIGKILL");
if (url !== undefined) check("the port is closed", !(await isPortOpen(url)));
await delay(1_000);
const left = listLeftBehind();
check("no process is left behind", left.length === 0, left.join(" "));
for (const pid of left) process.kill(Number(pid), "SIGKILL"); // we started them, through npm

console.log(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);
