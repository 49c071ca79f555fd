/**
 * The public pages and series of this server, made at most once a second and kept as bytes: whoever asks a thousand times a
 * second gets the same ones, and the control room pays for one. They are outside of the routes table because they take nothing,
 * know nobody and are the same for everybody; no request can name anything but these. Not here: what they say (public-view.ts,
 * public-page.ts).
 */

import { createHash } from "node:crypto";
import { gzipSync } from "node:zlib";
import { rfc3339FromInstant } from "../../base/instant.ts";
import { dictionary } from "../../live/public/public-figures.ts";
import type { FiguresKeeper } from "../../live/public/figures-keeper.ts";
import type { RegionRuntime } from "../../live/region-runtime.ts";
import { csvText } from "../../wire/csv-text.ts";
import type { StaticFile } from "../static-files.ts";
import { renderIndex, renderRegion } from "./public-page.ts";
import { viewRegion, type PublicRegion } from "./public-view.ts";

/** Milliseconds that a page is kept; whoever caches it may for a few seconds more. */
const keptMillis = 1_000;
export const publicCacheControl = "public, max-age=5";

interface Kept {
  readonly madeAt: number;
  readonly file: StaticFile;
}

export class PublicPages {
  readonly #regions: ReadonlyMap<string, RegionRuntime>;
  readonly #keepers: ReadonlyMap<string, FiguresKeeper>;
  readonly #isTaking: () => boolean;
  readonly #now: () => number;
  /** By address; there are a few for each region. */
  readonly #kept = new Map<string, Kept>();

  /** `now` counts milliseconds. */
  constructor(
    regions: ReadonlyMap<string, RegionRuntime>,
    keepers: ReadonlyMap<string, FiguresKeeper>,
    isTaking: () => boolean,
    now: () => number = () => performance.now(),
  ) {
    this.#regions = regions;
    this.#keepers = keepers;
    this.#isTaking = isTaking;
    this.#now = now;
  }

  /** `/public`, `/public/REGION`, `/public/REGION/figures.csv` and `.json`, `/public/dictionary.csv`. Undefined = no such page. */
  find(address: string): StaticFile | undefined {
    if (address !== "/public" && !address.startsWith("/public/")) return undefined;
    const now = this.#now();
    const kept = this.#kept.get(address);
    if (kept !== undefined && now - kept.madeAt < keptMillis) return kept.file;
    const made = this.#make(address);
    if (made === undefined) return undefined;
    const file = fileOf(made.contentType, made.text);
    this.#kept.set(address, { madeAt: now, file });
    return file;
  }

  #make(address: string): { contentType: string; text: string } | undefined {
    if (address === "/public") return { contentType: html, text: this.#index() };
    if (address === "/public/dictionary.csv") return { contentType: csv, text: dictionaryCsv() };
    const [, id = "", file] = /^\/public\/([A-Za-z0-9._-]{1,64})(?:\/(figures\.(?:csv|json)))?$/.exec(address) ?? []; // prettier-ignore
    const region = this.#regions.get(id);
    const view = region === undefined ? undefined : this.#view(region);
    if (region === undefined || view === undefined) return undefined;
    if (file === undefined) return { contentType: html, text: renderRegion(view, region.now()) };
    return file === "figures.csv"
      ? { contentType: csv, text: figuresCsv(view) }
      : { contentType: "application/json", text: figuresJson(view) };
  }

  #index(): string {
    const views = [...this.#regions.values()].flatMap((region) => this.#view(region) ?? []);
    const now = Math.max(0, ...[...this.#regions.values()].map((region) => region.now()));
    return renderIndex(views, now);
  }

  /** Undefined while a region has no configuration: there is nothing to say of it. */
  #view(region: RegionRuntime): PublicRegion | undefined {
    if (region.state.policy === undefined) return undefined;
    const isCurrent = this.#isTaking() && region.status === "taking";
    const periods = this.#keepers.get(region.id)?.listShown() ?? [];
    return viewRegion(region.id, region.state, region.now(), isCurrent, periods);
  }
}

const html = "text/html; charset=utf-8";
const csv = "text/csv; charset=utf-8";

function fileOf(contentType: string, text: string): StaticFile {
  const bytes = Buffer.from(text);
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { contentType, etag, bytes, gzipped: gzipSync(bytes), isImmutable: false };
}

function dictionaryCsv(): string {
  return csvText([
    ["metric", "unit", "parts", "meaning"],
    ...dictionary.map(({ metric, unit, parts, meaning }) => [metric, unit, parts, meaning]),
  ]);
}

function figuresCsv({ id, periods }: PublicRegion): string {
  const rows = periods.flatMap(({ period, fromAt, untilAt, figures, position }) => {
    const span = [rfc3339FromInstant(fromAt), rfc3339FromInstant(untilAt)];
    return figures.map(({ metric, part, value }) => [
      id,
      period,
      ...span,
      metric,
      part,
      value,
      position,
    ]);
  });
  const head = ["region", "period", "from", "until", "metric", "part", "value", "position"];
  return csvText([head, ...rows]);
}

function figuresJson({ id, name, periods }: PublicRegion): string {
  return JSON.stringify({
    region: id,
    name,
    dictionary,
    periods: periods.map(({ fromAt, untilAt, ...rest }) => ({
      ...rest,
      from: rfc3339FromInstant(fromAt),
      until: rfc3339FromInstant(untilAt),
    })),
  });
}
