import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { deflateSync } from "node:zlib";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { PbfWriter } from "pbf";
import { findRealData } from "../../testing/real-data.ts";
import { inflateBlock, realMaps } from "../../testing/roads/real-map.ts";
import { MapDataFault } from "../source/map-fault.ts";
import type { OsmData } from "./osm-data.ts";
import { readOsmPbf } from "./read-pbf.ts";

const everything = {
  inflate: inflateBlock,
  wantsNode: () => true,
  wantsWay: () => true,
  wantsRelation: () => true,
};

type Write = (pbf: PbfWriter) => void;

function bytesOf(write: Write): Uint8Array {
  const pbf = new PbfWriter();
  write(pbf);
  return pbf.finish();
}

/** A block of the file: its kind, and its content, packed. */
function fileBlock(kind: string, content: Uint8Array, rawLength = content.length): Buffer {
  const blob = bytesOf((pbf) => {
    pbf.writeVarintField(2, rawLength);
    pbf.writeBytesField(3, deflateSync(content));
  });
  const header = bytesOf((pbf) => {
    pbf.writeStringField(1, kind);
    pbf.writeVarintField(3, blob.length);
  });
  const length = Buffer.alloc(4);
  length.writeUInt32BE(header.length);
  return Buffer.concat([length, header, blob]);
}

const header = fileBlock(
  "OSMHeader",
  bytesOf((pbf) => {
    pbf.writeStringField(4, "OsmSchema-V0.6");
    pbf.writeStringField(4, "DenseNodes");
    pbf.writeVarintField(32, 1_700_000_000);
  }),
);

/** A block with these strings and one group. */
function dataBlock(strings: readonly string[], group: Write): Buffer {
  const content = bytesOf((pbf) => {
    pbf.writeBytesField(
      1,
      bytesOf((table) => {
        for (const text of ["", ...strings]) table.writeBytesField(1, Buffer.from(text));
      }),
    );
    pbf.writeBytesField(2, bytesOf(group));
  });
  return fileBlock("OSMData", content);
}

function packed(pbf: PbfWriter, field: number, values: readonly number[], signed = true): void {
  if (signed) pbf.writePackedSVarint(field, [...values]);
  else pbf.writePackedVarint(field, [...values]);
}

const small = Buffer.concat([
  header,
  dataBlock(["highway", "primary", "name", "Höhe"], (group) => {
    group.writeBytesField(
      2,
      bytesOf((dense) => {
        packed(dense, 1, [5, 2, -1]);
        packed(dense, 8, [540_000_000, 10, 10]);
        packed(dense, 9, [-45_000_000, 5, 0]);
        packed(dense, 10, [0, 3, 4, 0, 0], false);
      }),
    );
  }),
  dataBlock(["highway", "primary", "type", "restriction", "via"], (group) => {
    group.writeBytesField(
      3,
      bytesOf((way) => {
        way.writeVarintField(1, 77);
        packed(way, 2, [1], false);
        packed(way, 3, [2], false);
        packed(way, 8, [5, 2, -1]);
      }),
    );
    group.writeBytesField(
      4,
      bytesOf((relation) => {
        relation.writeVarintField(1, 9);
        packed(relation, 2, [3], false);
        packed(relation, 3, [4], false);
        packed(relation, 8, [5], false);
        packed(relation, 9, [7]);
        packed(relation, 10, [0], false);
      }),
    );
  }),
]);

function faultOf(file: Uint8Array): MapDataFault {
  try {
    readOsmPbf(file, everything);
  } catch (error) {
    assert.ok(error instanceof MapDataFault, String(error));
    return error;
  }
  return assert.fail("expected a fault");
}

