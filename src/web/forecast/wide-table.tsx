/** A table that may be wider than its panel: it moves by itself, by the keyboard too. */

import type { ReactNode } from "react";

export function WideTable({
  label,
  children,
}: {
  /** Unlike any other on the panel. */
  readonly label: string;
  readonly children: ReactNode;
}) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what can be scrolled must be reached by the keyboard
    <div className="forecast-scroll" role="region" aria-label={label} tabIndex={0}>
      <table className="plain-table forecast-table">{children}</table>
    </div>
  );
}
