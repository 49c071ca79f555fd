/**
 * The lie of the land: where the sea begins, how the river runs, and the bends that keep rings and spokes from
 * looking drawn with a compass. All of it in the town's own frame, in which the sea is always to the east and
 * the river flows to it; the finished town is turned by an angle from the seed. Heights are not modelled.
 */
import type { RandomStream } from "../../base/random.ts";
import { mixPoints, type PlanePoint } from "./plane.ts";

interface Wave {
  readonly amplitude: number;
  readonly wavelength: number;
  readonly phase: number;
}

/** The first street stands this far back from the water, in metres. */
const shoreSetbackMetres = 35;
const bankSetbackMetres = 22;
const riverHalfWidthMetres = 24;
const mouthHalfWidthMetres = 60;

function makeWaves(
  stream: RandomStream,
  amplitude: number,
  wavelengths: readonly number[],
): Wave[] {
  return wavelengths.map((wavelength) => ({
    amplitude: amplitude * stream.between(0.5, 1),
    wavelength,
    phase: stream.between(0, 2 * Math.PI),
  }));
}

function sumWaves(waves: readonly Wave[], along: number): number {
  let sum = 0;
  for (const wave of waves) {
    sum += wave.amplitude * Math.sin((2 * Math.PI * along) / wave.wavelength + wave.phase);
  }
  return sum;
}

export type Bank = "north" | "south";

export class Terrain {
  readonly radiusMetres: number;
  readonly #coast: number;
  readonly #coastWaves: Wave[];
  readonly #river: number;
  readonly #riverWaves: Wave[];
  readonly #bendX: Wave[];
  readonly #bendY: Wave[];
  readonly #outline: Wave[];

  constructor(stream: RandomStream, radiusMetres: number) {
    this.radiusMetres = radiusMetres;
    this.#coast = radiusMetres * stream.between(0.55, 0.75);
    this.#coastWaves = makeWaves(stream, radiusMetres * 0.04, [
      radiusMetres * 1.1,
      radiusMetres * 0.5,
    ]);
    this.#river = radiusMetres * stream.between(0.1, 0.22) * (stream.chance(0.5) ? 1 : -1);
    this.#riverWaves = makeWaves(stream, radiusMetres * 0.045, [
      radiusMetres * 1.4,
      radiusMetres * 0.6,
    ]);
    this.#bendX = makeWaves(stream, 55, [2600, 1700]);
    this.#bendY = makeWaves(stream, 55, [2400, 1500]);
    // Wavelengths over the angle must divide the full turn, or the town outline would not close.
    this.#outline = makeWaves(stream, 0.07, [Math.PI, (2 * Math.PI) / 3]);
  }

  coastX(y: number): number {
    return this.#coast + sumWaves(this.#coastWaves, y);
  }

  riverY(x: number): number {
    return this.#river + sumWaves(this.#riverWaves, x);
  }

  riverHalfWidth(x: number): number {
    const share = Math.min(1, Math.max(0, (x + this.radiusMetres) / (1.7 * this.radiusMetres)));
    return riverHalfWidthMetres + (mouthHalfWidthMetres - riverHalfWidthMetres) * share * share;
  }

  /** From (radius, angle) on the drawing board to the bent plane. */
  bend(radius: number, angle: number): PlanePoint {
    const stretched = radius * (1 + sumWaves(this.#outline, angle));
    const x = stretched * Math.cos(angle);
    const y = stretched * Math.sin(angle);
    return { x: x + sumWaves(this.#bendX, y), y: y + sumWaves(this.#bendY, x) };
  }

  /** Metres to the line where building stops at the sea; negative in front of it. Measured west to east. */
  shoreMargin(point: PlanePoint): number {
    return this.coastX(point.y) - point.x - shoreSetbackMetres;
  }

  /** Metres to the line where building stops at the river; negative in it. Measured south to north. */
  bankMargin(point: PlanePoint): number {
    return (
      Math.abs(point.y - this.riverY(point.x)) - this.riverHalfWidth(point.x) - bankSetbackMetres
    );
  }

  isDry(point: PlanePoint): boolean {
    return this.shoreMargin(point) >= 0 && this.bankMargin(point) >= 0;
  }

  bankOf(point: PlanePoint): Bank {
    return point.y >= this.riverY(point.x) ? "north" : "south";
  }

  /** The last dry point on the way from a dry point to a wet one, to about 10 cm. */
  lastDry(dry: PlanePoint, wet: PlanePoint): PlanePoint {
    let low = 0;
    let high = 1;
    for (let step = 0; step < 14; step += 1) {
      const middle = (low + high) / 2;
      if (this.isDry(mixPoints(dry, wet, middle))) low = middle;
      else high = middle;
    }
    return mixPoints(dry, wet, low);
  }
}
