import assert from "node:assert/strict";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, test } from "node:test";
import { prepareChromium } from "./install-chromium.ts";

describe(
  "Chromium for the browser tests",
  { skip: process.platform === "win32" && "shell scripts" },
  () => {
    let folder = "";
    let lines: string[] = [];
    const say = (line: string) => void lines.push(line);

    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), "muster-chromium-"));
      lines = [];
    });
    afterEach(() => rmSync(folder, { recursive: true }));

    const program = (name: string, body: string) => {
      writeFileSync(join(folder, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    };
    const machine = (isRoot = true, env: NodeJS.ProcessEnv = {}) => {
      return { env: { PATH: folder, ...env }, platform: "linux", isRoot } as const;
    };

    test("that is there is taken, without a word", () => {
      program("chromium", "exit 0");
      assert.equal(prepareChromium(say, machine()), join(folder, "chromium"));
      assert.deepEqual(lines, []);
    });

    test("that is missing is installed with apt-get, and that is said", () => {
      const make = `printf '#!/bin/sh\\nexit 0\\n' > ${folder}/chromium; /bin/chmod +x ${folder}/chromium`;
      program("apt-get", `case "$*" in *install*chromium*) ${make};; esac`);
      assert.equal(prepareChromium(say, machine()), join(folder, "chromium"));
      assert.match(lines.join(), /installing it with apt-get/);
    });

    test("that apt-get does not have is skipped, with apt-get's reason", () => {
      program("apt-get", 'case "$*" in *install*) echo "E: no such package" >&2; exit 100;; esac');
      assert.equal(prepareChromium(say, machine()), undefined);
      assert.match(lines.at(-1) ?? "", /could not be installed \(E: no such package\).*skipped/);
    });

    test("that is installed and does not start is skipped", () => {
      const make = `printf '#!/bin/sh\\nexit 1\\n' > ${folder}/chromium; /bin/chmod +x ${folder}/chromium`;
      program("apt-get", `case "$*" in *install*) ${make};; esac`);
      assert.equal(prepareChromium(say, machine()), undefined);
      assert.match(lines.at(-1) ?? "", /does not start/);
    });

    test("is not installed without apt-get, without root, or elsewhere than on Linux", () => {
      assert.equal(prepareChromium(say, machine()), undefined);
      program("apt-get", "exit 0");
      assert.equal(prepareChromium(say, machine(false)), undefined);
      assert.equal(prepareChromium(say, { ...machine(), platform: "openbsd" }), undefined);
      assert.equal(lines.length, 3);
      for (const line of lines) assert.match(line, /cannot install it here.*skipped/);
    });

    test("that was named wrongly is not replaced by another", () => {
      program("chromium", "exit 0");
      const named = machine(true, { MUSTER_CHROMIUM: join(folder, "nothing") });
      assert.equal(prepareChromium(say, named), undefined);
      assert.match(lines.join(), /not a program.*skipped/);
    });
  },
);
