import assert from "node:assert/strict";
import { describe, test } from "node:test";
import * as fc from "fast-check";
import { askOutside, outsideKinds, readOutside } from "./travel-question.ts";

const question = {
  fromLatE7: 541_500_000,
  fromLonE7: -44_800_000,
  toLatE7: 541_600_000,
  toLonE7: -45_000_000,
};

describe("what is asked", () => {
  test("osrm: its table service, longitude first", () => {
    assert.deepEqual(askOutside("osrm", "http://127.0.0.1:5000", "driving", question), {
      url: "http://127.0.0.1:5000/table/v1/driving/-4.48,54.15;-4.5,54.16?sources=0&destinations=1&annotations=duration,distance",
      method: "GET",
      body: null,
    });
  });

  test("valhalla: its matrix, in a body", () => {
    const { url, method, body } = askOutside("valhalla", "http://127.0.0.1:8002", "auto", question);
    assert.equal(url, "http://127.0.0.1:8002/sources_to_targets");
    assert.equal(method, "POST");
    assert.deepEqual(JSON.parse(body ?? ""), {
      sources: [{ lat: 54.15, lon: -4.48 }],
      targets: [{ lat: 54.16, lon: -4.5 }],
      costing: "auto",
      units: "kilometers",
    });
  });

  test("a profile can not leave its place in the address", () => {
    const { url } = askOutside("osrm", "http://127.0.0.1:5000", "../admin?x=", question);
    assert.ok(url.startsWith("http://127.0.0.1:5000/table/v1/..%2Fadmin%3Fx%3D/"), url);
  });
});

describe("what is answered", () => {
  test("osrm", () => {
    const text =
      '{"code":"Ok","durations":[[312.4]],"distances":[[2811.9]],"data_version":"2026-11"}';
    assert.deepEqual(readOutside("osrm", text), {
      travelSeconds: 312,
      distanceM: 2812,
      version: "2026-11",
    });
    assert.deepEqual(readOutside("osrm", '{"code":"Ok","durations":[[null]]}'), {
      travelSeconds: null,
      distanceM: null,
      version: "",
    });
  });

  test("valhalla", () => {
    const text = '{"sources_to_targets":[[{"time":301,"distance":2.75,"from_index":0}]]}';
    assert.deepEqual(readOutside("valhalla", text), {
      travelSeconds: 301,
      distanceM: 2750,
      version: "",
    });
  });

  test("what does not fit is a fault that says where", () => {
    for (const [kind, text, expected] of [
      ["osrm", "<html>", /no JSON/],
      ["osrm", '{"code":"NoTable"}', /osrm does not fit at code/],
      ["osrm", '{"code":"Ok","durations":[[-1]]}', /durations\.0\.0/],
      ["osrm", '{"code":"Ok","durations":[]}', /durations/],
      ["valhalla", '{"sources_to_targets":[[{"time":"soon","distance":1}]]}', /time/],
      ["valhalla", "null", /the top/],
    ] as const) {
      const read = readOutside(kind, text);
      assert.ok("fault" in read, text);
      assert.match(read.fault, expected);
    }
  });

  test("no text makes it throw", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...outsideKinds),
        fc.oneof(fc.string(), fc.json()),
        (kind, text) => {
          const read = readOutside(kind, text);
          assert.ok("fault" in read || read.travelSeconds === null || read.travelSeconds >= 0);
        },
      ),
    );
  });
});
