/**
 * The map as an object: owns the MapLibre map, draws what the region's source says, moves when asked, and tells which
 * mark was clicked. React only mounts it. Without map data it still shows units and incidents on plain ground;
 * without WebGL it can't be made and the pane says so. Nothing on the way to sending a unit needs it.
 */

import { AttributionControl, Map as BaseMap, setWorkerUrl, type MapMouseEvent } from "maplibre-gl";
import workerAddress from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import "maplibre-gl/dist/maplibre-gl.css";
import type { FeatureCollection } from "geojson";
import type { RegionSource } from "../live/region-view.ts";
import { addDrawnPoint, getDrawing, subscribeToDrawing } from "../closures/drawing.ts";
import { getPin, placePin, subscribeToPin } from "../view/pin.ts";
import { getTheme, subscribeToTheme } from "../view/theme.ts";
import {
  changeView,
  getViewState,
  openIncident,
  openUnit,
  subscribeToView,
} from "../view/view-state.ts";
import {
  incidentFeatures,
  openIncidentFeatures,
  pinFeatures,
  unitFeatures,
} from "./map-features.ts";
import { areaNameFeatures, readLabels, readStyle, type MapLabels } from "./base-map.ts";
import { findMarkImage } from "./map-images.ts";
import { firstBounds } from "./region-bounds.ts";
import { addOverlays, setOverlay } from "./map-layers.ts";
import { getCover, subscribeToCover } from "./cover.ts";
import { closureFeatures, drawingFeatures } from "./closure-features.ts";
import { readTrail } from "./unit-trail.ts";
import { readUnitWay } from "./unit-way.ts";

setWorkerUrl(workerAddress);

/** Marks are drawn again at most this often; positions come twice a second. */
const drawMillis = 250;
/** Incidents change with the log; this often they are drawn anew anyway, because one may have become late. */
const incidentsMillis = 5_000;
/** The trail of the open unit is fetched anew this often. */
const trailMillis = 10_000;
/** A click this near to a mark means it. */
const nearPixels = 8;

const noTrail: FeatureCollection = { type: "FeatureCollection", features: [] };

export class RegionMap {
  readonly #map: BaseMap;
  readonly #source: RegionSource;
  readonly #labels: MapLabels;
  readonly #stops: (() => void)[] = [];
  #isStyled = false;
  #drawnMillis = 0;
  #isDue = false;
  #incidentsMillis = Number.NEGATIVE_INFINITY;
  #shownIncident = 0;
  #shownUnit = -1;
  #trailUnit = -1;
  #theme = getTheme();

