/**
 * For the tests of the lock: a process of its own that opens the store of the directory given as argument and says
 * "holding". On a line of input it appends one command that expects an empty region and says how that went.
 */
import { openSqliteStore } from "./engine.ts";
import { StoreFault } from "../port.ts";

const store = await openSqliteStore({ directory: process.argv[2] });
console.log("holding");
process.stdin.once("data", () => void append());

async function append(): Promise<void> {
  const records = [{ facts: "{}", privateText: null }];
  try {
    await store.append({ region: "north", expectedPosition: 0, commandId: "held", records });
    console.log("written");
  } catch (error) {
    console.log(error instanceof StoreFault ? error.code : String(error));
  }
}
