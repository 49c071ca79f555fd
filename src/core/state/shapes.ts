/**
 * All tables of a region's state by name, in the order in which they lie in the buffer. What a table holds stands with the thing it is
 * about, in `<thing>/<thing>-columns.ts`; how they are laid is in columns.ts.
 */

import { absenceShape } from "../absence/absence-columns.ts";
import { aidShape, peerShape } from "../aid/aid-columns.ts";
import { alarmShape } from "../alarm/alarm-columns.ts";
import { allocationShape } from "../allocation/allocation-columns.ts";
import { claimShape } from "../claim/claim-columns.ts";
import { closureTableShape } from "../closure/closure-columns.ts";
import { checkOnShape, refugeShape } from "../community/community-columns.ts";
import { contactShape } from "../contact/contact-columns.ts";
import { custodyShape, itemShape } from "../custody/custody-columns.ts";
import { riseShape } from "../demand/demand-columns.ts";
import { directiveShape } from "../directive/directive-columns.ts";
import { chanceShape, forecastShape } from "../forecast/forecast-columns.ts";
import { gapShape } from "../gap/gap-columns.ts";
import { handOverShape } from "../hand-over/hand-over-columns.ts";
import { hospitalShape } from "../hospital/hospital-columns.ts";
import { incidentShape, waitingShape } from "../incident/incident-columns.ts";
import { levelShape } from "../level/level-columns.ts";
import { manualPackShape } from "../manual-pack/manual-pack-columns.ts";
import { recordShape } from "../record/record-columns.ts";
import { causeShape, coverShape, freeShape, reachShape } from "../no-unit/no-unit-columns.ts";
import { placeHazardShape } from "../place-hazard/place-hazard-columns.ts";
import { requestShape } from "../request/request-columns.ts";
import { personShape, shiftShape } from "../roster/roster-columns.ts";
import { freeSetShape, unitShape } from "../unit/unit-columns.ts";
import { warningShape } from "../warning/warning-columns.ts";
import { headShape, indexShape } from "./head-columns.ts";
import type { Table } from "./shape.ts";

export const shapes = {
  head: headShape,
  waiting: waitingShape,
  level: levelShape,
  absence: absenceShape,
  aid: aidShape,
  peers: peerShape,
  custody: custodyShape,
  forecast: forecastShape,
  chances: chanceShape,
  rises: riseShape,
  gaps: gapShape,
  manualPack: manualPackShape,
  record: recordShape,
  cover: coverShape,
  hospitals: hospitalShape,
  refuges: refugeShape,
  checkOns: checkOnShape,
  placeHazards: placeHazardShape,
  directives: directiveShape,
  claims: claimShape,
  handOvers: handOverShape,
  free: freeShape,
  freeSet: freeSetShape,
  reach: reachShape,
  causes: causeShape,
  units: unitShape,
  contacts: contactShape,
  contactIndex: indexShape,
  incidents: incidentShape,
  incidentIndex: indexShape,
  allocations: allocationShape,
  alarms: alarmShape,
  alarmIndex: indexShape,
  closures: closureTableShape,
  closureIndex: indexShape,
  people: personShape,
  items: itemShape,
  shifts: shiftShape,
  shiftIndex: indexShape,
  requests: requestShape,
  requestIndex: indexShape,
  warnings: warningShape,
  warningIndex: indexShape,
} as const;

export type TableName = keyof typeof shapes;
export type Capacities = { readonly [K in TableName]: number };
export type Columns = { readonly [K in TableName]: Table<(typeof shapes)[K]> };
