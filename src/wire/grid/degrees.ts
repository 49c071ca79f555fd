/**
 * Latitude and longitude as people write them: "54.1509, -4.4814", "54.1509N 4.4814W", "N54 09.055 W4 28.884",
 * 54° 9' 3.3" N 4° 28' 53" W. Latitude first unless letters say otherwise. What was written says how exact it is: the
 * radius is half of the last digit. Not here: grids.
 */

export interface WrittenDegrees {
  readonly lat: number;
  readonly lon: number;
  readonly radiusM: number;
}

interface Angle {
  readonly value: number;
  /** Half of the last digit, in degrees. */
  readonly error: number;
  /** N, S, E, W or "". */
  readonly letter: string;
}

const metresPerDegree = 111_320;

/** Two numbers with a decimal point and nothing else: "54.1509, -4.4814". */
const plain = /^\s*([+-]?\d{1,2}\.\d{2,9})\s*[,; ]\s*([+-]?\d{1,3}\.\d{2,9})\s*$/;

/** Degrees, minutes and seconds with their marks or gaps, without a letter. */
const angle =
  String.raw`([+-]?\d{1,3}(?:\.\d+)?)\s*(?:°|º|deg|d)?\s*` +
  String.raw`(?:(?<=[°ºdg\s])(\d{1,2}(?:\.\d+)?)\s*(?:'|′|’|m)?\s*(?:(?<=['′’m\s])(\d{1,2}(?:\.\d+)?)\s*(?:"|″|”|s)?\s*)?)?`;
const gap = String.raw`\s*[,;/]?\s*`;
const letter = "([NSEW])";
/** The letters stand before both, or after both. */
const before = new RegExp(`^\\s*${letter}\\s*${angle}${gap}${letter}\\s*${angle}\\s*$`, "i");
const after = new RegExp(`^\\s*${angle}\\s*${letter}${gap}${angle}\\s*${letter}\\s*$`, "i");
const marked = new RegExp(`^\\s*${angle}[,;/\\s]\\s*${angle}\\s*$`, "i");

export function findWrittenDegrees(text: string): WrittenDegrees | undefined {
  const simple = plain.exec(text);
  const [first, second] =
    simple === null
      ? readMarked(text)
      : [
          angleOf("", simple[1], undefined, undefined),
          angleOf("", simple[2], undefined, undefined),
        ];
  if (first === undefined || second === undefined) return undefined;
  const isTurned = /[EW]/.test(first.letter) || /[NS]/.test(second.letter);
  const [lat, lon] = isTurned ? [second, first] : [first, second];
  if (/[EW]/.test(lat.letter) || /[NS]/.test(lon.letter)) return undefined;
  if (Math.abs(lat.value) > 90 || Math.abs(lon.value) > 180) return undefined;
  return {
    lat: lat.value,
    lon: lon.value,
    radiusM: Math.max(1, Math.ceil(Math.max(lat.error, lon.error) * metresPerDegree)),
  };
}

/** Without a letter or a degree mark two numbers are a house and a flat, not a place on the globe. */
function readMarked(text: string): readonly (Angle | undefined)[] {
  const plainMarks = text.replaceAll(/''|′′/g, '"');
  const first = before.exec(plainMarks);
  if (first !== null)
    return [
      angleOf(first[1], first[2], first[3], first[4]),
      angleOf(first[5], first[6], first[7], first[8]),
    ];
  const last = after.exec(plainMarks);
  if (last !== null)
    return [
      angleOf(last[4], last[1], last[2], last[3]),
      angleOf(last[8], last[5], last[6], last[7]),
    ];
  const none = /[°º]/.test(text) ? marked.exec(plainMarks) : null;
  if (none === null) return [];
  return [angleOf("", none[1], none[2], none[3]), angleOf("", none[4], none[5], none[6])];
}

function angleOf(
  letter: string,
  degrees: string,
  minutes: string | undefined,
  seconds: string | undefined,
): Angle | undefined {
  const [whole, min, sec] = [Number(degrees), Number(minutes ?? 0), Number(seconds ?? 0)];
  if (min >= 60 || sec >= 60) return undefined;
  // A fraction may only stand in the last part.
  if (
    (minutes !== undefined && degrees.includes(".")) ||
    (seconds !== undefined && minutes?.includes(".") === true)
  )
    return undefined;
  const isNegative = degrees.startsWith("-") || /[SW]/i.test(letter);
  const value = Math.abs(whole) + min / 60 + sec / 3600;
  const [last, size] =
    seconds !== undefined ? [seconds, 3600] : minutes !== undefined ? [minutes, 60] : [degrees, 1];
  const decimals = last.includes(".") ? last.length - last.indexOf(".") - 1 : 0;
  return {
    value: isNegative ? -value : value,
    error: 0.5 / 10 ** decimals / size,
    letter: letter.toUpperCase(),
  };
}
