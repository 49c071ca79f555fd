/**
 * A region's log as a record that statements are checked against: a fold over its events up to a position. Calls are
 * contacts, those that were abandoned and those to which nobody was sent among them; responses are allocations, by call
 * sign; spans are units on duty and free, clocks without a free unit, and service levels. Areas, types and vehicles go by
 * their names. Nothing of the private texts is read. Not here: reading the log in chunks (read-log.ts).
 */
import type { Instant } from "../../base/instant.ts";
import type { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { CoreEvent } from "../../core/events.ts";
import type { NamedCode, RegionConfig } from "../../core/region/config.ts";
import type { NormalDefined } from "../../core/statement/statement-events.ts";
import type {
  RecordedContact,
  RecordedResponse,
  RecordedSpan,
  RecordFact,
  StatementRecord,
} from "../../record/statement/record.ts";

type Writable<Row> = { -readonly [Key in keyof Row]: Row[Key] };
type Response = Writable<RecordedResponse>;
type Span = Writable<RecordedSpan>;

interface OpenContact {
  readonly at: Instant;
  readonly channel: string;
  readonly position: number;
  readonly isLate: boolean;
  answeredAt: Instant | undefined;
  closedAt: Instant | undefined;
  isAbandoned: boolean;
  incident: number | undefined;
}

interface OpenIncident {
  readonly clockAt: Instant;
  readonly position: number;
  readonly isLate: boolean;
  readonly responses: Response[];
  type: string;
  area: string;
  assessed: string;
  served: string;
  closedAt: Instant | undefined;
}

interface OpenUnit {
  callSign: string;
  vehicle: string;
  area: string;
  isOn: boolean;
  isAvailable: boolean;
  active: number;
  duty: Span | undefined;
  free: Span | undefined;
}

const holds: readonly RecordFact[] = [
  "call",
  "answered",
  "dispatched",
  "responding",
  "on-scene",
  "transport",
  "available",
  "unit",
  "travel",
  "abandoned",
  "duty",
  "zero-unit",
  "level",
];

const fields = [
  "call-type",
  "call-group",
  "assessed",
  "served",
  "channel",
  "unit",
  "unit-type",
  "area",
  "level",
];

export const normalLimits = { definitions: 500, keyChanges: 64 } as const;

export interface LoggedDefinition {
  readonly position: number;
  readonly event: NormalDefined;
  /** The first event that says so. */
  publication: { readonly position: number; readonly checkpoint: string } | undefined;
}

/** What the log says of what is normal, and where it names keys. */
export interface LoggedNormal {
  readonly definitions: readonly Readonly<LoggedDefinition>[];
  readonly keyPositions: readonly number[];
}

export class LogRecord {
  readonly #contacts = new Map<number, OpenContact>();
  readonly #incidents = new Map<number, OpenIncident>();
  readonly #units = new Map<number, OpenUnit>();
  readonly #active = new Map<string, Response>();
  readonly #spans: Span[] = [];
  readonly #noUnit = new Map<string, Span>();
  readonly #normal = { definitions: [] as LoggedDefinition[], keyPositions: [] as number[] };
  #level: Span | undefined;
  #config: RegionConfig | undefined;
  #first: Instant | undefined;

  /** `config`: of the region as it is now; a later configuration of the log takes its place. */
  constructor(config: RegionConfig | undefined) {
    this.#config = config;
  }

  /** Takes the next event of the log. One that says nothing of what statements are about is passed over. */
  take(event: CoreEvent, position: number): void {
    this.#first ??= event.at;
    if (event.type === "region.configured") this.#config = event.config;
    this.#level ??= this.#open({ kind: "level", from: event.at, tags: { level: "normal" } });
    this.#takeContact(event, position);
    this.#takeIncident(event, position);
    this.#takeUnit(event);
    this.#takeAllocation(event);
    this.#takeClock(event);
    this.#takeDefinition(event, position);
  }

  #open(span: Span): Span {
    this.#spans.push(span);
    return span;
  }

  #takeContact(event: CoreEvent, position: number): void {
    if (event.type === "contact.received") {
      this.#contacts.set(event.contact, {
        at: event.at,
        channel: event.channel,
        position,
        isLate: event.entered > event.at,
        answeredAt: undefined,
        closedAt: undefined,
        isAbandoned: false,
        incident: undefined,
      });
      return;
    }
    if (!("contact" in event) || typeof event.contact !== "number") return;
    const contact = this.#contacts.get(event.contact);
    if (contact === undefined) return;
    if (event.type === "contact.answered") {
      contact.answeredAt ??= event.at;
      // Answered on a second try: the caller was there after all.
      contact.isAbandoned = false;
    } else if (event.type === "contact.abandoned") contact.isAbandoned = true;
    else if (event.type === "contact.linked") contact.incident = event.incident;
    else if (event.type === "contact.unlinked") contact.incident = undefined;
    else if (event.type === "contact.ended") contact.closedAt = event.at;
  }

  #takeIncident(event: CoreEvent, position: number): void {
    if (event.type === "incident.opened") {
      this.#incidents.set(event.incident, {
        clockAt: event.clockAt,
        position,
        isLate: event.entered > event.at,
        responses: [],
        type: event.incidentType,
        area: event.area,
        assessed: event.assessed,
        served: event.served,
        closedAt: undefined,
      });
      return;
    }
    if (!("incident" in event) || typeof event.incident !== "number") return;
    const incident = this.#incidents.get(event.incident);
    if (incident === undefined) return;
    if (event.type === "incident.retyped") incident.type = event.incidentType;
    else if (event.type === "incident.located") incident.area = event.area;
    else if (event.type === "incident.assessed") incident.assessed = event.assessed;
    else if (event.type === "incident.served-grade-set") incident.served = event.served;
    else if (event.type === "incident.closed") incident.closedAt = event.at;
    else if (event.type === "incident.reopened") incident.closedAt = undefined;
  }

  #takeUnit(event: CoreEvent): void {
    if (event.type === "unit.registered") {
      this.#units.set(event.unit, {
        callSign: event.callSign,
        vehicle: event.vehicle,
        area: event.area,
        isOn: false,
        isAvailable: false,
        active: 0,
        duty: undefined,
        free: undefined,
      });
      return;
    }
    const isOf =
      event.type === "unit.booked-on" ||
      event.type === "unit.booked-off" ||
      event.type === "unit.status-set";
    const unit = isOf ? this.#units.get(event.unit) : undefined;
    if (unit === undefined || !isOf) return;
    if (event.type === "unit.booked-on") {
      unit.isOn = true;
      unit.isAvailable = true;
      unit.duty ??= this.#open({ kind: "duty", from: event.at, tags: this.#unitTags(unit) });
    } else if (event.type === "unit.booked-off") {
      unit.isOn = false;
      if (unit.duty !== undefined) unit.duty.until = event.at;
      unit.duty = undefined;
    } else
      unit.isAvailable = event.status === "available" || event.status === "committed deployable";
    this.#turnFree(unit, event.at);
  }

  #turnFree(unit: OpenUnit, at: Instant): void {
    const isFree = unit.isOn && unit.isAvailable && unit.active === 0;
    if (isFree) unit.free ??= this.#open({ kind: "free", from: at, tags: this.#unitTags(unit) });
    else if (unit.free !== undefined) {
      unit.free.until = at;
      unit.free = undefined;
    }
  }

  #takeAllocation(event: CoreEvent): void {
    const isOf =
      event.type === "unit.allocated" ||
      event.type === "unit.activated" ||
      event.type === "unit.progressed" ||
      event.type === "allocation.ended";
    if (!isOf) return;
    const key = `${event.unit} ${event.incident}`;
    const unit = this.#units.get(event.unit);
    const response = this.#active.get(key);
    if (
      event.type === "unit.activated" ||
      (event.type === "unit.allocated" && event.mode === "active")
    ) {
      const incident = this.#incidents.get(event.incident);
      if (incident === undefined || response !== undefined) return;
      const made: Response = {
        tags: unit === undefined ? {} : { ...this.#unitTags(unit), unit: unit.callSign },
        dispatchedAt: event.at,
      };
      incident.responses.push(made);
      this.#active.set(key, made);
      if (unit !== undefined) {
        unit.active += 1;
        this.#turnFree(unit, event.at);
      }
    } else if (event.type === "unit.progressed" && response !== undefined) {
      if (event.status === "en route") response.respondingAt ??= event.at;
      if (event.status === "at scene") response.onSceneAt ??= event.at;
      if (event.status === "transporting") response.transportAt ??= event.at;
    } else if (event.type === "allocation.ended" && response !== undefined) {
      response.availableAt = event.at;
      this.#active.delete(key);
      if (unit !== undefined) {
        unit.active -= 1;
        // Clear of a call, a unit is available until it says otherwise.
        unit.isAvailable = unit.isOn;
        this.#turnFree(unit, event.at);
      }
    }
  }

  #takeDefinition(event: CoreEvent, position: number): void {
    const { definitions, keyPositions } = this.#normal;
    if (event.type === "normal.defined") {
      definitions.push({ position, event, publication: undefined });
      // An older one that is dropped is one that does not count, which supports nothing.
      if (definitions.length > normalLimits.definitions) definitions.shift();
    } else if (event.type === "normal.published") {
      const defined = definitions.find((each) => each.position === event.definition);
      if (defined !== undefined) defined.publication ??= { position, checkpoint: event.checkpoint };
    } else if (event.type === "record.keys-set") {
      keyPositions.push(position);
      if (keyPositions.length > normalLimits.keyChanges) keyPositions.shift();
    }
  }

  /** Not yet proven (definition-proof.ts). */
  get normal(): LoggedNormal {
    return this.#normal;
  }

  #takeClock(event: CoreEvent): void {
    if (event.type === "no-unit.began" && event.incident === null) {
      const tags = { area: this.#areaName(event.area), assessed: event.grade, served: event.grade };
      const span = this.#open({ kind: "zero-unit", from: event.at, tags });
      this.#noUnit.set(`${event.area} ${event.grade}`, span);
    } else if (event.type === "no-unit.ended" && event.incident === null) {
      const key = `${event.area} ${event.grade}`;
      const span = this.#noUnit.get(key);
      if (span !== undefined) span.until = event.at;
      this.#noUnit.delete(key);
    } else if (event.type === "level.decided") {
      if (this.#level !== undefined) this.#level.until = event.at;
      this.#level = this.#open({ kind: "level", from: event.at, tags: { level: event.level } });
    }
  }

  #unitTags({ vehicle, area }: OpenUnit): Record<string, string> {
    return { "unit-type": nameIn(this.#config?.vehicles, vehicle), area: this.#areaName(area) };
  }

  #areaName(code: string): string {
    return nameIn(this.#config?.areas, code);
  }

  /** `to`: the clock of the region, or of the last event where the log is read to a past position. */
  make(
    name: string,
    {
      zone,
      to,
      isWhole,
    }: { readonly zone: ZoneOffsets; readonly to: Instant; readonly isWhole: boolean },
  ): StatementRecord {
    const calls: RecordedContact[] = [];
    const reached = new Set<number>();
    for (const contact of this.#contacts.values()) {
      const { incident: number, channel, ...rest } = contact;
      const incident = number === undefined ? undefined : this.#incidents.get(number);
      if (number !== undefined) reached.add(number);
      calls.push({
        ...rest,
        closedAt: contact.closedAt ?? incident?.closedAt,
        tags: { channel, ...(incident === undefined ? noIncident : this.#incidentTags(incident)) },
        responses: incident?.responses ?? [],
      });
    }
    for (const [number, incident] of this.#incidents) {
      if (reached.has(number)) continue;
      const { clockAt: at, closedAt, position, isLate, responses } = incident;
      const tags = { channel: "none", ...this.#incidentTags(incident) };
      calls.push({ at, closedAt, position, isLate, responses, tags, isIncidentAlone: true });
    }
    calls.sort((a, b) => a.at - b.at);
    const alone = calls.filter(({ isIncidentAlone }) => isIncidentAlone === true).length;
    const config = this.#config;
    return {
      name,
      attribution: config?.name ?? "",
      areas: config === undefined ? [] : [config.name, config.id],
      zone,
      from: this.#first ?? to,
      to,
      holds: new Set(holds),
      fields: new Set(fields),
      marksLate: true,
      knowsWhatIsOpen: true,
      calls,
      spans: this.#spans,
      definitions: [],
      caveats: [
        ...(alone === 0
          ? []
          : [
              `${alone} incidents came without a contact; they have response times and are not among the calls`,
            ]),
        ...(isWhole ? [] : ["the log is longer than is read; what began before is not known"]),
      ],
    };
  }

  #incidentTags({ type, area, assessed, served }: OpenIncident): Record<string, string> {
    const found = this.#config?.incidentTypes.find(({ code }) => code === type);
    return {
      "call-type": found?.name ?? type,
      "call-group": found?.group ?? "",
      area: this.#areaName(area),
      assessed,
      served,
    };
  }
}

/** A contact that became no incident has no type, area or grade: a filter on them does not fit it. */
const noIncident: Readonly<Record<string, string>> = {
  "call-type": "no incident",
  "call-group": "no incident",
  area: "no incident",
  assessed: "no incident",
  served: "no incident",
};

function nameIn(list: readonly NamedCode[] | undefined, code: string): string {
  return list?.find((each) => each.code === code)?.name ?? code;
}
