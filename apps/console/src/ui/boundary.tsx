import { Component, type ReactNode } from "react";
import { Problem } from "./problem.tsx";

interface BoundaryState {
  readonly error: Error | null;
}

/** A fault in a screen shows what to do, and nothing of the fault. */
export class Boundary extends Component<{ readonly children: ReactNode }, BoundaryState> {
  override state: BoundaryState = { error: null };

  static getDerivedStateFromError(error: unknown): BoundaryState {
    return { error: error instanceof Error ? error : new Error("thrown") };
  }

  override render(): ReactNode {
    return this.state.error === null ? this.props.children : <Problem error={this.state.error} />;
  }
}
