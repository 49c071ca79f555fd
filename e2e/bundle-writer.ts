/**
 * The crash test's writer and the store's threads as one plain file each. It starts hundreds of times, and most of a start
 * is reading and stripping the types of some sixty files four times over (1.5 s of processor time, bundled 0.6 s). What
 * runs is the same modules, put together by the bundler that makes the web pages. Not here: what is killed and checked.
 */
import { join } from "node:path";
import { build } from "vite";

const root = join(import.meta.dirname, "..");
const threads = ["log-worker", "reader-worker", "background-worker"];

/** Writes into the folder; answers the path of the writer. */
export async function bundleWriter(folder: string): Promise<string> {
  const ofThread = (name: string) => [name, join(root, "src", "store", "sqlite", `${name}.ts`)];
  await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    plugins: [
      {
        name: "threads-beside",
        enforce: "pre",
        // A thread is started by the address of its file, which has another ending here.
        transform: (code) =>
          threads.reduce((text, name) => text.replaceAll(`"./${name}.ts"`, `"./${name}.js"`), code),
      },
    ],
    build: {
      ssr: true,
      outDir: folder,
      emptyOutDir: false,
      minify: false,
      rolldownOptions: {
        input: Object.fromEntries([
          ["crash-writer", join(import.meta.dirname, "crash-writer.ts")],
          ...threads.map(ofThread),
        ]),
        output: { entryFileNames: "[name].js" },
      },
    },
  });
  return join(folder, "crash-writer.js");
}
