/**
 * Every queue, list, string and batch of the core has its limit here, and says what happens at it: a command
 * that would pass one is refused with code `limit.<name>` and changes nothing.
 */

export const limits = {
  /** Rows the operational state of one region may hold at once. Closed work leaves after `retireAfter`. */
  contacts: 1 << 20,
  incidents: 1 << 20,
  allocations: 1 << 21,
  units: 1 << 14,
  alarms: 1 << 20,
  areas: 256,
  incidentTypes: 1024,
  needs: 32,
  skills: 32,
  hazards: 32,
  unitsPerCommand: 50,
  stackedPerUnit: 8,
  contactsPerIncident: 10_000,
  notesPerIncident: 2_000,
  callBackAttempts: 100,
  /** Characters (UTF-16 units) of free text. */
  noteLength: 4_000,
  reasonLength: 500,
  summaryLength: 1_000,
  placeLength: 300,
  nameLength: 200,
  phoneLength: 40,
  callSignLength: 16,
  recommendationOptions: 20,
  /** A late entry may lie at most this far back, in microseconds (72 h: the length of the longest outage we plan for). */
  lateEntryMicros: 72 * 3600 * 1_000_000,
  /** Clocks of clients may run ahead by at most this, in microseconds. */
  futureEntryMicros: 5 * 1_000_000,
  shelveMicros: 24 * 3600 * 1_000_000,
} as const;
