/** Limits what all callers do together. False where what is asked for is more than is left. */
export function tokenBucket(
  clock: () => number,
  { burst, perSecond }: { readonly burst: number; readonly perSecond: number },
): (count: number) => boolean {
  let left = burst;
  let countedAt = clock();
  return (count) => {
    const now = clock();
    left = Math.min(burst, left + (Math.max(0, now - countedAt) / 1000) * perSecond);
    countedAt = now;
    if (left < count) return false;
    left -= count;
    return true;
  };
}
