import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { testCrypto, sha256 } from "../../testing/record/crypto.ts";
import { makeLogKey, makeWitnessKey, signCheckpoint } from "../../testing/record/keys.ts";
import { writeVerifierKey } from "../note/keys.ts";
import { checkPolicy } from "./check-policy.ts";
import { readPolicy } from "./policy.ts";

const log = makeLogKey("log.example/a");
const witnesses = [1, 2, 3, 4, 5].map((each) => makeWitnessKey(`w${each}.example`, 10 + each));
const [one = "", two = "", three = "", four = "", five = ""] = witnesses.map(writeVerifierKey);
const logLine = `log ${writeVerifierKey(log)} https://log.example/\n`;
const root = sha256(Buffer.from("root"));

const layered = `# two organisations
${logLine}
witness X1 ${one}
 \twitness\tX2  ${two} \t
witness X3 ${three} https://x3.example
group X 2 X1 X2 X3
witness Y1 ${four}
witness Y2 ${five}
group Y any Y1 Y2
group both all X Y
quorum both
`;

function isAccepted(policyText: string, cosigners: readonly number[]): boolean | string {
  const policy = readPolicy(sha256, policyText).value ?? assert.fail();
  const keys = cosigners.map((each) => witnesses[each - 1] ?? assert.fail());
  const checked = checkPolicy(testCrypto, policy, signCheckpoint(log, 3, root, keys));
  if (checked.fault !== undefined) return checked.fault.code;
  assert.equal(checked.value.missing.length, policy.witnesses.length - cosigners.length);
  return true;
}

describe("a policy", () => {
  test("of two levels asks for two of three and one of two", () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 5 })), (cosigners) => {
        const ofX = cosigners.filter((each) => each <= 3).length;
        const isExpected = ofX >= 2 && cosigners.length > ofX;
        assert.equal(isAccepted(layered, cosigners), isExpected ? true : "record.no-quorum");
      }),
    );
  });

  test("may ask for one witness, or for none", () => {
    const single = `${logLine}witness w ${one}\nquorum w\n`;
    assert.equal(isAccepted(single, [1]), true);
    assert.equal(isAccepted(single, []), "record.no-quorum");
    assert.equal(isAccepted(`${logLine}quorum none\n`, []), true);
  });

  test("knows its logs by origin and key", () => {
    const other = writeVerifierKey(makeLogKey("log.example/b", 7));
    assert.equal(isAccepted(`log ${other}\nquorum none\n`, []), "record.unsigned");
    const sameName = writeVerifierKey(makeLogKey("log.example/a", 8));
    assert.equal(isAccepted(`log ${sameName}\nquorum none\n`, []), "record.unsigned");
    assert.equal(isAccepted(`log ${sameName}\n${logLine}quorum none\n`, []), true);
    assert.equal(isAccepted("quorum none\n", []), "record.unsigned");
  });

  test("compares names octet by octet", () => {
    const text = `witness K ${one}\nwitness \u212a ${two}\ngroup g all K \u212a\nquorum g\n`;
    assert.equal(readPolicy(sha256, text).value?.witnesses.length, 2);
    const odd = Buffer.concat([
      Buffer.from("witness "),
      Buffer.from([0xff, 0xfe]),
      Buffer.from(` ${one}\nquorum `),
      Buffer.from([0xff, 0xfe]),
      Buffer.from("\n"),
    ]);
    assert.equal(readPolicy(sha256, odd).value?.quorum, "\u00ff\u00fe");
  });

  test("that is none is refused with its line", () => {
    const start = `witness a ${one}\nwitness b ${two}\n`;
    for (const [text, line] of [
      ["", 0],
      [start, 0],
      [`${start}quorum a`, 3],
      [`${start}quorum a\nquorum a\n`, 4],
      [`${start}quorum c\n`, 3],
      [`${start}quorum\n`, 3],
      [`${start}quorum a b\n`, 3],
      [`quorum a\n${start}`, 1],
      [`${start}group g any\nquorum g\n`, 3],
      [`${start}group g 0 a\nquorum g\n`, 3],
      [`${start}group g 3 a b\nquorum g\n`, 3],
      [`${start}group g 02 a b\nquorum g\n`, 3],
      [`${start}group g +1 a b\nquorum g\n`, 3],
      [`${start}group g some a b\nquorum g\n`, 3],
      [`${start}group g any a a\nquorum g\n`, 3],
      [`${start}group g any a\ngroup h any a b\nquorum g\n`, 4],
      [`${start}group g any none\nquorum g\n`, 3],
      [`${start}group g any g\nquorum g\n`, 3],
      [`${start}group a any b\nquorum a\n`, 3],
      [`${start}witness a ${three}\nquorum a\n`, 3],
      [`${start}witness none ${three}\nquorum a\n`, 3],
      [`${start}witness c ${one}\nquorum a\n`, 3],
      [`${start}witness c\nquorum a\n`, 3],
      [`${start}witness c ${three} u v\nquorum a\n`, 3],
      [`witness c ${writeVerifierKey(log)}\nquorum c\n`, 1],
      [`log ${one}\nquorum none\n`, 1],
      [`${logLine}${logLine}quorum none\n`, 2],
      ["log\nquorum none\n", 1],
      ["log key\nquorum none\n", 1],
      ["loge x\nquorum none\n", 1],
      ["constructor x\nquorum none\n", 1],
      ["Quorum none\n", 1],
      ["quorum none\r\n", 1],
      ["# \u0001\nquorum none\n", 1],
      ["# \u007f\nquorum none\n", 1],
      ["\u00a0\nquorum none\n", 1],
    ] as const) {
      const { fault } = readPolicy(sha256, text);
      assert.equal(fault?.code, "record.wrong-policy", JSON.stringify(text));
      assert.ok(line === 0 || fault.message.includes(`line ${line}:`), `${fault.message} ${text}`);
    }
  });

  test("takes 32 of each and more", () => {
    const lines = Array.from({ length: 40 }, (_, each) => {
      const key = writeVerifierKey(makeWitnessKey(`w${each}`, 100 + each));
      const logKey = writeVerifierKey(makeLogKey(`l${each}`, 200 + each));
      return `log ${logKey}\nwitness w${each} ${key}\ngroup g${each} any w${each}\n`;
    });
    assert.equal(readPolicy(sha256, `${lines.join("")}quorum g7\n`).value?.groups.length, 40);
  });
});
