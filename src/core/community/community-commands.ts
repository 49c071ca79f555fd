/**
 * What members of the community may ask for: they report, say whether a refuge is open, and check on each other. These three are all
 * verbs that their role has. What they report is graded by the room before it becomes part of an incident.
 */

import type { Location } from "../events.ts";
import type { CheckResult, ContentGrade, RefugeOpening, SourceGrade } from "../vocabulary.ts";

export type CommunityCommand =
  | {
      readonly type: "community.report";
      readonly words: string;
      readonly incidentType?: string;
      readonly location?: Location;
      readonly place?: string;
    }
  | {
      readonly type: "community.shelter";
      /** Code of the region's refuge. */
      readonly refuge: string;
      readonly opening: RefugeOpening;
      /** Places that are free; left out = not said. */
      readonly places?: number;
    }
  | {
      readonly type: "community.check-on";
      /** Code of the area. */
      readonly area: string;
      readonly result: CheckResult;
      /** Of one that needs help: it becomes a contact. */
      readonly words?: string;
      readonly location?: Location;
    }
  | {
      /** How good the source is, and how good what it says: each by itself. */
      readonly type: "contact.grade";
      readonly contact: number;
      readonly sourceGrade: SourceGrade;
      readonly contentGrade: ContentGrade;
    };
