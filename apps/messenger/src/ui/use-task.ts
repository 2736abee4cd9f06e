import { useState } from "react";

export interface Task {
  readonly isPending: boolean;
  readonly error: Error | null;
  /** Does one thing at a time: while it is under way, another is not begun. */
  run(work: () => Promise<void>): void;
}

/** Something that a person asked for and waits for. */
export function useTask(): Task {
  const [isPending, setIsPending] = useState(false);
  const [error, setError] = useState<Error | null>(null);

  async function perform(work: () => Promise<void>): Promise<void> {
    setIsPending(true);
    setError(null);
    try {
      await work();
    } catch (cause) {
      setError(cause instanceof Error ? cause : new Error("unknown", { cause }));
    } finally {
      setIsPending(false);
    }
  }

  return {
    isPending,
    error,
    run(work) {
      if (!isPending) void perform(work);
    },
  };
}
