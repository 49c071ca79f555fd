/**
 * The kept shell of the crew page: one page and the files that its HTML names. The files are fetched first and the page
 * is put in last, so that a kept page always has its files; what the new page does not name is dropped after that.
 */

export const shellName = "muster-crew-shell";
const pagePath = "/crew";
/** Files of one page; a page that names more is no page of ours and is not kept. */
const filesMost = 50;

/** Paths of scripts, styles and icons that the page loads from its own server, in order and once each. */
export function listFiles(html: string): readonly string[] {
  const named = [...html.matchAll(/\s(?:src|href)="(\/assets\/[\w.-]+)"/g)].map(([, path]) => path);
  return [...new Set(named)];
}

export async function keepShell(answer: Response): Promise<void> {
  const files = listFiles(await answer.clone().text());
  if (!answer.ok || files.length === 0 || files.length > filesMost) return;
  const cache = await caches.open(shellName);
  for (const path of files) if ((await cache.match(path)) === undefined) await cache.add(path);
  await cache.put(pagePath, answer);
  const wanted = new Set([pagePath, ...files]);
  for (const request of await cache.keys())
    if (!wanted.has(new URL(request.url).pathname)) await cache.delete(request);
}
