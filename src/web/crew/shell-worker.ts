/**
 * The service worker of the crew page: it keeps the page and the files the page names, so that the page opens where
 * there is no network. Pages come from the network while there is one, files (whose names change with their content)
 * from what is kept. It never keeps or answers anything of the API, and sends nothing by itself: what a crew sees of its
 * incident is kept by the page, what it pressed waits in the page's outbox (docs/decisions/0013). If it is stopped
 * while it keeps a new page, the old one with its files stays.
 */

import { keepShell, shellName } from "./shell-cache.ts";

const pagePath = "/crew";
/** A network that takes longer than this for the page is as good as none. */
const pageMillis = 4_000;

/** What this file uses of the worker's types, which are not in the browser page's own. */
interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface RequestEvent extends LastingEvent {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

interface WorkerScope {
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: LastingEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: RequestEvent) => void): void;
}

const scope = globalThis as unknown as WorkerScope;

async function install(): Promise<void> {
  await keepShell(await fetch(pagePath, { cache: "no-cache" }));
  await scope.skipWaiting();
}

async function findKept(request: Request | string): Promise<Response | undefined> {
  return (await caches.open(shellName)).match(request);
}

async function answerPage(event: RequestEvent): Promise<Response> {
  try {
    const answer = await fetch(event.request, { signal: AbortSignal.timeout(pageMillis) });
    if (answer.ok) event.waitUntil(keepShell(answer.clone()).catch(() => undefined));
    // A proxy whose server is gone is no server, either.
    if (answer.status < 500) return answer;
  } catch {
    // No network: below.
  }
  return (await findKept(pagePath)) ?? Response.error();
}

async function answerFile(event: RequestEvent): Promise<Response> {
  return (await findKept(event.request)) ?? fetch(event.request);
}

scope.addEventListener("install", (event) => event.waitUntil(install()));
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => {
  const { method, mode, url } = event.request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (mode === "navigate" && pathname === pagePath) event.respondWith(answerPage(event));
  else if (pathname.startsWith("/assets/")) event.respondWith(answerFile(event));
});
