/**
 * OS Open Roads links as a road source. The data has neither one-way streets nor turn restrictions nor speed limits:
 * every link is open in both directions, limits are those usual for the function, and the list of what was left out says
 * so. Links meet only where their ends coincide; a shared point within two links is a bridge. Not here: the file.
 */
import { arcRules, roadClasses, type RoadClass } from "../network.ts";
import type { LeftOut } from "../source/map-fault.ts";
import type { RoadSource, SourceRoad } from "../source/road-source.ts";
import type { RoadLink } from "./read-links.ts";

interface FunctionMeaning {
  readonly roadClass: RoadClass;
  readonly limitKmh: number;
  readonly isPrivate?: true;
}

/** The functions of the OS Open Roads product guide; limits from 70, 40, 30 and 20 mph, as in built-up Britain. */
const meanings: Readonly<Record<string, FunctionMeaning>> = {
  Motorway: { roadClass: "motorway", limitKmh: 113 },
  "A Road": { roadClass: "primary", limitKmh: 64 },
  "B Road": { roadClass: "secondary", limitKmh: 48 },
  "Minor Road": { roadClass: "tertiary", limitKmh: 48 },
  "Local Road": { roadClass: "residential", limitKmh: 48 },
  "Local Access Road": { roadClass: "service", limitKmh: 32 },
  "Restricted Local Access Road": { roadClass: "service", limitKmh: 32, isPrivate: true },
  "Secondary Access Road": { roadClass: "service", limitKmh: 32 },
};

export function roadsFromLinks(links: readonly RoadLink[], leftOut: LeftOut): RoadSource {
  const latE7: number[] = [];
  const lonE7: number[] = [];
  const ends = new Map<string, number>();
  const putNode = (lat: number, lon: number): number => {
    latE7.push(lat);
    lonE7.push(lon);
    return latE7.length - 1;
  };
  const findEnd = (lat: number, lon: number): number => {
    const key = `${lat},${lon}`;
    const known = ends.get(key) ?? putNode(lat, lon);
    ends.set(key, known);
    return known;
  };
  const roads = links.map(({ element, roadFunction, name, number, latLonE7 }): SourceRoad => {
    const last = latLonE7.length / 2 - 1;
    const nodes = Int32Array.from({ length: last + 1 }, (_, at) => {
      const place = at === 0 || at === last ? findEnd : putNode;
      return place(latLonE7[2 * at], latLonE7[2 * at + 1]);
    });
    let meaning = meanings[roadFunction];
    if (!Object.hasOwn(meanings, roadFunction)) {
      leftOut.add(
        `road_function not known: ${roadFunction.slice(0, 40)}, taken for Local Road`,
        element,
      );
      meaning = meanings["Local Road"];
    }
    const rule = meaning.isPrivate === true ? arcRules.private : 0;
    const rules = { forward: rule, backward: rule };
    return {
      wayId: 0,
      nodes,
      name: name || number,
      roadClass: roadClasses.indexOf(meaning.roadClass),
      limitKmh: meaning.limitKmh,
      motor: rules,
      path: meaning.roadClass === "motorway" ? undefined : rules,
    };
  });
  leftOut.add(
    "the source has no one-way streets, turn restrictions and speed limits: all is open both ways, limits by road_function",
    `all ${links.length} links`,
  );
  return {
    nodeCount: latE7.length,
    latE7: Int32Array.from(latE7),
    lonE7: Int32Array.from(lonE7),
    motorBarriers: new Map(),
    pathBarriers: new Map(),
    roads,
    turns: [],
  };
}
