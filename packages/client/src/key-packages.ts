import { hex } from "@openfranking/franking";
import { limits } from "@openfranking/protocol";
import { type Core, deviceOf } from "./core.ts";
import { keptPackageSchema, keys } from "./records.ts";

/** How many the relay should have to give away. */
export const firstPackages = 20;
/** Anybody who knows an account can take its packages, so that the relay's stock is looked at now and then. */
const betweenLooksMs = 600_000;
/** More than a relay keeps of one device: a welcome may be on its way that was made for an old one. */
const keptLocally = 3 * limits.keyPackages;

/** The private halves are kept before the public ones can be used. Returns how many the relay has. */
export async function publishPackages(core: Core, count: number): Promise<number> {
  const packages = await core.channels.keyPackages(deviceOf(core), count);
  const named = packages.map((kept, i) => [nameOf(core, i), kept] as const);
  await core.store.write(Object.fromEntries(named));
  const { left } = await core.api.publishKeyPackages({
    body: { keyPackages: packages.map(({ publicPart }) => publicPart) },
  });
  return left;
}

/** Fills up what was taken: by those who added this device, and by those who only took. */
export async function topUpPackages(core: Core): Promise<void> {
  const now = core.clock();
  if (core.packagesLookedAt !== null && now - core.packagesLookedAt < betweenLooksMs) return;
  // The relay tells how many are left to whoever adds one.
  const left = await publishPackages(core, 1);
  if (left < firstPackages) await publishPackages(core, firstPackages - left);
  core.packagesLookedAt = now;
  await forgetOldest(core);
}

async function forgetOldest(core: Core): Promise<void> {
  const kept = await core.store.list(keptPackageSchema, keys.keyPackage(""));
  const old = kept.slice(0, Math.max(0, kept.length - keptLocally));
  if (old.length > 0) await core.store.write(Object.fromEntries(old.map(([key]) => [key, undefined])));
}

/** In the order in which they were made. */
function nameOf(core: Core, i: number): string {
  const time = core.clock().toString().padStart(16, "0");
  return keys.keyPackage(`${time}-${i.toString().padStart(3, "0")}-${hex(core.rng(4))}`);
}
