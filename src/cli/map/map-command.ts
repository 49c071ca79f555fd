/**
 * `muster map build` makes a map package of an OpenStreetMap extract or of open road data, `muster map info` says what
 * is in one, `muster map calibrate` fits its times to recorded journeys (calibrate-map.ts). Building reads one file and writes one file; nothing of it needs a server. What is left out of the source
 * is listed with ids, and a package is written whole or not at all.
 */
import type { Command } from "commander";
import { createHash } from "node:crypto";
import { existsSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename } from "node:path";
import { LeftOut } from "../../roads/source/map-fault.ts";
import { printJson, printLine } from "../print.ts";
import { CliFault } from "../fault.ts";
import { Progress } from "../progress.ts";
import { addMapCalibrateCommand } from "./calibrate-map.ts";
import { makePackage, type MapMeta } from "./make-package.ts";
import { openPackageFile } from "./open-package.ts";
import { readMapSource } from "./read-source.ts";

interface BuildOptions {
  readonly output: string;
  readonly name?: string;
  readonly tileZoom: string;
  readonly force?: boolean;
  readonly report?: string;
  readonly json?: boolean;
}

export function addMapCommand(program: Command): void {
  const map = program
    .command("map")
    .description("map packages: roads, names and tiles in one file");
  map
    .command("build")
    .description(
      "make a map package of an OpenStreetMap extract (.osm.pbf) or of OS Open Roads (.geojson, gzip allowed)",
    )
    .argument("<file>", "the source")
    .requiredOption("-o, --output <file>", "the map package to write")
    .option("--name <text>", "what the map is called; left out = the file's name")
    .option("--tile-zoom <number>", "deepest zoom of the drawn map, 10 to 16", "14")
    .option("--force", "write over a file that is there")
    .option("--report <file>", "write what was left out, by reason with ids, as JSON")
    .option("--json", "print the summary as JSON")
    .action(build);
  map
    .command("info")
    .description("what is in a map package")
    .argument("<file>", "the map package")
    .option("--json", "print it as JSON")
    .action(info);
  addMapCalibrateCommand(map);
}

function readZoom(text: string): number {
  const zoom = Number(text);
  if (Number.isInteger(zoom) && zoom >= 10 && zoom <= 16) return zoom;
  throw new CliFault(
    "cli.asked-wrongly",
    `--tile-zoom: got ${text}, expected a whole number from 10 to 16`,
  );
}

async function build(path: string, options: BuildOptions): Promise<void> {
  const { output } = options;
  if (existsSync(output) && options.force !== true) {
    throw new CliFault(
      "cli.asked-wrongly",
      `${output} is there already; choose another name, or --force to write over it`,
    );
  }
  const tileZoom = readZoom(options.tileZoom);
  const startedAt = performance.now();
  const progress = new Progress(`building ${basename(output)}`);
  const bytes = readSource(path);
  const leftOut = new LeftOut();
  const name = options.name ?? basename(path).replace(/\.(osm\.pbf|pbf|(geo)?json(\.gz)?)$/i, "");
  const source = { file: basename(path), hash: createHash("sha256").update(bytes).digest("hex") };
  const material = readMapSource(bytes, { path, name, source, tileZoom }, leftOut, (share) =>
    progress.update(0.05 * share, "reading"),
  );
  const file = await makePackage(material, leftOut, {
    onProgress: (share, what) => progress.update(share, what),
  });
  writeWhole(output, file);
  progress.finish();
  const reasons = leftOut.list();
  if (options.report !== undefined)
    writeFileSync(options.report, `${JSON.stringify(reasons, null, 2)}\n`);
  const seconds = (performance.now() - startedAt) / 1_000;
  // Before the package is opened for its summary, which is no part of building.
  const peakMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  const summary = { ...summaryOf(output), seconds: Math.round(seconds * 10) / 10, peakMegabytes };
  if (options.json === true) printJson({ ...summary, leftOut: reasons });
  else {
    printSummary(summary);
    printLine(`made in ${summary.seconds} s, peak memory ${peakMegabytes} MB`);
    printLeftOut(reasons, options.report);
  }
}

function readSource(path: string): Uint8Array {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new CliFault("cli.asked-wrongly", `${path} cannot be read: ${(error as Error).message}`);
  }
}

/** A crash in here leaves a `.partial` file and the old package as it was. */
function writeWhole(path: string, bytes: Uint8Array): void {
  const partial = `${path}.partial`;
  try {
    writeFileSync(partial, bytes, { flush: true });
    renameSync(partial, path);
  } catch (error) {
    rmSync(partial, { force: true });
    throw new CliFault(
      "cli.asked-wrongly",
      `${path} cannot be written: ${(error as Error).message}`,
    );
  }
}

interface MapSummary extends MapMeta {
  readonly file: string;
  readonly hash: string;
  readonly bytes: number;
  readonly bytesPerArc: number;
  readonly networks: readonly {
    readonly name: string;
    readonly nodes: number;
    readonly arcs: number;
    readonly segments: number;
    readonly slots: number;
  }[];
  readonly names: number;
  readonly places: number;
  readonly addresses: number;
  readonly tiles: number;
}

function summaryOf(path: string): MapSummary {
  const { file, meta, roads } = openPackageFile(path);
  const bytes = file.list().reduce((sum, section) => sum + section.bytes, 0);
  const networks = (["road", "path"] as const).map((name) => {
    const { network, hierarchy } = roads[name];
    const { nodeCount: nodes, arcCount: arcs, segmentCount: segments } = network;
    return { name, nodes, arcs, segments, slots: hierarchy.upHead.length };
  });
  return {
    ...meta,
    file: basename(path),
    hash: roads.hash,
    bytes,
    bytesPerArc: Math.round(bytes / networks.reduce((sum, { arcs }) => sum + arcs, 0)),
    networks,
    names: roads.road.network.names.length,
    places: (file.json("places") as unknown[]).length,
    addresses: (file.json("addresses") as unknown[]).length,
    tiles: file.f64("tiles.key").length,
  };
}

function printSummary(summary: MapSummary): void {
  const { name, dataDate, attribution, source } = summary;
  printLine(`${name}${dataDate === "" ? "" : `, data of ${dataDate}`}, from ${source.file}`);
  if (attribution !== "") printLine(attribution);
  printLine(`hash ${summary.hash}`);
  for (const { name: network, nodes, arcs, segments } of summary.networks)
    printLine(`network ${network}: ${nodes} nodes, ${arcs} arcs, ${segments} segments`);
  printLine(
    `${summary.names} street names, ${summary.places} places, ${summary.addresses} addresses, ${summary.tiles} tiles`,
  );
  printLine(
    `${(summary.bytes / 1e6).toFixed(1)} MB, ${summary.bytesPerArc} bytes an arc of both networks`,
  );
}

function printLeftOut(
  reasons: readonly { reason: string; count: number; elements: readonly string[] }[],
  report: string | undefined,
): void {
  if (reasons.length === 0) return;
  printLine(
    `left out or not understood${report === undefined ? " (--report FILE lists ids)" : ""}:`,
  );
  for (const { reason, count, elements } of reasons.slice(0, 20))
    printLine(`  ${String(count).padStart(6)}  ${reason}, for example ${elements[0]}`);
  if (reasons.length > 20) printLine(`  and ${reasons.length - 20} more reasons`);
}

function info(path: string, options: { readonly json?: boolean }): void {
  const summary = summaryOf(path);
  if (options.json === true) {
    const { file } = openPackageFile(path);
    printJson({ ...summary, sections: file.list(), leftOut: file.json("left-out") });
  } else printSummary(summary);
}
