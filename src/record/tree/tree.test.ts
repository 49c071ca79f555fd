import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { sha256 } from "../../testing/record/crypto.ts";
import {
  plainPath,
  plainProof,
  plainRoot,
  plainRootOfPath,
  plainRootsOfProof,
  plainTile,
} from "../../testing/record/plain-tree.ts";
import { checkConsistency, checkInclusion } from "./check-proof.ts";
import { Frontier, type Tile } from "./frontier.ts";
import { makeTreeHasher } from "./hash.ts";
import {
  listTilesOf,
  proveConsistency,
  proveInclusion,
  rootOf,
  spansOfInclusion,
  type Tree,
} from "./make-proof.ts";
import { widthOfTile, writeTilePath } from "./tiles.ts";

const hasher = makeTreeHasher(sha256);
const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");
const unhex = (text: string): Uint8Array => Buffer.from(text, "hex");

/** The entries that implementations of RFC 6962 have tested themselves with since the first. */
const knownEntries = [
  "",
  "00",
  "10",
  "2021",
  "3031",
  "40414243",
  "5051525354555657",
  "606162636465666768696a6b6c6d6e6f",
].map((text) => Buffer.from(text, "hex"));
const knownRoots = [
  "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

/** A tree in memory: full tiles as they were filled, open ones at the end. */
class KeptTree implements Tree {
  readonly hasher = hasher;
  readonly tiles = new Map<string, Uint8Array>();
  readonly frontier = new Frontier(hasher);

  constructor(entries: readonly Buffer[]) {
    for (const entry of entries) this.append(entry);
  }

  append(entry: Buffer): void {
    this.frontier.append(hasher.leaf(entry), (tile) => this.keep(tile));
  }

  keep(tile: Tile): void {
    this.tiles.set(writeTilePath(tile), tile.bytes);
  }

  get size(): number {
    return this.frontier.size;
  }

  readonly readTile: Tree["readTile"] = (name) => {
    for (const tile of this.frontier.listOpen()) this.keep(tile);
    const tile = this.tiles.get(writeTilePath(name));
    assert.ok(tile !== undefined, `tile ${writeTilePath(name)}`);
    return tile;
  };
}

function makeEntries(count: number, seed = 0): Buffer[] {
  return Array.from({ length: count }, (_, index) => Buffer.from(`${seed} ${index}`));
}

describe("given the entries that everybody tests with", () => {
  test("the roots of sizes 0 to 8 are the known ones, by both implementations and by the frontier", () => {
    for (const [size, root] of knownRoots.entries()) {
      const entries = knownEntries.slice(0, size);
      const tree = new KeptTree(entries);
      assert.equal(plainRoot(entries), root, `plain, size ${size}`);
      assert.equal(hex(tree.frontier.root()), root, `frontier, size ${size}`);
      assert.equal(hex(rootOf(tree)), root, `tiles, size ${size}`);
    }
  });

  test("the leaf hash of nothing and a node's hash have their prefixes", () => {
    assert.equal(hex(hasher.leaf(Buffer.alloc(0))), knownRoots[1]);
    const [a = "", b = ""] = knownEntries.slice(0, 2).map((entry) => hex(hasher.leaf(entry)));
    assert.equal(hex(hasher.node(unhex(a), unhex(b))), knownRoots[2]);
  });
});

describe("proofs of both implementations", () => {
  test("are the same and hold, for every index and old size of all sizes to 66", () => {
    for (let size = 1; size <= 66; size += 1) {
      const entries = makeEntries(size);
      const tree = new KeptTree(entries);
      const root = tree.frontier.root();
      for (let index = 0; index < size; index += 1) {
        const path = proveInclusion(tree, index).value ?? assert.fail();
        assert.deepEqual(path.map(hex), plainPath(index, entries));
        const leafHash = hasher.leaf(entries[index] ?? assert.fail());
        assert.equal(checkInclusion(hasher, { index, size, leafHash, path, root }), undefined);
        const plain = plainRootOfPath(hex(leafHash), index, size, path.map(hex));
        assert.equal(plain, hex(root));
      }
      for (let oldSize = 1; oldSize <= size; oldSize += 1) {
        const path = proveConsistency(tree, oldSize).value ?? assert.fail();
        assert.deepEqual(path.map(hex), plainProof(oldSize, entries));
        const oldRoot = unhex(plainRoot(entries.slice(0, oldSize)));
        const claim = { oldSize, oldRoot, size, root, path };
        assert.equal(checkConsistency(hasher, claim), undefined);
        const roots = plainRootsOfProof(oldSize, size, path.map(hex), hex(oldRoot));
        assert.deepEqual(roots, { old: hex(oldRoot), new: hex(root) });
      }
    }
  });

  test("agree on random trees, honest and tampered with", () => {
    const numbers = fc.tuple(
      fc.integer({ min: 1, max: 700 }),
      fc.nat(),
      fc.nat(),
      fc.constantFrom("none", "bit", "drop", "more", "swap", "index", "size"),
      fc.nat(),
    );
    fc.assert(
      fc.property(numbers, ([size, a, b, tampering, c]) => {
        const entries = makeEntries(size, a);
        const tree = new KeptTree(entries);
        const root = tree.frontier.root();
        const index = a % size;
        const oldSize = 1 + (b % size);
        const leafHash = hasher.leaf(entries[index] ?? assert.fail());
        const oldRoot = unhex(plainRoot(entries.slice(0, oldSize)));
        const inclusion = tamper(proveInclusion(tree, index).value ?? [], tampering, c);
        const consistency = tamper(proveConsistency(tree, oldSize).value ?? [], tampering, c);
        const shift = tampering === "index" ? 1 + (c % 3) : 0;
        const grown = size + (tampering === "size" ? 1 + (c % 3) : 0);
        const one = checkInclusion(hasher, {
          index: index + shift,
          size: grown,
          leafHash,
          path: inclusion,
          root,
        });
        const two = plainRootOfPath(hex(leafHash), index + shift, grown, inclusion.map(hex));
        assert.equal(one === undefined, two === hex(root));
        if (oldSize + shift > grown) return;
        const claim = { oldSize: oldSize + shift, oldRoot, size: grown, root, path: consistency };
        const three = checkConsistency(hasher, claim);
        const four = plainRootsOfProof(oldSize + shift, grown, consistency.map(hex), hex(oldRoot));
        const isFour = four?.old === hex(oldRoot) && four.new === hex(root);
        assert.equal(three === undefined, isFour);
      }),
      { numRuns: 300 },
    );
  });

  test("are refused from and to size 0, behind the end, and with hashes of another length", () => {
    const tree = new KeptTree(makeEntries(5));
    const root = tree.frontier.root();
    assert.equal(proveConsistency(tree, 0).fault?.code, "record.wrong-proof");
    assert.equal(proveConsistency(tree, 6).fault?.code, "record.wrong-proof");
    assert.equal(proveInclusion(tree, 5).fault?.code, "record.wrong-proof");
    assert.equal(proveInclusion(tree, 0.5).fault?.code, "record.wrong-proof");
    const empty = { oldSize: 0, oldRoot: hasher.empty, size: 5, root, path: [] };
    assert.equal(checkConsistency(hasher, empty)?.code, "record.wrong-proof");
    assert.equal(
      checkConsistency(hasher, { ...empty, size: 0, root: hasher.empty })?.code,
      "record.wrong-proof",
    );
    const claim = { index: 0, size: 1, leafHash: root, path: [], root };
    assert.equal(checkInclusion(hasher, claim), undefined);
    assert.equal(checkInclusion(hasher, { ...claim, index: 1 })?.code, "record.wrong-proof");
    assert.equal(checkInclusion(hasher, { ...claim, size: 0 })?.code, "record.wrong-proof");
    assert.equal(checkInclusion(hasher, { ...claim, index: -1 })?.code, "record.wrong-size");
    assert.equal(checkInclusion(hasher, { ...claim, size: 2n ** 64n })?.code, "record.wrong-size");
    assert.equal(
      checkInclusion(hasher, { ...claim, root: root.slice(1) })?.code,
      "record.wrong-hash",
    );
  });

  test("hold at sizes that no number of 53 bits can say", () => {
    const leafHash = hasher.leaf(Buffer.from("x"));
    const path = Array.from({ length: 64 }, (_, each) => hasher.leaf(Buffer.from([each])));
    const root = path.reduce<Uint8Array>((hash, sibling) => hasher.node(hash, sibling), leafHash);
    const size = 2n ** 64n - 1n;
    assert.equal(checkInclusion(hasher, { index: 0n, size, leafHash, path, root }), undefined);
    assert.ok(checkInclusion(hasher, { index: 0n, size, leafHash, path: path.slice(1), root }));
  });
});

function tamper(path: readonly Uint8Array[], kind: string, at: number): Uint8Array[] {
  const changed: Uint8Array[] = path.map((hash) => Uint8Array.from(hash));
  const place = path.length === 0 ? 0 : at % path.length;
  const hash = changed[place];
  if (kind === "bit" && hash !== undefined) hash[at % 32] = (hash[at % 32] ?? 0) ^ (1 << (at % 8));
  if (kind === "drop") changed.splice(place, 1);
  if (kind === "more") changed.splice(place, 0, hasher.leaf(Buffer.from([at % 256])));
  if (kind === "swap") changed.reverse();
  return changed;
}

describe("tiles", () => {
  test("hold what the formula of the specification says, full and partial, in a tree of 70,000", () => {
    const entries = makeEntries(70_000);
    const tree = new KeptTree(entries);
    assert.deepEqual(
      tree.frontier.listOpen().map(({ level, index, width }) => [level, index, width]),
      [
        [0, 273, 112],
        [1, 1, 17],
        [2, 0, 1],
      ],
    );
    for (const [level, index] of [
      [0, 0],
      [0, 272],
      [0, 273],
      [1, 0],
      [1, 1],
      [2, 0],
    ] as const) {
      const width = widthOfTile(70_000, level, index);
      const tile = Buffer.from(tree.readTile({ level, index, width }));
      assert.equal(
        tile.toString("hex"),
        plainTile(entries, level, index).join(""),
        `${level}/${index}`,
      );
    }
    assert.equal(hex(tree.frontier.root()), plainRoot(entries));
  });

  test("a tree of 256 is one full tile and one hash above it", () => {
    const tree = new KeptTree(makeEntries(256));
    assert.deepEqual([...tree.tiles.keys()], ["tile/0/000"]);
    assert.deepEqual(
      tree.frontier.listOpen().map(({ level, width }) => [level, width]),
      [[1, 1]],
    );
    assert.equal(widthOfTile(256, 0, 1), 0);
  });

  test("a frontier goes on from its open tiles as if it had never stopped", () => {
    const random = fc.tuple(fc.integer({ min: 0, max: 1_200 }), fc.integer({ min: 0, max: 600 }));
    fc.assert(
      fc.property(random, ([before, after]) => {
        const entries = makeEntries(before + after);
        const tree = new KeptTree(entries.slice(0, before));
        const resumed = Frontier.resume(hasher, before, tree.readTile);
        for (const entry of entries.slice(before)) resumed.append(hasher.leaf(entry));
        assert.equal(hex(resumed.root()), hex(new KeptTree(entries).frontier.root()));
      }),
      { numRuns: 50 },
    );
  });

  test("a proof needs few tiles, whatever the size", () => {
    const size = 10_000_019;
    const tiles = listTilesOf(spansOfInclusion(4_711, size), size);
    assert.ok(tiles.length <= 6, `${tiles.length} tiles`);
    for (const { level, index, width } of tiles)
      assert.equal(width, widthOfTile(size, level, index));
  });
});
