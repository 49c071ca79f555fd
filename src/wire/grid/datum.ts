/**
 * From an old national datum to WGS 84 by a 7-parameter Helmert transformation (position vector form). The British one
 * has the parameters of Ordnance Survey's "A guide to coordinate systems in Great Britain", section 6.6, the Irish one
 * those of EPSG 1641 (OSi and OSNI, 1999). A Helmert transformation can not follow how the old triangulation is bent:
 * Ordnance Survey states an error of up to 5 m (typically 2 to 3 m), the Irish surveys about 1 m. Heights are taken as
 * 0, which changes the plan position by less than a millimetre per metre of height. Not here: OSTN15, which is a 30 MB
 * grid of shifts and exact to 0.1 m.
 */
import { type Degrees, type Ellipsoid, wgs84 } from "./transverse-mercator.ts";

export interface Helmert {
  /** Metres. */
  readonly tx: number;
  readonly ty: number;
  readonly tz: number;
  /** Arc seconds. */
  readonly rx: number;
  readonly ry: number;
  readonly rz: number;
  /** Parts per million. */
  readonly ppm: number;
}

export const osgb36ToWgs84: Helmert = {
  tx: 446.448,
  ty: -125.157,
  tz: 542.06,
  rx: 0.1502,
  ry: 0.247,
  rz: 0.8421,
  ppm: -20.4894,
};

export const ireland1965ToWgs84: Helmert = {
  tx: 482.5,
  ty: -130.6,
  tz: 564.6,
  rx: -1.042,
  ry: -0.214,
  rz: -0.631,
  ppm: 8.15,
};

const toRadians = Math.PI / 180;

export function toWgs84({ lat, lon }: Degrees, from: Ellipsoid, by: Helmert): Degrees {
  const [x, y, z] = toCartesian(lat * toRadians, lon * toRadians, from);
  const scale = 1 + by.ppm / 1e6;
  const [rx, ry, rz] = [by.rx, by.ry, by.rz].map((seconds) => (seconds / 3600) * toRadians);
  return fromCartesian(
    by.tx + x * scale - y * rz + z * ry,
    by.ty + x * rz + y * scale - z * rx,
    by.tz - x * ry + y * rx + z * scale,
    wgs84,
  );
}

function toCartesian(lat: number, lon: number, { a, b }: Ellipsoid): [number, number, number] {
  const e2 = 1 - (b * b) / (a * a);
  const normal = a / Math.sqrt(1 - e2 * Math.sin(lat) ** 2);
  return [
    normal * Math.cos(lat) * Math.cos(lon),
    normal * Math.cos(lat) * Math.sin(lon),
    normal * (1 - e2) * Math.sin(lat),
  ];
}

/** Bowring's formula of 1985: exact to a micrometre near the ground. */
function fromCartesian(x: number, y: number, z: number, { a, b }: Ellipsoid): Degrees {
  const e2 = 1 - (b * b) / (a * a);
  const second = e2 / (1 - e2);
  const axis = Math.hypot(x, y);
  const beta = Math.atan2(a * z, b * axis);
  const lat = Math.atan2(z + second * b * Math.sin(beta) ** 3, axis - e2 * a * Math.cos(beta) ** 3);
  return { lat: lat / toRadians, lon: Math.atan2(y, x) / toRadians };
}
