/**
 * The side panel: what is open in the address, one thing at a time, the newest on top. Escape or the close button
 * takes the top one away; the address keeps what lies under it.
 */

import { AidPanel } from "../aid/aid-panel.tsx";
import { AlarmPanel } from "../alarms/alarm-panel.tsx";
import { ClosurePanel } from "../closures/closure-panel.tsx";
import { ContactForm } from "../contact/contact-form.tsx";
import { CustodyPanel } from "../custody/custody-panel.tsx";
import { DirectivePanel } from "../directives/directive-panel.tsx";
import { ForecastPanel } from "../forecast/forecast-panel.tsx";
import { IncidentPanel } from "../incident/incident-panel.tsx";
import { MusterPanel } from "../muster/muster-panel.tsx";
import { LevelPanel } from "../level/level-panel.tsx";
import { NoUnitPanel } from "../no-unit/no-unit-panel.tsx";
import { ReducedCrewPanel } from "../reduced-crew/reduced-crew-panel.tsx";
import { RequestPanel } from "../requests/request-panel.tsx";
import { GapPanel } from "../gaps/gap-panel.tsx";
import { QueuePlanPanel } from "../queue-plan/queue-plan-panel.tsx";
import { StatementPanel } from "../statements/statement-panel.tsx";
import { UnitPanel } from "../units/unit-panel.tsx";
import { closeTop, useViewState } from "../view/view-state.ts";
import { WarningPanel } from "../warnings/warning-panel.tsx";
import { KeysPanel } from "./keys-panel.tsx";

export function SidePanel() {
  const { incident, contact, unit, panel } = useViewState();
  return (
    <aside id="details" className="console-side" aria-label="Details">
      {panel === "aid" ? (
        <AidPanel onClose={closeTop} />
      ) : panel === "alarms" ? (
        <AlarmPanel onClose={closeTop} />
      ) : panel === "closures" ? (
        <ClosurePanel onClose={closeTop} />
      ) : panel === "muster" ? (
        <MusterPanel onClose={closeTop} />
      ) : panel === "custody" ? (
        <CustodyPanel onClose={closeTop} />
      ) : panel === "reduced-crew" ? (
        <ReducedCrewPanel onClose={closeTop} />
      ) : panel === "directives" ? (
        <DirectivePanel onClose={closeTop} />
      ) : panel === "forecast" ? (
        <ForecastPanel onClose={closeTop} />
      ) : panel === "warnings" ? (
        <WarningPanel onClose={closeTop} />
      ) : panel === "requests" ? (
        <RequestPanel onClose={closeTop} />
      ) : panel === "level" ? (
        <LevelPanel onClose={closeTop} />
      ) : panel === "no-unit" ? (
        <NoUnitPanel onClose={closeTop} />
      ) : panel === "gaps" ? (
        <GapPanel onClose={closeTop} />
      ) : panel === "statements" ? (
        <StatementPanel onClose={closeTop} />
      ) : panel === "queue-plan" ? (
        <QueuePlanPanel onClose={closeTop} />
      ) : panel === "keys" ? (
        <KeysPanel onClose={closeTop} />
      ) : contact !== "" ? (
        <ContactForm contact={contact === "new" ? "new" : Number(contact)} onClose={closeTop} />
      ) : incident > 0 ? (
        <IncidentPanel key={incident} incident={incident} onClose={closeTop} />
      ) : (
        <UnitPanel key={unit} unit={unit} onClose={closeTop} />
      )}
    </aside>
  );
}
