/**
 * Every queue, list, string and batch of the core has its limit here, and says what happens at it: a command
 * that would pass one is refused with code `limit.<name>` and changes nothing.
 */

export const limits = {
  /** Rows the operational state of one region may hold at once. Closed work leaves after `retireSeconds`. */
  contacts: 1 << 20,
  incidents: 1 << 20,
  allocations: 1 << 21,
  units: 1 << 14,
  /** Lifted and expired ones included, until they are retired. */
  closures: 1 << 12,
  /** One of a contact, closure, warning, hazard of a place, directive or claim, two of a person, three of an incident, two of a request, three of a unit, one of a gap, six of the region at most: it can not be passed, and so has no refusal. */
  alarms:
    (1 << 20) +
    3 * (1 << 20) +
    3 * (1 << 14) +
    (1 << 12) +
    6 +
    2 * (1 << 14) +
    2 * (1 << 15) +
    (1 << 13) +
    32 +
    64 +
    256 +
    256 +
    256,
  /** People of a region's roster, those who left included: a number is never given again. */
  people: 1 << 15,
  /** How far ahead a recall, its deadline and the promised arrival may lie: 7 days. */
  recallAheadMicros: 7 * 24 * 3600 * 1_000_000,
  /** Items of custody, those out of use included: an id is never given again. And those that one person holds at once. */
  items: 1 << 15,
  itemsOfOne: 64,
  itemCodeLength: 32,
  /** Planned shifts, those over or cancelled included until they are retired; and those of one unit or person. */
  shifts: 1 << 17,
  shiftsOfOne: 400,
  /** Longest planned shift, and how far ahead it may begin, in microseconds: 48 hours, 366 days. */
  shiftMicros: 48 * 3600 * 1_000_000,
  planAheadMicros: 366 * 24 * 3600 * 1_000_000,
  /** Requests, ended ones included until they are retired. */
  requests: 1 << 14,
  /** Hazards of places that stand; how long one may (24 h), and how long before its end it asks to be renewed (1 h). */
  placeHazards: 256,
  placeHazardMicros: 24 * 3600 * 1_000_000,
  placeHazardAskMicros: 3600 * 1_000_000,
  /** Directives that stand, and those over whose counts are kept while there is room; how long one may stand without renewal (7 days), and how long before its end it asks for that (2 h). */
  directives: 256,
  directiveMicros: 7 * 24 * 3600 * 1_000_000,
  directiveAskMicros: 2 * 3600 * 1_000_000,
  /** Hand-overs that are open, and those done that are remembered; for how long one keeps whoever left from owing another (10 min). */
  handOvers: 256,
  /** Of these for crews: a shift that books off at once leaves the room its own. */
  crewHandOvers: 192,
  handOverMicros: 600 * 1_000_000,
  /** Claims that stand, those that came back included. */
  claims: 256,
  /** Incidents that a directive which is over gives back with one piece of due work. */
  restoredPerPiece: 32,
  /** Refuges, their keepers each, and places in one. */
  refuges: 64,
  refugeKeepers: 50,
  refugePlaces: 10_000,
  /** Hospitals whose arrivals are counted; people in one count; how far back one may lie (35 days). */
  hospitals: 64,
  hospitalArrivals: 10_000,
  hospitalBackMicros: 35 * 24 * 3600 * 1_000_000,
  /** Warnings, ended ones included until they are retired. */
  warnings: 1 << 13,
  /** How many of something are asked for at once. */
  requestQuantity: 100_000,
  /** A request's deadlines, and when what it asks for is needed, lie at most this far ahead: 30 days. */
  requestAheadMicros: 30 * 24 * 3600 * 1_000_000,
  /** Steps of the chain by which an unanswered request escalates. */
  escalationSteps: 10,
  /** Partners, and kinds of kit, that a region's rule of requests names; and accounts of one partner. */
  partners: 1_000,
  partnerAccounts: 100,
  /** Neighbour regions, and floors of units that are never lent, of a region's plan for mutual aid. */
  neighbours: 64,
  aidFloors: 64,
  /** Units are lent for at most this long at once: 14 days. */
  loanMicros: 14 * 24 * 3600 * 1_000_000,
  crew: 50,
  staffNumberLength: 16,
  /** Points of the curve of when people book on. */
  curvePoints: 60,
  /** Heads of the smallest group that is named in evidence: fewer could be told apart. */
  leastHeads: 5,
  /** Regions that suspect together that many are missing. */
  pooledRegions: 1_000,
  /** Stations, teams and posts in the configuration, each. */
  stations: 1_000,
  areas: 256,
  incidentTypes: 1024,
  needs: 32,
  skills: 32,
  hazards: 32,
  statusLabels: 200,
  /** Characters of a code in the configuration. */
  codeLength: 64,
  /** Points of one area's ring. */
  ringPoints: 10_000,
  /** Points of one closure, and the most degrees times 10^7 between them: 1 degree, so that a slip shuts no country. */
  closurePoints: 200,
  closureSpanE7: 10_000_000,
  /** A closure begins and expires at most this long before and after its entry, in microseconds: 366 days. */
  closureMicros: 366 * 24 * 3600 * 1_000_000,
  vehicleClasses: 8,
  responsePlans: 1_000,
  wordsPerType: 100,
  /** Seconds of any duration in the configuration: 115 days. */
  configSeconds: 10_000_000,
  ruleFlags: 1_000,
  /** Faults of a configuration that are said at once. */
  configFaults: 50,
  unitsPerCommand: 50,
  /** Rises of demand that last at once. */
  rises: 32,
  /** Published numbers of a period, and characters of its exact figures. */
  publicFigures: 800,
  figuresLength: 60_000,
  /** Gaps of the log that are kept; the oldest goes first, settled ones before others. */
  gaps: 64,
  /** Visits of one plan of the queue. */
  plannedVisits: 60,
  stackedPerUnit: 8,
  contactsPerIncident: 10_000,
  allocationsPerIncident: 10_000,
  notesPerIncident: 2_000,
  callBackAttempts: 100,
  /** Characters (UTF-16 units) of free text. */
  noteLength: 4_000,
  reasonLength: 500,
  summaryLength: 1_000,
  descriptionLength: 1_000,
  placeLength: 300,
  nameLength: 200,
  /** Keys that sign a record at once, and characters of one. */
  recordKeys: 8,
  recordKeyLength: 300,
  /** Of a record; each is asked for every checkpoint. */
  witnesses: 64,
  phoneLength: 40,
  /** Entries of the phone tree that the manual pack prints. */
  phoneTree: 200,
  callSignLength: 16,
  recommendationOptions: 20,
  /** A late entry may lie at most this far back, in microseconds (72 h: the length of the longest outage we plan for). */
  lateEntryMicros: 72 * 3600 * 1_000_000,
  /** Clocks of clients may run ahead by at most this, in microseconds. */
  futureEntryMicros: 5 * 1_000_000,
  /** What triggers the levels of a plan have together. */
  levelTriggers: 64,
  /** Characters of a text that a level says: to callers, call takers, partners, the public. */
  levelTextLength: 500,
  /** A promised call-back lies at most this far ahead: 7 days. */
  promiseMicros: 7 * 24 * 3600 * 1_000_000,
  /** From the promised time to the alarm that it was missed. */
  missedMicros: 60 * 1_000_000,
  shelveMicros: 24 * 3600 * 1_000_000,
  /** Pieces of due work, and events of the review of "no unit", in one command; what is left is due at once. */
  piecesPerCommand: 256,
  reviewEvents: 256,
} as const;
