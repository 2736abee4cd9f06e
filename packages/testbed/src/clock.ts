/** Milliseconds since the Unix epoch. */
export type Clock = () => number;

export const systemClock: Clock = () => Date.now();

/** A clock that stands until it is turned. */
export interface TurnedClock {
  readonly now: Clock;
  turn(byMs: number): void;
}

export function turnedClock(startMs: number): TurnedClock {
  let now = startMs;
  return {
    now: () => now,
    turn(byMs) {
      now += byMs;
    },
  };
}