  private constructor(map: BaseMap, source: RegionSource, labels: MapLabels) {
    this.#labels = labels;
    this.#map = map;
    this.#source = source;
    map.setMissingStyleImageResolver((id) => {
      const image = findMarkImage(id);
      if (image !== undefined && !map.hasImage(id))
        map.addImage(id, image.data, { pixelRatio: image.pixelRatio });
    });
    map.on("style.load", () => this.#takeStyle());
    map.on("click", (event) => this.#click(event));
    map.on("mousemove", (event) => {
      map.getCanvas().style.cursor =
        getPin().isWanted || getDrawing().isOpen
          ? "crosshair"
          : this.#findMark(event) === undefined
            ? ""
            : "pointer";
    });
    map.on("moveend", () => this.#keepPlace());
    const trailTimer = setInterval(() => void this.#drawTrail(), trailMillis);
    this.#stops.push(
      () => clearInterval(trailTimer),
      source.subscribe(() => {
        this.#incidentsMillis = Number.NEGATIVE_INFINITY;
        this.#draw();
      }),
      source.subscribeToPositions(() => this.#draw()),
      subscribeToView(() => this.#followView()),
      subscribeToPin(() => this.#draw()),
      subscribeToDrawing(() => this.#draw()),
      subscribeToCover(() => this.#drawCover()),
      subscribeToTheme(() => void this.#followTheme()),
    );
  }

  /** Fails when the browser can't draw maps (no WebGL). */
  static async make(container: HTMLElement, source: RegionSource): Promise<RegionMap> {
    const [style, labels] = await Promise.all([readStyle(), readLabels()]);
    const [zoom, lat, lon] = getViewState().map.split("/").map(Number);
    const isPlaced = Number.isFinite(zoom) && Number.isFinite(lat) && Number.isFinite(lon);
    const config = source.findView()?.state.policy?.config;
    const centre = config?.centre;
    const bounds = firstBounds(labels.bounds, config?.areas ?? []);
    const map = new BaseMap({
      container,
      style,
      attributionControl: false,
      dragRotate: false,
      pitchWithRotate: false,
      maxPitch: 0,
      fadeDuration: 0,
      maxZoom: 19,
      minZoom: 3,
      ...(isPlaced
        ? { center: [lon, lat] as [number, number], zoom }
        : bounds !== null
          ? {
              bounds: [...bounds] as [number, number, number, number],
              fitBoundsOptions: { padding: 16 },
            }
          : {
              center: [(centre?.lonE7 ?? 0) / 1e7, (centre?.latE7 ?? 0) / 1e7] as [number, number],
              zoom: 11,
            }),
    });
    map.touchZoomRotate.disableRotation();
    map.addControl(new AttributionControl({ compact: false }), "top-left");
    map
      .getCanvas()
      .setAttribute(
        "aria-label",
        "Map of units and incidents. The queue and the units table hold the same.",
      );
    return new RegionMap(map, source, labels);
  }

  remove(): void {
    this.#isStyled = false;
    for (const stop of this.#stops) stop();
    this.#map.remove();
  }

  zoomBy(steps: number): void {
    this.#map.easeTo({ zoom: this.#map.getZoom() + steps, duration: 150 });
  }

  /** Shows all units and open incidents. */
  showAll(): void {
    const view = this.#source.findView();
    if (view === undefined) return;
    const features = [
      ...unitFeatures(view, this.#source.now(), -1).features,
      ...incidentFeatures(view, this.#source.now(), 0).features,
    ];
    const points = features.flatMap(({ geometry }) =>
      geometry.type === "Point" ? [geometry.coordinates] : [],
    );
    if (points.length === 0) return;
    const lons = points.map(([lon]) => lon);
    const lats = points.map(([, lat]) => lat);
    const bounds: [number, number, number, number] = [
      Math.min(...lons),
      Math.min(...lats),
      Math.max(...lons),
      Math.max(...lats),
    ];
    this.#map.fitBounds(bounds, { padding: 48, maxZoom: 15, duration: 300 });
  }

  #takeStyle(): void {
    addOverlays(this.#map, areaNameFeatures(this.#labels));
    this.#isStyled = true;
    this.#incidentsMillis = Number.NEGATIVE_INFINITY;
    this.#drawNow();
    this.#drawCover();
    this.#followView();
  }

  async #followTheme(): Promise<void> {
    if (getTheme() === this.#theme) return;
    this.#theme = getTheme();
    this.#isStyled = false;
    this.#trailUnit = -1;
    const style = await readStyle();
    for (const id of this.#map.listImages()) this.#map.removeImage(id);
    this.#map.setStyle(style, { diff: false });
  }

  #draw(): void {
    if (this.#isDue) return;
    this.#isDue = true;
    const wait = Math.max(0, this.#drawnMillis + drawMillis - performance.now());
    setTimeout(() => this.#drawNow(), wait);
  }

  #drawNow(): void {
    this.#isDue = false;
    this.#drawnMillis = performance.now();
    const view = this.#source.findView();
    if (!this.#isStyled || view?.state.policy === undefined) return;
    const { incident, unit } = getViewState();
    const now = this.#source.now();
    setOverlay(this.#map, "units", unitFeatures(view, now, unit));
    if (performance.now() - this.#incidentsMillis > incidentsMillis) {
      this.#incidentsMillis = performance.now();
      setOverlay(this.#map, "incidents", incidentFeatures(view, now, incident));
    }
    setOverlay(this.#map, "open-incident", openIncidentFeatures(view, incident));
    setOverlay(this.#map, "closures", closureFeatures(view));
    setOverlay(this.#map, "drawing", drawingFeatures(getDrawing()));
    setOverlay(this.#map, "pin", pinFeatures(getPin().point ?? getPin().shown));
  }

  #drawCover(): void {
    if (this.#isStyled) setOverlay(this.#map, "cover", getCover().cover ?? noTrail);
  }

  async #drawTrail(): Promise<void> {
    const { unit } = getViewState();
    const region = this.#source.findView()?.region;
    const isOff = unit < 0 || region === undefined;
    if (isOff && this.#trailUnit < 0) return;
    this.#trailUnit = unit;
    const trail = isOff ? noTrail : await readTrail(region, unit, this.#source.now());
    if (!this.#isStyled || getViewState().unit !== unit) return;
    setOverlay(this.#map, "trail", trail);
    const view = this.#source.findView();
    const way = view === undefined ? noTrail : await readUnitWay(view, unit);
    if (this.#isStyled && getViewState().unit === unit) setOverlay(this.#map, "way", way);
  }

  /** Moves to what was opened when it is out of sight; draws what is open anew. */
  #followView(): void {
    const { incident, unit } = getViewState();
    const isNew = incident !== this.#shownIncident || unit !== this.#shownUnit;
    this.#shownIncident = incident;
    this.#shownUnit = unit;
    this.#incidentsMillis = Number.NEGATIVE_INFINITY;
    this.#draw();
    const view = this.#source.findView();
    if (!isNew || view === undefined) return;
    void this.#drawTrail();
    const features =
      incident > 0
        ? incidentFeatures(view, this.#source.now(), incident).features.filter(
            (f) => f.properties?.["incident"] === incident,
          )
        : unitFeatures(view, this.#source.now(), unit).features.filter(
            (f) => f.properties?.["unit"] === unit,
          );
    const place = features[0]?.geometry;
    if (place?.type !== "Point") return;
    const at: [number, number] = [place.coordinates[0], place.coordinates[1]];
    if (!this.#map.getBounds().contains(at)) this.#map.easeTo({ center: at, duration: 300 });
  }

  #findMark(
    event: MapMouseEvent,
  ): { readonly incident?: number; readonly unit?: number } | undefined {
    if (!this.#isStyled) return undefined;
    const { x, y } = event.point;
    const box: [[number, number], [number, number]] = [
      [x - nearPixels, y - nearPixels],
      [x + nearPixels, y + nearPixels],
    ];
    const found = this.#map.queryRenderedFeatures(box, { layers: ["units", "incidents"] });
    return found[0]?.properties;
  }

  #click(event: MapMouseEvent): void {
    if (getPin().isWanted) {
      placePin(Math.round(event.lngLat.lat * 1e7), Math.round(event.lngLat.lng * 1e7));
      return;
    }
    if (getDrawing().isOpen) {
      const { lat, lng } = event.lngLat;
      addDrawnPoint({ latE7: Math.round(lat * 1e7), lonE7: Math.round(lng * 1e7) });
      return;
    }
    const mark = this.#findMark(event);
    if (mark?.unit !== undefined) openUnit(mark.unit);
    else if (mark?.incident !== undefined) openIncident(mark.incident);
  }

  #keepPlace(): void {
    const { lat, lng } = this.#map.getCenter();
    changeView({ map: `${this.#map.getZoom().toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}` });
  }
}
