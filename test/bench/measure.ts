/** Adds what a piece of work costs to the sum; what is done outside of it is not counted. */
type Timed = <T>(work: () => T | Promise<T>) => Promise<T>;

/** One turn: does `operations` operations, and says which part of it counts. */
type Turn = (operations: number, timed: Timed) => Promise<unknown>;

const warmUps = 40;

/**
 * Measures works side by side, in turns, so that what the machine does meanwhile falls on all of them. Returns the mean CPU
 * time of an operation in microseconds, garbage collection and worker threads included: a median would hide those. The
 * first turns only warm up.
 */
export async function inTurns<Name extends string>(
  works: Readonly<Record<Name, Turn>>,
  { operations, turns }: { readonly operations: number; readonly turns: number },
): Promise<Record<Name, number>> {
  const sums: Record<string, number> = {};
  for (let turn = -warmUps; turn < turns; turn++) {
    for (const [name, work] of Object.entries<Turn>(works)) {
      let micros = 0;
      await work(operations, async (part) => {
        const before = process.cpuUsage();
        const result = await part();
        const { system, user } = process.cpuUsage(before);
        micros += system + user;
        return result;
      });
      if (turn >= 0) sums[name] = (sums[name] ?? 0) + micros / (turns * operations);
    }
  }
  // Each name got its sum in the loop.
  return sums as Record<Name, number>;
}
