import assert from "node:assert/strict";
import { test } from "node:test";
import { distanceM } from "../base/distance.ts";
import { RandomStream } from "../base/random.ts";
import { placeAt } from "../testing/control-room.ts";
import { NearestPlaces, nearestPlaceLimits } from "./nearest-places.ts";
import { PlaceTable } from "./place-table.ts";

test("the place found is no further than the nearest, but for the size of a square, and the same when asked again", () => {
  const random = new RandomStream(4, "nearest-places");
  const draw = () => placeAt(random.between(-3_000, 3_000), random.between(-3_000, 3_000));
  const places = Array.from({ length: 20 }, draw);
  const nearest = new NearestPlaces(new PlaceTable(places));
  let none = 0;
  for (let count = 0; count < 500; count += 1) {
    const { latE7, lonE7 } = draw();
    const metres = places.map((place) => distanceM(latE7, lonE7, place.latE7, place.lonE7));
    const found = nearest.find(latE7, lonE7);
    assert.equal(nearest.find(latE7, lonE7), found);
    const least = Math.min(...metres);
    // From the middle of its square it is 71 m away at most, and so is the place's.
    if (found < 0) {
      none += 1;
      assert.ok(least > nearestPlaceLimits.reachM - 75);
    } else assert.ok(metres[found] <= least + 145, `${metres[found]} ${least}`);
  }
  assert.ok(none > 0 && none < 400, String(none));
  const { latE7, lonE7 } = placeAt(90_000, 0);
  assert.equal(nearest.find(latE7, lonE7), -1);
});
