/**
 * What may be depended on: a licence on the list, no install script, no native add-on in what runs
 * in a control room, and no download address in the lock file. Checked on the lock file and on each
 * installed package's own package.json, because the lock file only repeats what a registry said.
 */
import type { Finding } from "./source-file.ts";

/** Licences we may ship with; all let the user do as they please, MPL file by file. */
const allowedLicences: ReadonlySet<string> = new Set([
  "MIT",
  "MIT-0",
  "ISC",
  "0BSD",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "Apache-2.0",
  "MPL-2.0",
  "BlueOak-1.0.0",
  "Unlicense",
  "CC0-1.0",
]);

export type LockedPackage = {
  readonly version?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly license?: string;
  readonly hasInstallScript?: boolean;
  readonly resolved?: string;
};

/** The parts of an installed package.json that the rule reads. */
export type Manifest = {
  readonly license?: unknown;
  readonly licenses?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly gypfile?: boolean;
};

const installScripts = ["preinstall", "install", "postinstall"];

/** "(MIT OR GPL-3.0)" is fine with one allowed choice; "MIT AND GPL-3.0" needs all. */
function isLicenceAllowed(licence: string): boolean {
  const choices = licence.replaceAll(/[()]/g, "").split(/\s+OR\s+/);
  return choices.some((choice) =>
    choice.split(/\s+AND\s+/).every((part) => allowedLicences.has(part)),
  );
}

/**
 * Findings on one package of the lock file. `manifest` is undefined where the package is not
 * installed (another platform's); then only the lock file speaks for it.
 */
export function checkPackage(path: string, locked: LockedPackage, manifest?: Manifest): Finding[] {
  const findings: Finding[] = [];
  const add = (rule: string, text: string) =>
    findings.push({ rule, file: "package-lock.json", line: 1, text: `${path}: ${text}` });
  const licence = manifest === undefined ? locked.license : licenceOf(manifest);
  if (licence === undefined || !isLicenceAllowed(licence)) {
    add("licence", `licence ${licence ?? "not given"} is not on the list`);
  }
  const script = installScripts.find((name) => manifest?.scripts?.[name] !== undefined);
  if (locked.hasInstallScript === true || script !== undefined) {
    add("install-script", `has an install script (${script ?? "says the lock file"})`);
  }
  if (manifest?.gypfile === true) add("native", "builds a native add-on");
  if (locked.resolved !== undefined)
    add("address", `the lock file has its address ${locked.resolved}`);
  return findings;
}

function licenceOf(manifest: Manifest): string | undefined {
  if (typeof manifest.license === "string") return manifest.license;
  const old =
    manifest.license ?? (Array.isArray(manifest.licenses) ? manifest.licenses[0] : undefined);
  const type = (old as { type?: unknown } | undefined)?.type;
  return typeof type === "string" ? type : undefined;
}
