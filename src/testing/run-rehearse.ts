/** Runs `muster rehearse` in this process, in a folder of its own that is gone afterwards, and reads what it wrote. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeProgram } from "../cli/main.ts";

export async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "muster-rehearse-"));
  try {
    await work(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** The result as it is in the folder afterwards. */
export async function rehearse(plan: string, folder: string, ...args: string[]) {
  const program = await makeProgram(["rehearse"]);
  const said = ["rehearse", plan, "--out", folder, "--json", ...args];
  await program.parseAsync(said, { from: "user" });
  const read = (name: string) => readFileSync(join(folder, name), "utf8");
  return { json: read("result.json"), csv: read("result.csv"), html: read("report.html") };
}
