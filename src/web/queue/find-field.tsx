/** One search for queue and units, kept in the address; Escape empties it. */

import { changeView, useViewState } from "../view/view-state.ts";

export function FindField() {
  const { find } = useViewState();
  return (
    <input
      id="find"
      type="search"
      className="input find-field"
      aria-label="Search queue and units"
      placeholder="Search  /"
      value={find}
      maxLength={100}
      onChange={(event) => changeView({ find: event.target.value })}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        if (find === "") event.currentTarget.blur();
        changeView({ find: "" });
      }}
    />
  );
}
