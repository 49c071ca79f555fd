/** A titled panel with a close button; the body scrolls by itself. Used for everything in the side panel. */

import type { ReactNode } from "react";

export interface PanelProps {
  readonly title: ReactNode;
  /** Buttons or marks beside the title. */
  readonly tools?: ReactNode;
  readonly onClose?: () => void;
  readonly children: ReactNode;
  readonly label: string;
}

export function Panel({ title, tools, onClose, children, label }: PanelProps) {
  return (
    <section className="panel" aria-label={label}>
      <header className="panel-head">
        <h2 className="panel-title cut">{title}</h2>
        <div className="row panel-tools">{tools}</div>
        {onClose !== undefined && (
          <button
            type="button"
            className="button quiet small"
            onClick={onClose}
            aria-label={`Close ${label}`}
            title="Close (Esc)"
          >
            <CloseIcon />
          </button>
        )}
      </header>
      <div className="panel-body">{children}</div>
    </section>
  );
}

export function CloseIcon() {
  return (
    <svg viewBox="0 0 12 12" width="12" height="12" aria-hidden="true">
      <path d="M2 2l8 8M10 2l-8 8" stroke="currentColor" strokeWidth="1.6" fill="none" />
    </svg>
  );
}
