/**
 * A road map that breaks when a test says so: the search for the nearest road, or whatever reads the network, throws.
 * It stands for a damaged map and for a bug in the roads, neither of which may keep a unit from being sent.
 */
import type { MapNetwork, RoadMap } from "../../roads/map/road-map.ts";

export type RoadFault = "none" | "nearest road" | "network";

export interface FailingMap {
  readonly map: RoadMap;
  fault: RoadFault;
}

export function makeFailingMap(map: RoadMap): FailingMap {
  const failing: { map: RoadMap; fault: RoadFault } = { map, fault: "none" };
  const watch = <Thing extends object>(thing: Thing, fault: RoadFault): Thing =>
    new Proxy(thing, {
      get: (target, key) => {
        if (failing.fault === fault) throw new Error(`fault in the ${fault}`);
        const value: unknown = Reflect.get(target, key, target);
        return typeof value === "function" ? value.bind(target) : value;
      },
    });
  const breakable = ({ network, hierarchy, snapIndex }: MapNetwork): MapNetwork => ({
    network: watch(network, "network"),
    hierarchy,
    snapIndex: watch(snapIndex, "nearest road"),
  });
  failing.map = { ...map, road: breakable(map.road), path: breakable(map.path) };
  return failing;
}
