/**
 * The parts of the console side by side: command line, contacts, queue and units on the left, the map, the side panel.
 * Which are shown and how the room is divided is in the address, because a room has several screens. A part that fails
 * does not take the others with it.
 */

import { lazy, Suspense, type CSSProperties } from "react";
import { CommandLine } from "../command-line/command-line.tsx";
import { useConsole } from "../live/use-region.ts";
import { FaultBoundary } from "../parts/fault-boundary.tsx";
import { ContactStrip } from "../queue/contact-strip.tsx";
import { QueueTable } from "../queue/queue-table.tsx";
import { UnitTable } from "../units/unit-table.tsx";
import { splitFromText, textFromSplit, type Split } from "../view/split.ts";
import { changeView, useViewState } from "../view/view-state.ts";
import { useTakeNext } from "../reduced-crew/use-take-next.ts";
import { useConsoleKeys } from "./keys.ts";
import { SidePanel } from "./side-panel.tsx";
import { Splitter } from "./splitter.tsx";

const MapPane = lazy(() => import("../map/map-pane.tsx"));

function changeSplit(split: Split): void {
  changeView({ split: textFromSplit(split) });
}

export function ConsoleBody() {
  const { show, incident, contact, unit, panel, split: splitText } = useViewState();
  const { region, session } = useConsole();
  const takeNext = useTakeNext();
  useConsoleKeys({ region, role: session.account.role, takeNext });
  const shown = new Set(show.split(","));
  const split = splitFromText(splitText);
  const hasSide = incident > 0 || contact !== "" || unit >= 0 || panel !== "";
  const hasTables = shown.has("queue") || shown.has("units");
  const hasMap = shown.has("map");
  const columns = [hasTables && "tables", hasMap && "map", hasSide && "side"]
    .filter(Boolean)
    .join(" ");
  const tracks = {
    "--tables": `${split.tables}fr`,
    "--map": `${100 - split.tables}fr`,
    "--queue": split.queue,
    "--units": 100 - split.queue,
  } as CSSProperties;
  return (
    <main className="console-body" data-columns={columns} style={tracks}>
      {hasTables && (
        <Tables hasQueue={shown.has("queue")} hasUnits={shown.has("units")} split={split} />
      )}
      {hasTables && hasMap && (
        <Splitter
          label="Width of the tables"
          direction="vertical"
          percent={split.tables}
          onMove={(tables) => changeSplit({ ...split, tables })}
        />
      )}
      {hasMap && (
        <FaultBoundary part="The map">
          <Suspense fallback={<div className="empty">Loading the map…</div>}>
            <MapPane />
          </Suspense>
        </FaultBoundary>
      )}
      {hasSide && (
        <FaultBoundary part="The side panel" retryKey={`${panel} ${contact} ${incident} ${unit}`}>
          <SidePanel />
        </FaultBoundary>
      )}
    </main>
  );
}

interface TablesProps {
  readonly hasQueue: boolean;
  readonly hasUnits: boolean;
  readonly split: Split;
}

function Tables({ hasQueue, hasUnits, split }: TablesProps) {
  return (
    <div className="console-tables">
      <div id="command">
        <FaultBoundary part="The command line">
          <CommandLine />
        </FaultBoundary>
      </div>
      {hasQueue && (
        <FaultBoundary part="The queue">
          <ContactStrip />
          <QueueTable />
        </FaultBoundary>
      )}
      {hasQueue && hasUnits && (
        <Splitter
          label="Height of the queue"
          direction="horizontal"
          percent={split.queue}
          onMove={(queue) => changeSplit({ ...split, queue })}
        />
      )}
      {hasUnits && (
        <FaultBoundary part="The units table">
          <UnitTable />
        </FaultBoundary>
      )}
    </div>
  );
}