describe("a small file made by hand", () => {
  const data: OsmData = readOsmPbf(small, everything);

  test("nodes by ascending id, though the file has them otherwise", () => {
    assert.deepEqual([...data.nodes.id], [5, 6, 7]);
    assert.deepEqual([...data.nodes.latE7], [540_000_000, 540_000_020, 540_000_010]);
    assert.deepEqual([...data.nodes.lonE7], [-45_000_000, -44_999_995, -44_999_995]);
  });

  test("tags, ways, relations, the date of the data", () => {
    assert.deepEqual(
      data.taggedNodes.map(({ id, tags }) => [id, tags]),
      [[7, { name: "Höhe" }]],
    );
    const [way] = data.ways;
    assert.deepEqual([way.id, way.tags, [...way.refs]], [77, { highway: "primary" }, [5, 7, 6]]);
    assert.deepEqual(data.relations, [
      { id: 9, tags: { type: "restriction" }, members: [{ kind: "node", ref: 7, role: "via" }] },
    ]);
    assert.equal(data.dataSeconds, 1_700_000_000);
  });

  test("a file that ends anywhere within a block is truncated, and says at which byte", () => {
    const ends = [header.length];
    for (let end = 1; end < small.length; end += 1) {
      try {
        readOsmPbf(small.subarray(0, end), everything);
        ends.push(end);
      } catch (error) {
        assert.ok(error instanceof MapDataFault, String(error));
        assert.ok(["map.truncated", "map.bad-block"].includes(error.code));
        assert.match(error.message, /byte \d+/);
      }
    }
    assert.ok(ends.length <= 4, "only between two blocks does it end well");
  });
});

describe("damage", () => {
  test("each kind has its code and says what to do", () => {
    const bomb = fileBlock("OSMData", new Uint8Array(40_000_000), 40_000_000);
    const liar = fileBlock("OSMData", new Uint8Array(1_000), 10);
    const lost = dataBlock(["highway"], (group) => {
      group.writeBytesField(
        3,
        bytesOf((way) => {
          way.writeVarintField(1, 4711);
          packed(way, 2, [1], false);
          packed(way, 3, [99], false);
        }),
      );
    });
    const far = dataBlock([], (group) => {
      group.writeBytesField(
        2,
        bytesOf((dense) => {
          packed(dense, 1, [12]);
          packed(dense, 8, [910_000_000]);
          packed(dense, 9, [0]);
        }),
      );
    });
    const odd = fileBlock(
      "OSMHeader",
      bytesOf((pbf) => pbf.writeStringField(4, "HistoricalInformation")),
    );
    const table: [Uint8Array, string, RegExp][] = [
      [Buffer.from("<osm version='0.6'>"), "map.bad-block", /no OpenStreetMap extract/],
      [bomb, "map.bad-block", /40000000 bytes/],
      [liar, "map.bad-block", /./],
      [lost, "map.bad-block", /way 4711: got string 99 of 2/],
      [far, "map.bad-block", /node 12: got latitude 91/],
      [odd, "map.unsupported", /HistoricalInformation/],
      [Buffer.from([0, 0, 0, 9, 1, 2]), "map.truncated", /ends at byte 6/],
    ];
    for (const [file, code, says] of table) {
      const fault = faultOf(file);
      assert.equal(fault.code, code, fault.message);
      assert.match(fault.message, says);
    }
  });

  test("a name of 2 GB is refused before it is read", () => {
    // The string says that it has 2^31 - 1 bytes.
    const content = Buffer.from([0x0a, 0x0a, 0x0a, 0xff, 0xff, 0xff, 0xff, 0x07, 0x61, 0x62]);
    assert.equal(faultOf(fileBlock("OSMData", content)).code, "map.bad-block");
  });

  test("no bytes make it throw anything but a fault", () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.nat(small.length - 1), fc.nat(255)), { maxLength: 6 }),
        (changes) => {
          const file = Buffer.from(small);
          for (const [at, value] of changes) file[at] = value;
          try {
            readOsmPbf(file, everything);
          } catch (error) {
            assert.ok(error instanceof MapDataFault, String(error));
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});

test("real maps: as many elements as their README says; cut short they are truncated", (t) => {
  const path = findRealData(realMaps.isleOfMan);
  if (path === undefined) return t.skip("no map data (MUSTER_DATA)");
  const file = readFileSync(path);
  const { counts, nodes } = readOsmPbf(file, { ...everything, wantsWay: () => false });
  assert.deepEqual([counts.nodes, counts.ways], [221_860, 28_337]);
  assert.equal(nodes.count, counts.nodes);
  for (const share of [0.1, 0.5, 0.999]) {
    const fault = faultOf(file.subarray(0, Math.floor(file.length * share)));
    assert.equal(fault.code, "map.truncated");
  }
});
