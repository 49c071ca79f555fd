/**
 * Mutual aid in the side panel: how the links to the neighbours stand, what the floors leave, a form to ask, and every request
 * of units with its units and the steps that this side may take. What the other side does comes over the link.
 */

import { listFloors, type FloorPicture } from "../../core/aid/read.ts";
import type { NeighbourConfig } from "../../core/aid/aid-plan.ts";
import { countAid, listAsks, listLoanRows } from "../live/aid-rows.ts";
import { useConsole, useNow, useRegion } from "../live/use-region.ts";
import { Panel } from "../parts/panel.tsx";
import { clockText, countText, gradeText, shortTimeText } from "../view/format.ts";
import { AidAskForm } from "./aid-ask-form.tsx";
import { AidLine } from "./aid-line.tsx";
import { useLinks, type ShownLink } from "./use-links.ts";
import "../requests/requests.css";
import "./aid.css";
import { FaultNote } from "../parts/fault-note.tsx";

const askMillis = 2_000;
/** More rows than this are only counted; what is owed soonest is first. */
const rowsMost = 60;

export function AidPanel({ onClose }: { readonly onClose: () => void }) {
  const { neighbours, lent, guests } = useRegion(countAid);
  const asks = useRegion(listAsks);
  const loans = useRegion(listLoanRows);
  return (
    <Panel
      label="mutual aid"
      title="Mutual aid"
      tools={
        <span className="soft">
          {countText(guests, "guest")}, {lent} lent
        </span>
      }
      onClose={onClose}
    >
      {neighbours === 0 ? (
        <p className="empty">
          The plan of this region has no neighbours, so it asks nobody and helps nobody.
        </p>
      ) : (
        <>
          <Neighbours />
          <Floors />
          <AidAskForm />
        </>
      )}
      {neighbours > 0 && asks.length === 0 && (
        <p className="empty">Nobody has asked for units, neither we nor a neighbour.</p>
      )}
      <ul>
        {asks.slice(0, rowsMost).map((row) => (
          <AidLine
            key={row.request}
            row={row}
            units={loans.filter(({ request }) => request === row.request)}
          />
        ))}
      </ul>
      {asks.length > rowsMost && (
        <p className="empty">{countText(asks.length - rowsMost, "more request")} are not listed.</p>
      )}
    </Panel>
  );
}

function Neighbours() {
  const { isReplaying } = useConsole();
  const neighbours = useRegion(({ state }) => state.policy?.aid.neighbours ?? []);
  const { links, fault } = useLinks(askMillis, true);
  return (
    <section className="section" aria-label="Neighbours">
      <h3>Neighbours, the nearest tier first</h3>
      <ul className="aid-list">
        {neighbours
          .toSorted((a, b) => tierOrder[a.tier] - tierOrder[b.tier])
          .map((neighbour) => (
            <Neighbour
              key={neighbour.region}
              neighbour={neighbour}
              link={links.find(({ region }) => region === neighbour.region)}
            />
          ))}
      </ul>
      {isReplaying && <p className="soft">How the links stood is not in the log.</p>}
      <FaultNote text={fault} />
    </section>
  );
}

const tierOrder = { force: 0, region: 1, national: 2 } as const;

interface NeighbourProps {
  readonly neighbour: NeighbourConfig;
  readonly link: ShownLink | undefined;
}

function Neighbour({ neighbour, link }: NeighbourProps) {
  return (
    <li className="row wrap">
      <strong>{neighbour.name}</strong>
      <span className="chip small-chip">{neighbour.tier}</span>
      {link !== undefined && <LinkState link={link} />}
    </li>
  );
}

function LinkState({ link }: { readonly link: ShownLink }) {
  const now = useNow();
  const { heardAt, silentSince, waiting, behind } = link;
  if (link.link === "none" && heardAt === null)
    return (
      <span className="late">no link to it is configured: nothing is told, nothing heard</span>
    );
  const parts = [
    ...(waiting !== null && waiting > 0 ? [`${countText(waiting, "message")} to it waiting`] : []),
    ...(waiting === null ? ["not known what it has taken"] : []),
    ...(behind !== null && behind > 0 ? [`behind by ${behind}`] : []),
  ];
  return (
    <>
      {silentSince !== null ? (
        <span className="late">
          link silent since {shortTimeText(silentSince)} ({clockText(now - silentSince)})
        </span>
      ) : (
        <span className="soft">
          {heardAt === null
            ? "not heard yet"
            : `heard ${clockText(Math.max(0, now - heardAt))} ago`}
        </span>
      )}
      {parts.length > 0 && (
        <span className={silentSince === null ? "soft" : "late"}>{parts.join(", ")}</span>
      )}
    </>
  );
}

export function floorText({ area, grade, units }: FloorPicture): string {
  const of = grade === null ? "" : ` for ${gradeText(grade)}`;
  return `${countText(units, "unit")}${of}${area === null ? "" : ` of ${area}`}`;
}

function Floors() {
  const floors = useRegion(({ state }) => listFloors(state));
  const brokenAt = useRegion(({ state }) => state.columns.aid.brokenAt[0]);
  return (
    <section className="section" aria-label="Floors">
      <h3>Never lent below</h3>
      {floors.length === 0 && <p className="soft">The plan has no floor: everybody may be lent.</p>}
      <ul className="aid-list">
        {floors.map((floor) => (
          <li key={`${floor.area} ${floor.grade}`} className="row wrap">
            <span>at least {floorText(floor)}</span>
            <span className={floor.left < floor.units ? "late" : "soft"}>
              {floor.left} on duty and not lent,{" "}
              {floor.left < floor.units
                ? `${floor.units - floor.left} missing`
                : `${floor.spare} to spare`}
            </span>
          </li>
        ))}
      </ul>
      {brokenAt > 0 && (
        <p className="late">
          Broken since {shortTimeText(brokenAt)} while units are lent: a supervisor decides whether
          to recall.
        </p>
      )}
    </section>
  );
}
