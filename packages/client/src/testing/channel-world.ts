import { concat } from "@openfranking/franking";
import type { Channel, ChannelProvider, Device, KeptPackage } from "../channel/channel.ts";
import { ensure } from "./cases.ts";
import { newDevice, rng } from "./devices.ts";

/** One who takes part: a device, and the channel that it holds. */
export interface Member {
  readonly device: Device;
  channel: Channel;
}

export async function packageOf(provider: ChannelProvider, device: Device): Promise<KeptPackage> {
  const [kept] = await provider.keyPackages(device, 1);
  ensure(kept !== undefined, "a key package");
  return kept;
}

/** A conversation of `size` devices, each of an account of its own; the first made it. */
export async function conversation(provider: ChannelProvider, size: number): Promise<Member[]> {
  const device = newDevice();
  const creator = { device, channel: await provider.create(device, rng(16)) };
  const members: Member[] = [creator];
  for (let i = 1; i < size; i++) members.push(await added(provider, members, newDevice()));
  return members;
}

/** The first member adds a device; the others follow. */
export async function added(
  provider: ChannelProvider,
  members: readonly Member[],
  device: Device,
): Promise<Member> {
  const kept = await packageOf(provider, device);
  const { account } = device.credential;
  const welcome = await changed(provider, members, {
    add: [{ account, keyPackage: kept.publicPart }],
    remove: [],
  });
  ensure(welcome !== null, "a welcome for who was added");
  const joined = await provider.join(device, welcome, [kept]);
  ensure(joined !== null, "the welcome to be for this package");
  return { device, channel: joined.channel };
}

/** The first member changes the members, the relay takes it, and the others follow. */
export async function changed(
  provider: ChannelProvider,
  [first, ...others]: readonly Member[],
  change: Parameters<Channel["change"]>[0],
): Promise<Uint8Array | null> {
  ensure(first !== undefined, "somebody who changes");
  const { commit, saved, welcome } = await first.channel.change(change);
  for (const { channel } of others) await channel.process(commit);
  first.channel = await provider.restore(first.device, saved);
  return welcome;
}

export interface Sent {
  readonly inner: Uint8Array;
  readonly outer: Uint8Array;
  readonly wire: Uint8Array;
}

export async function sent({ channel }: Member): Promise<Sent> {
  const [inner, outer] = [concat(Uint8Array.of(1), rng(300)), rng(80)];
  return { inner, outer, wire: await channel.seal(inner, outer) };
}

/** `bytes` with one bit of the byte at this part of it turned. */
export function damaged(bytes: Uint8Array, part: number): Uint8Array {
  const out = Uint8Array.from(bytes);
  const at = Math.min(Math.floor(out.length * part), out.length - 1);
  out[at] = (out[at] ?? 0) ^ 1;
  return out;
}
