/** A barricade all round a place, 33 m by about 30 m: it cuts every street that leads there. */
export function ringAround(latE7: number, lonE7: number) {
  const [north, east] = [1_500, 2_000];
  const points = [
    [lonE7 - east, latE7 - north],
    [lonE7 + east, latE7 - north],
    [lonE7 + east, latE7 + north],
    [lonE7 - east, latE7 + north],
    [lonE7 - east, latE7 - north],
  ] as const;
  return { kind: "barricade", points } as const;
}
