/**
 * OS Open Roads links as a road source. The data has neither one-way streets nor turn restrictions nor speed limits:
 * every link is open in both directions, limits are those usual for the function and form, and the list of what was left
 * out says so. Links meet only where their ends coincide; a shared point within two links is a bridge. Not here: the file.
 */
import { arcRules, roadClasses, type RoadClass } from "../network.ts";
import { defaultLimits } from "../osm/speed-limit.ts";
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

interface FormMeaning {
  readonly mostKmh?: number;
  /** Of A roads: 50 mph where the two directions are apart. */
  readonly dualKmh?: number;
  readonly roadClass?: RoadClass;
  readonly motor?: number;
  /** False: not for people on foot and bicycles. */
  readonly hasPath?: false;
}

/**
 * The forms of the guide's FormOfWayValue, and where they change who may use a link, or how fast. A street that is altered
 * for pedestrians is what `highway=pedestrian` is elsewhere. Which way round a roundabout or a carriageway goes is not said.
 */
const forms: Readonly<Record<string, FormMeaning>> = {
  "": {},
  "Single Carriageway": {},
  "Dual Carriageway": { dualKmh: 80 },
  "Collapsed Dual Carriageway": { dualKmh: 80 },
  "Slip Road": { mostKmh: 80 },
  Roundabout: { mostKmh: 40 },
  "Guided Busway": { motor: arcRules.bus, hasPath: false },
  "Shared Use Carriageway": {
    mostKmh: defaultLimits.pedestrian,
    roadClass: "pedestrian",
    motor: arcRules.noMotor,
  },
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
  const roads = links.map((link): SourceRoad => {
    const { name, number, latLonE7 } = link;
    const last = latLonE7.length / 2 - 1;
    const nodes = Int32Array.from({ length: last + 1 }, (_, at) => {
      const place = at === 0 || at === last ? findEnd : putNode;
      return place(latLonE7[2 * at], latLonE7[2 * at + 1]);
    });
    return { wayId: 0, nodes, name: name || number, ...useOf(link, leftOut) };
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

/** Who may use a link, and how fast. */
function useOf({ element, roadFunction, form }: RoadLink, leftOut: LeftOut) {
  const findMeaning = <Meaning>(
    known: Readonly<Record<string, Meaning>>,
    said: string,
    key: string,
    otherwise: string,
  ): Meaning => {
    if (Object.hasOwn(known, said)) return known[said];
    leftOut.add(`${key} not known: ${said.slice(0, 40)}, taken for ${otherwise}`, element);
    return known[otherwise];
  };
  const meaning = findMeaning(meanings, roadFunction, "road_function", "Local Road");
  const shape = findMeaning(forms, form, "form_of_way", "Single Carriageway");
  const { mostKmh = Infinity, dualKmh, hasPath = true } = shape;
  const roadClass = shape.roadClass ?? meaning.roadClass;
  const isFast = dualKmh !== undefined && roadFunction === "A Road";
  const own = meaning.isPrivate === true ? arcRules.private : 0;
  const motor = own | (shape.motor ?? 0);
  const hasFoot = hasPath && meaning.roadClass !== "motorway";
  return {
    roadClass: roadClasses.indexOf(roadClass),
    limitKmh: Math.min(isFast ? dualKmh : meaning.limitKmh, mostKmh),
    motor: { forward: motor, backward: motor },
    path: hasFoot ? { forward: own, backward: own } : undefined,
  };
}
