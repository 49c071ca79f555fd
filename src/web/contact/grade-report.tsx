/** How good the source of a community's report is, and how good what it says: graded apart, before it joins an incident. */

import { useState } from "react";
import {
  contentGrades,
  sourceGrades,
  type ContentGrade,
  type SourceGrade,
} from "../../core/vocabulary.ts";
import type { ContactRow } from "../live/contact-rows.ts";
import { useCommand } from "../live/use-command.ts";
import { useMay } from "../live/use-act.ts";
import { CommandFault } from "../parts/command-fault.tsx";

/** 3x5x2 (College of Policing, intelligence report). */
const sourceTexts: { readonly [G in SourceGrade]: string } = {
  "not graded": "not graded",
  "1": "1 reliable",
  "2": "2 untested",
  "3": "3 not reliable",
};
const contentTexts: { readonly [G in ContentGrade]: string } = {
  "not graded": "not graded",
  A: "A known directly",
  B: "B known indirectly, corroborated",
  C: "C known indirectly",
  D: "D not known",
  E: "E suspected to be false",
};

export function GradeReport({ row }: { readonly row: ContactRow }) {
  const runner = useCommand();
  const mayGrade = useMay("contact.grade");
  const [source, setSource] = useState(row.sourceGrade);
  const [content, setContent] = useState(row.contentGrade);
  if (row.channel !== "community" || row.state === "ended") return null;
  const isGraded = row.sourceGrade !== "not graded" && row.contentGrade !== "not graded";
  const id = `grade-report-${row.number}`;
  return (
    <section className="section stack" aria-label="Grades of the report">
      <p className={isGraded ? "soft" : "late"}>
        {isGraded
          ? `Report of the community, graded ${row.sourceGrade}${row.contentGrade}.`
          : "Report of the community, not graded: it can join no incident yet."}
      </p>
      <div className="row wrap">
        <label htmlFor={`${id}-source`}>Source</label>
        <select
          id={`${id}-source`}
          className="input"
          value={source}
          onChange={(event) => setSource(event.target.value as SourceGrade)}
        >
          {sourceGrades.names.map((each) => (
            <option key={each} value={each}>
              {sourceTexts[each]}
            </option>
          ))}
        </select>
        <label htmlFor={`${id}-content`}>Content</label>
        <select
          id={`${id}-content`}
          className="input"
          value={content}
          onChange={(event) => setContent(event.target.value as ContentGrade)}
        >
          {contentGrades.names.map((each) => (
            <option key={each} value={each}>
              {contentTexts[each]}
            </option>
          ))}
        </select>
        <button
          type="button"
          className="button small"
          disabled={!mayGrade || source === "not graded" || content === "not graded"}
          onClick={() =>
            void runner.run({
              type: "contact.grade",
              contact: row.number,
              sourceGrade: source,
              contentGrade: content,
            })
          }
        >
          Grade
        </button>
      </div>
      <CommandFault runner={runner} />
    </section>
  );
}
