/**
 * Keeps a bug in one part of the screen from taking the others with it: the part says that it failed and can be tried
 * again, the queue and the command line go on. Around the whole page it is the last resort, also when a newer build has
 * replaced the files this page still wants.
 */

import { Component, type ErrorInfo, type ReactNode } from "react";
import { messageOf } from "../api/problem.ts";

interface FaultBoundaryProps {
  /** What failed, for example `The map`. */
  readonly part: string;
  /** A new value tries again by itself, for example the number of the open incident. */
  readonly retryKey?: string | number;
  readonly children: ReactNode;
}

interface FaultBoundaryState {
  readonly fault: string | undefined;
  readonly retryKey: string | number | undefined;
}

export class FaultBoundary extends Component<FaultBoundaryProps, FaultBoundaryState> {
  override state: FaultBoundaryState = { fault: undefined, retryKey: this.props.retryKey };

  static getDerivedStateFromError(thrown: unknown): Partial<FaultBoundaryState> {
    return { fault: messageOf(thrown) };
  }

  static getDerivedStateFromProps(
    props: FaultBoundaryProps,
    state: FaultBoundaryState,
  ): FaultBoundaryState | null {
    return props.retryKey === state.retryKey
      ? null
      : { fault: undefined, retryKey: props.retryKey };
  }

  override componentDidCatch(thrown: unknown, info: ErrorInfo): void {
    console.error(`${this.props.part} failed`, thrown, info.componentStack);
  }

  override render(): ReactNode {
    const { fault } = this.state;
    if (fault === undefined) return this.props.children;
    return (
      <div className="section stack" role="alert">
        <p className="fault">
          {this.props.part} failed: {fault} Everything else goes on.
        </p>
        <div className="row">
          <button
            type="button"
            className="button"
            onClick={() => this.setState({ fault: undefined })}
          >
            Try again
          </button>
          <button type="button" className="button" onClick={() => location.reload()}>
            Load the page again
          </button>
        </div>
      </div>
    );
  }
}
