/**
 * The look of the base map as a MapLibre style (spec version 8): quiet greys, so that units and incidents are the
 * only colour on it. It names no glyph server and no sprite: MapLibre 6 then draws text from local fonts, so the
 * map works with no internet. Units, incidents and their symbols are drawn by the console, not here.
 */

export type MapTheme = "dark" | "light";

interface Palette {
  readonly ground: string;
  readonly builtUp: string;
  readonly park: string;
  readonly industrial: string;
  readonly water: string;
  readonly street: string;
  readonly mainStreet: string;
  readonly trunk: string;
  readonly border: string;
  readonly text: string;
  readonly halo: string;
}

const palettes: Readonly<Record<MapTheme, Palette>> = {
  dark: {
    ground: "#11161C",
    builtUp: "#171D24",
    park: "#18241F",
    industrial: "#1B1F29",
    water: "#0B1A26",
    street: "#2A323B",
    mainStreet: "#38424D",
    trunk: "#46515D",
    border: "#7C8894",
    text: "#9AA7B3",
    halo: "#11161C",
  },
  light: {
    ground: "#F4F4F1",
    builtUp: "#ECEBE7",
    park: "#DFE9DB",
    industrial: "#E4E2EA",
    water: "#CFE0EC",
    street: "#FFFFFF",
    mainStreet: "#FFFFFF",
    trunk: "#FBF6E9",
    border: "#66727D",
    text: "#4A545E",
    halo: "#FFFFFF",
  },
};

/** Local fonts in order; the last is the browser's own. */
const fonts = ["Noto Sans", "DejaVu Sans", "Arial", "sans-serif"];

type StyleLayer = Readonly<Record<string, unknown>>;

function widthByZoom(far: number, near: number): unknown[] {
  return ["interpolate", ["exponential", 1.6], ["zoom"], 10, far, 17, near];
}

function streetLayer(
  streetClass: string,
  color: string,
  width: unknown[],
  minzoom: number,
): StyleLayer {
  return {
    id: `street-${streetClass}`,
    type: "line",
    source: "base",
    "source-layer": "streets",
    minzoom,
    filter: ["==", ["get", "class"], streetClass],
    layout: { "line-cap": "round", "line-join": "round" },
    paint: { "line-color": color, "line-width": width },
  };
}

function fillLayers(palette: Palette): StyleLayer[] {
  const kind = ["get", "kind"];
  return [
    { id: "ground", type: "background", paint: { "background-color": palette.ground } },
    {
      id: "land-use",
      type: "fill",
      source: "base",
      "source-layer": "land_use",
      paint: {
        "fill-color": [
          "match",
          kind,
          "park",
          palette.park,
          "industrial",
          palette.industrial,
          palette.builtUp,
        ],
      },
    },
    {
      id: "water",
      type: "fill",
      source: "base",
      "source-layer": "water",
      paint: { "fill-color": palette.water },
    },
  ];
}

function textLayers(palette: Palette): StyleLayer[] {
  const paint = {
    "text-color": palette.text,
    "text-halo-color": palette.halo,
    "text-halo-width": 1.2,
  };
  const name = ["get", "name"];
  return [
    {
      id: "street-name",
      type: "symbol",
      source: "base",
      "source-layer": "streets",
      minzoom: 14,
      filter: ["!=", name, ""],
      layout: {
        "symbol-placement": "line",
        "text-field": name,
        "text-font": fonts,
        "text-size": 11,
      },
      paint,
    },
    {
      id: "place-name",
      type: "symbol",
      source: "base",
      "source-layer": "places",
      // Rank 1 from zoom 11, rank 4 from zoom 15: a far view keeps only what everybody knows.
      filter: ["<=", ["get", "rank"], ["step", ["zoom"], 1, 12, 2, 14, 3, 15, 4]],
      layout: { "text-field": name, "text-font": fonts, "text-size": 11, "text-max-width": 8 },
      paint,
    },
    {
      id: "area-name",
      type: "symbol",
      source: "base",
      "source-layer": "areas",
      maxzoom: 13,
      layout: {
        "text-field": name,
        "text-font": fonts,
        "text-size": 13,
        "text-letter-spacing": 0.1,
      },
      paint,
    },
  ];
}

/** `tileUrl` holds {z}, {x} and {y}. */
export function makeMapStyle(
  theme: MapTheme,
  tileUrl: string,
  attribution: string,
  maxZoom: number,
): unknown {
  const palette = palettes[theme];
  return {
    version: 8,
    name: `muster-${theme}`,
    sources: {
      base: { type: "vector", tiles: [tileUrl], minzoom: 0, maxzoom: maxZoom, attribution },
    },
    layers: [
      ...fillLayers(palette),
      streetLayer("local", palette.street, widthByZoom(0.4, 9), 12),
      streetLayer("main", palette.mainStreet, widthByZoom(1, 14), 0),
      streetLayer("trunk", palette.trunk, widthByZoom(1.6, 18), 0),
      {
        id: "area-border",
        type: "line",
        source: "base",
        "source-layer": "areas",
        paint: {
          "line-color": palette.border,
          "line-width": 1,
          "line-dasharray": [4, 3],
          "line-opacity": 0.7,
        },
      },
      ...textLayers(palette),
    ],
  };
}
