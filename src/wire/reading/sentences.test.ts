/** What sentences are read as, one line each: the statement that is suggested for an invented record. */
import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { findInstant } from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import type { RecordedContact, StatementRecord } from "../../record/statement/record.ts";
import { describeStatement } from "./describe-statement.ts";
import { readText } from "./read-text.ts";
import { suggestBySegmenter } from "./suggester.ts";

const at = (text: string): number => findInstant(text) ?? Number.NaN;
const types = ["Medical Incident", "Structure Fire", "Outside Fire", "Alarms", "Traffic Collision"];
const calls: readonly RecordedContact[] = types.map((type, index) => ({
  at: at(`2017-01-0${1 + (index % 4)}T10:00:00Z`),
  tags: { "call-type": type, area: index % 2 === 0 ? "03" : "36", battalion: "4", priority: "3" },
  responses: [{ tags: { unit: `E${index}`, "unit-type": index % 2 === 0 ? "ENGINE" : "TRUCK" } }],
}));
const record: StatementRecord = {
  name: "invented",
  attribution: "made up",
  areas: ["Town"],
  zone: new ZoneOffsets("UTC"),
  from: at("2016-12-31T00:00:00Z"),
  to: at("2017-01-05T00:00:00Z"),
  holds: new Set(["call", "dispatched", "on-scene", "available", "unit"]),
  fields: new Set(["call-type", "area", "battalion", "priority", "unit", "unit-type"]),
  marksLate: false,
  knowsWhatIsOpen: false,
  calls,
  spans: [],
  definitions: [],
  caveats: [],
};

function read(sentence: string): string {
  const { readings } = readText(sentence, suggestBySegmenter(sentence), {
    record,
    places: { byName: new Map(), areas: ["Town"] },
    asOf: "2017-01-05",
  });
  assert.equal(readings.length, 1, sentence);
  const { statement, left } = readings[0].suggestion;
  const shown = describeStatement(statement).replace(" in Town;", "");
  return left.length === 0 || statement.metric === null ? shown : `${shown} | ${left.join(", ")}`;
}

const nothing = "nothing that a record could measure";
const whole = "2016-12-31..2017-01-04";

