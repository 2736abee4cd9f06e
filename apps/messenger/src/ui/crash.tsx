import { Component, type ReactNode } from "react";
import { CannotStart } from "./cannot-start.tsx";

/** Where the page itself is at fault: says so, instead of an empty window. */
export class Crash extends Component<{ children: ReactNode }, { isCrashed: boolean }> {
  override state = { isCrashed: false };

  static getDerivedStateFromError(): { isCrashed: boolean } {
    return { isCrashed: true };
  }

  override render(): ReactNode {
    if (!this.state.isCrashed) return this.props.children;
    return <CannotStart reason="crashed" onRetry={() => location.reload()} />;
  }
}
