/**
 * Hours rules for police officers in England and Wales, as they stood in 2026: the Working Time Regulations 1998 (SI
 * 1998/1833; reg. 41 applies them to the police) and the Police Regulations 2003 (SI 2003/527, reg. 22 with the Secretary
 * of State's determination, Annex E). Described in our own words; a force checks them with its own lawyers.
 */

import type { HoursRules } from "../hours/hours-rules.ts";

export const ukHoursRules: HoursRules = {
  set: "uk-police",
  version: "2026-11-29",
  rules: [
    {
      code: "daily-rest",
      kind: "daily rest",
      hours: 11,
      clause:
        "Working Time Regulations 1998 reg. 10(1); Police Regulations 2003 reg. 22, determination Annex E: interval between rostered shifts",
    },
    {
      code: "weekly-rest",
      kind: "weekly rest",
      hours: 24,
      days: 7,
      clause: "Working Time Regulations 1998 reg. 11(1)",
    },
    {
      code: "longest-duty",
      kind: "longest duty",
      hours: 13,
      clause:
        "Working Time Regulations 1998 reg. 10(1): what is left of 24 hours after 11 hours of rest",
    },
    {
      code: "average-week",
      kind: "average week",
      hours: 48,
      days: 119,
      clause: "Working Time Regulations 1998 reg. 4(1), over any 17 weeks as in reg. 4(3)(b)",
    },
    {
      code: "night-work",
      kind: "night work",
      hours: 8,
      days: 119,
      night: { fromHour: 23, untilHour: 6, hours: 3, share: 1 / 3 },
      clause:
        "Working Time Regulations 1998 reg. 6(1) and (5), over any 17 weeks as in reg. 6(3)(b), of night workers as in reg. 2(1); from a third of the duties on is this set's own",
    },
    {
      code: "compensatory-rest",
      kind: "compensatory rest",
      hours: 0.25,
      days: 14,
      clause:
        "Working Time Regulations 1998 reg. 24: an equivalent period of compensatory rest for what was missing; within 14 days and but for a quarter of an hour are this set's own",
    },
  ],
};
