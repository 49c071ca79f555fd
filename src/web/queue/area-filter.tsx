/** Queue and units of one area only: for rooms that divide the region between their desks. Kept in the address. */

import { getPolicy } from "../../core/state/region-state.ts";
import { useRegion } from "../live/use-region.ts";
import { changeView, useViewState } from "../view/view-state.ts";

export function AreaFilter() {
  const { area } = useViewState();
  const areas = useRegion((view) =>
    getPolicy(view.state).config.areas.map(({ code, name }) => ({ code, name })),
  );
  if (areas.length < 2) return null;
  return (
    <select
      className="input area-filter"
      aria-label="Area of queue and units"
      value={area}
      onChange={(event) => changeView({ area: event.target.value })}
    >
      <option value="">All areas</option>
      {areas.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </select>
  );
}