const tables: Readonly<Record<string, readonly (readonly [sentence: string, read: string])[]>> = {
  "counts and hedges": [
    ["On 2 January 2017 the room took fewer than 450 calls.", "calls; 2017-01-02; lt 450"],
    ["The number of calls did not exceed 500 on 3 January 2017.", "calls; 2017-01-03; le 500"],
    ["No more than 80 calls were logged on 3 January 2017.", "calls; 2017-01-03; le 80"],
    ["Half a million calls came in in 2017.", "calls; 2017; eq 500000"],
    ["Twenty-five thousand calls came in in 2017.", "calls; 2017; eq 25000"],
    ["The room received between 400 and 500 calls on 3 January 2017.", "calls; 2017-01-03; between 400 to 500"],
    ["A dozen outside fires were logged on 1 January 2017.", "calls; 2017-01-01; call-type outside fire; eq 12"],
    ["Engine crews made about 1,500 responses on 3 January 2017.", "unit-responses; 2017-01-03; unit-type engine; approx 1500"],
    ["Trucks were dispatched fewer than 300 times on 1 January 2017.", "unit-responses; 2017-01-01; unit-type truck; lt 300"],
    ["Nobody was sent to 12 calls on 1 January 2017.", "calls-without-dispatch; 2017-01-01; eq 12"],
    ["The average call on 2 January 2017 tied up 2.1 units.", "units-per-call mean; 2017-01-02; eq 2.1"],
    ["Twelve firefighters were injured on 3 January 2017.", "firefighters; 2017-01-03; eq 12"],
  ],
  "shares": [
    ["One call in five on 3 January 2017 was for a traffic collision.", "share; 2017-01-03; call-type traffic collision; eq 20 percent"],
    ["Most calls on 1 January 2017 were medical.", "share; 2017-01-01; call-type medical incident; gt 50 percent"],
    ["Priority 3 calls made up 60 % of calls on 1 January 2017.", "share; 2017-01-01; priority 3; eq 60 percent"],
    ["A quarter of calls on 3 January 2017 needed more than one unit.", "share-multi-unit; 2017-01-03; eq 25 percent | one"],
    ["Less than 1 in 10 calls on 3 January 2017 went unattended.", "share-attended; 2017-01-03; gt 90 percent"],
    ["About half of all calls on 2 January 2017 ended with a patient being taken to hospital.", "share-transported; 2017-01-02; approx 50 percent"],
    ["Forty per cent of calls on 2 January 2017 were about noise.", nothing],
  ],
  "lengths of time": [
    ["It took crews a median of 90 seconds to turn out on 3 January 2017.", "turnout p50; 2017-01-03; eq 90 seconds"],
    ["Nine in ten calls on 1 January 2017 had a crew on scene within eight minutes.", "first-on-scene p90; 2017-01-01; le 8 minutes"],
    ["More than four in five calls on 2 January 2017 had a unit on scene within ten minutes.", "first-on-scene share-within 600 seconds; 2017-01-02; gt 80 percent"],
    ["Around half of the calls on 2 January were answered within two minutes.", "answer-time share-within 120 seconds; 2017-01-02; approx 50 percent"],
    ["Every call on 3 January 2017 was reached in under an hour.", "first-on-scene max; 2017-01-03; lt 1 hours"],
    ["The slowest response on 1 January 2017 took an hour and a half.", "first-on-scene max; 2017-01-01; eq 1.5 hours"],
    ["Units spent 1,200 hours on calls on 1 January 2017.", "committed-time sum; 2017-01-01; eq 1200 hours"],
    ["Crews spent on average more than half an hour at hospital on 3 January 2017.", "handover-time mean; 2017-01-03; gt 0.5 hours"],
  ],
  "what is denied": [
    ["At no time on 1 January 2017 were more than 70 units committed.", "committed-units max; 2017-01-01; le 70"],
    ["Since 2 January 2017 no call has waited more than an hour.", "first-on-scene max; 2017-01-02..2017-01-05; le 1 hours"],
    ["No caller waited less than five minutes on 2 January 2017.", "first-on-scene min; 2017-01-02; ge 5 minutes"],
    ["Every day from 1 January 2017 to 4 January 2017 saw at least 380 calls.", "calls min by day; 2017-01-01..2017-01-04; ge 380"],
    ["On no day were there fewer than 400 calls.", `calls min by day; ${whole}; ge 400`],
    ["Not a single structure fire was reported on 4 January 2017.", "calls; 2017-01-04; call-type structure fire; eq 0"],
    ["There were no explosions on 3 January 2017.", "explosions; 2017-01-03; eq 0"],
    ["Calls on 2 January 2017 were not exactly 400.", "calls; 2017-01-02; ne 400"],
    ["Calls on 2 January 2017 were not about 400.", nothing],
  ],
  "two sides": [
    ["There were more calls on 1 January 2017 than on 2 January 2017.", "calls; 2017-01-01 against 2017-01-02; gt-other"],
    ["Area 03 had more calls than area 36 on 1 January 2017.", "calls; in Area 03; 2017-01-01; against area 36; gt-other"],
    ["Medical calls outnumbered alarms by three to one on 2 January 2017.", "calls; 2017-01-02; call-type medical incident; against call-type alarms; ratio-eq 3 ratio"],
    ["Calls fell by 15 per cent between 1 January 2017 and 3 January 2017.", "calls; 2017-01-01 against 2017-01-03; change-eq -15 percent"],
    ["Calls on 1 January 2017 were 40 per cent higher than on 2 January 2017.", "calls; 2017-01-02 against 2017-01-01; change-eq 40 percent"],
    ["Calls doubled from 2 January 2017 to 3 January 2017.", "calls; 2017-01-03 against 2017-01-02; ratio-eq 2 ratio"],
    ["Calls rose from 2 January 2017 to 3 January 2017.", "calls; 2017-01-03 against 2017-01-02; gt-other"],
    ["Half as many calls came on 3 January 2017 as on 2 January 2017.", "calls; 2017-01-03 against 2017-01-02; ratio-eq 0.5 ratio"],
    ["There were twice as many alarms as traffic collisions on 1 January 2017.", "calls; 2017-01-01; call-type alarms; against call-type traffic collision; ratio-eq 2 ratio"],
    ["Collisions fell in every month of 2017.", nothing],
    ["Fires made up a tenth of calls in 2017-01.", "share; 2017-01; call-type outside fire or structure fire; eq 10 percent"],
    ["Half of all calls came at night.", `share; ${whole}; hour-of-day 0 or 1 or 2 or 3 or 4 or 5; eq 50 percent`],
    ["Alarms doubled from 2 January 2017 to 3 January 2017.", "calls; 2017-01-03 against 2017-01-02; call-type alarms; ratio-eq 2 ratio"],
    ["Sundays were busier than Mondays.", `calls; ${whole}; weekday sunday; against weekday monday; gt-other`],
    ["There were 154 more calls on 1 January 2017 than on 2 January 2017.", nothing],
    ["Collisions rose from 20 on 1 January 2017 to 25 on 3 January 2017.", nothing],
  ],
  "the most": [
    ["The busiest hour on 1 January 2017 was between midnight and 1am.", "calls by hour; 2017-01-01; most 2017-01-01T00"],
    ["The busiest hour was between noon and 1pm.", `calls by hour-of-day; ${whole}; most 12`],
    ["New Year's Day 2017 was the busiest day.", `calls by day; ${whole}; most 2017-01-01`],
    ["The quietest day was 3 January 2017.", `calls by day; ${whole}; least 2017-01-03`],
    ["Sunday was the busiest day of the week.", `calls by weekday; ${whole}; most sunday`],
    ["On average 244 calls came a day.", `calls mean by day; ${whole}; eq 244`],
    ["July was the busiest month of 2015.", "calls by month; 2015; most 2015-07"],
    ["Medical incidents were the most common type of call.", `calls; ${whole}; most medical incident`],
  ],
  "when and where": [
    ["On the evening of 1 January 2017 there were some 20 calls.", "calls; 2017-01-01; hour-of-day 18 or 19 or 20 or 21 or 22 or 23; approx 20"],
    ["More than 150 calls came between 6pm and 9pm on 1 January 2017.", "calls; 2017-01-01T18..2017-01-01T20; gt 150"],
    ["On Monday 2 January 2017 nearly 400 calls were made.", "calls; 2017-01-02; approx-below 400"],
    ["On Tuesday 2 January 2017 nearly 400 calls were made.", "calls; no period; approx-below 400"],
    ["Over 2,000 calls came in during the first days of January 2017.", "calls; no period; gt 2000"],
    ["Over 2,000 calls came in in early 2017.", "calls; no period; gt 2000"],
    ["Five calls came from Sausalito on 3 January 2017.", "calls; in Sausalito; 2017-01-03; eq 5"],
    ["Battalion 4 had fewer than 60 calls on 1 January 2017.", "calls; in Battalion 4; 2017-01-01; lt 60"],
  ],
  "two figures, and none": [
    ["Half of calls on 1 January 2017 were medical and 300 were fires.", "share; 2017-01-01; call-type medical incident; eq 50 percent | 300"],
    ["300 calls were fires and half were medical in 2017-01.", "share; 2017-01; call-type medical incident; eq 50 percent | 300"],
    ["On 1 January 2017, 539 calls came in, and 60 units were committed at once.", "committed-units max; 2017-01-01; eq 60 | 539"],
    ["Crews were overwhelmed.", nothing],
    ["Response times are a disgrace.", nothing],
  ],
}; // prettier-ignore

for (const [name, rows] of Object.entries(tables))
  describe(name, () => {
    for (const [sentence, expected] of rows)
      test(sentence, () => {
        assert.equal(read(sentence), expected);
      });
  });
