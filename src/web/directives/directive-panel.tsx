/**
 * Directives in the side panel: what each orders, on whose word and by which law, until when, and how many dispatches were withheld or
 * limited under it. To issue, renew and end one is the supervisor's; to withhold one dispatch is an act on the incident.
 */

import { useState } from "react";
import { listDirectives, type Directive } from "../../core/directive/read.ts";
import { grades } from "../../core/vocabulary.ts";
import { limits } from "../../core/limits.ts";
import { useMay } from "../live/use-act.ts";
import { useConsole, useNow, useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { RenewOrEnd } from "../parts/renew-or-end.tsx";
import { clockText, countText, gradeText, sentenceCase, shortTimeText } from "../view/format.ts";
import { openIncident } from "../view/view-state.ts";
import "./directives.css";
import { IssueDirective } from "./issue-directive.tsx";
import { listWithheldRows, type WithheldRow } from "../live/directive-rows.ts";

/** More incidents of one directive than this are only counted. */
const incidentsMost = 50;

export function DirectivePanel({ onClose }: { readonly onClose: () => void }) {
  const list = useRegion(({ state }) => listDirectives(state));
  const held = useRegion(listWithheldRows);
  const may = useMay("directive.issue");
  const [isOpen, setIsOpen] = useState(false);
  const standing = list.filter(({ state }) => state !== "over").length;
  return (
    <Panel
      label="directives"
      title="Directives"
      tools={<span className="soft">{standing} in force or planned</span>}
      onClose={onClose}
    >
      {isOpen ? (
        <IssueDirective onDone={() => setIsOpen(false)} />
      ) : (
        <div className="section row">
          <button
            type="button"
            className="button small"
            disabled={!may}
            title={may ? "" : "Only a supervisor issues a directive"}
            onClick={() => setIsOpen(true)}
          >
            Issue a directive…
          </button>
        </div>
      )}
      {list.length === 0 && (
        <p className="empty">
          No directive stands, and none ever did. Every dispatch is as planned.
        </p>
      )}
      <ul>
        {list.map((each) => (
          <Line
            key={each.directive}
            directive={each}
            held={held.filter(({ directive }) => directive === each.directive)}
          />
        ))}
      </ul>
    </Panel>
  );
}

/** What it covers, in words. */
export function scopeText(directive: Directive): string {
  const { incidentTypes, areas, skills, effect } = directive;
  const parts = [
    incidentTypes.length === 0 ? "every type" : incidentTypes.join(", "),
    directive.grades.map(gradeText).join(", "),
    areas.length === 0 ? "every area" : areas.join(", "),
  ];
  const what = effect === "withhold" ? "nobody is sent" : `no unit with ${skills.join(" or ")} is sent`; // prettier-ignore
  return `${sentenceCase(what)}: ${parts.join("; ")}`;
}

interface LineProps {
  readonly directive: Directive;
  readonly held: readonly WithheldRow[];
}

function Line({ directive: each, held }: LineProps) {
  const { directive, state, isDue, cited, open, sent } = each;
  const name = `Directive ${directive}`;
  return (
    <li className={`directive-line stack ${isDue ? "asks" : ""}`} aria-label={name}>
      <span className="row wrap">
        <span className="chip small-chip">{state}</span>
        <strong>{name}</strong>
        <Until directive={each} />
      </span>
      <p>
        {each.words}{" "}
        <span className="soft">
          {each.issuer}, {each.basis}
          {each.by !== "" && `; entered by ${each.by}, ${shortTimeText(each.issuedAt)}`}
        </span>
      </p>
      <p className="soft">{scopeText(each)}</p>
      <p className="directive-counts">
        {countText(cited, "dispatch", "dispatches")}{" "}
        {each.effect === "withhold" ? "withheld" : "limited"} so far; {open} now
        {sent > 0 && `; to ${sent} a unit was sent all the same`}
      </p>
      {each.reason !== "" && (
        <p className="soft">
          {state === "over" ? "ended" : "renewed"}: {each.reason}
        </p>
      )}
      <Incidents rows={held} />
      {state !== "over" && <Acts directive={each} />}
    </li>
  );
}

function Until({
  directive: { state, fromAt, untilAt, overAt, isDue },
}: {
  readonly directive: Directive;
}) {
  const now = useNow();
  if (state === "over") return <span className="soft">over since {shortTimeText(overAt)}</span>;
  if (state === "planned") return <span className="soft">begins {shortTimeText(fromAt)}</span>;
  return (
    <span className={isDue ? "late" : "soft"}>
      {isDue ? "to renew, " : ""}ends in {clockText(Math.max(0, untilAt - now))}
    </span>
  );
}

function Incidents({ rows }: { readonly rows: readonly WithheldRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className="directive-incidents">
      {rows.slice(0, incidentsMost).map(({ incident, assessed, clockAt, reason, by }) => (
        <li key={incident} className="row wrap">
          <button
            type="button"
            className="button quiet small"
            onClick={() => openIncident(incident)}
          >
            {incident} {gradeText(grades.names[assessed])}
          </button>
          <Waits clockAt={clockAt} />
          <span className="soft">
            {reason}
            {by !== "" && `, ${by}`}
          </span>
        </li>
      ))}
      {rows.length > incidentsMost && <li className="soft">{rows.length - incidentsMost} more</li>}
    </ul>
  );
}

function Waits({ clockAt }: { readonly clockAt: number }) {
  const now = useNow();
  return <span className="soft">waits {clockText(Math.max(0, now - clockAt))}</span>;
}

function Acts({ directive: { directive, state, fromAt } }: { readonly directive: Directive }) {
  const { source } = useConsole();
  const may = useMay("directive.renew");
  const untilAt = (): number => {
    const from = state === "planned" ? Math.max(fromAt, source.now()) : source.now();
    return from + limits.directiveMicros / 7;
  };
  return (
    <RenewOrEnd
      name={`directive ${directive}`}
      may={may}
      renewalAsks="Who confirmed it, and why it stands"
      renew={(reason) => ({ type: "directive.renew", directive, untilAt: untilAt(), reason })}
      end={(reason) => ({ type: "directive.end", directive, reason })}
    />
  );
}
