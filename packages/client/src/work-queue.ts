/** One piece of work at a time, in the order in which they came. */
export interface WorkQueue {
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Tells the listeners that something may have changed; each piece of work ends with it. */
  tell(): void;
  onTell(listener: () => void): () => void;
  /** Resolves once what has come so far is done. */
  idle(): Promise<void>;
}

/** MLS keys are used once: whatever moves a channel waits for what moved it before. */
export function workQueue(): WorkQueue {
  const listeners = new Set<() => void>();
  let tail: Promise<unknown> = Promise.resolve();

  function tell(): void {
    for (const listener of listeners) listener();
  }

  return {
    run(work) {
      const result = tail.then(work).finally(tell);
      tail = result.catch(() => undefined);
      return result;
    },
    tell,
    onTell(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    idle: () => tail.then(() => undefined),
  };
}
