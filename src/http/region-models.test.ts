import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { makeDemandModel } from "../testing/demand-model.ts";
import { loadServerConfig } from "./config-file.ts";
import { readRegionModels } from "./region-models.ts";

test("a region's demand model is found beside the configuration, with its hash; what is none is refused with where", () => {
  const folder = mkdtempSync(join(tmpdir(), "muster-models-"));
  try {
    const text = JSON.stringify(makeDemandModel());
    writeFileSync(join(folder, "model.json"), text);
    writeFileSync(join(folder, "none.yaml"), "schema: something/1\n");
    const write = (model: string) => {
      const path = join(folder, "server.yaml");
      writeFileSync(path, `regions:\n  - { id: a, demandModel: ${model} }\n  - { id: b }\n`);
      return loadServerConfig(path);
    };
    const models = readRegionModels(write("model.json"));
    assert.deepEqual([...models.keys()], ["a"]);
    const sha256 = createHash("sha256").update(text).digest("hex");
    assert.deepEqual(models.get("a"), { model: makeDemandModel(), sha256 });
    const config = write("none.yaml");
    assert.throws(() => readRegionModels(config), {
      code: "config.invalid-key",
      message: /none.yaml is no demand model of muster fit:[^]*schema/,
    });
    const missing = write("missing.yaml");
    assert.throws(() => readRegionModels(missing), { code: "config.unreadable" });
  } finally {
    rmSync(folder, { recursive: true });
  }
});
