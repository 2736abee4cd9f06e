import { describe, test } from "vitest";
import type { ChannelProvider } from "../channel/channel.ts";
import { channelCases } from "./channel-cases.ts";
import { type StorePlace, storeCases } from "./store-cases.ts";

export type { StorePlace } from "./store-cases.ts";

/** What every channel must do: order, loss, replay, tampering, who sent it, change of members, state saved and restored. */
export function describeChannel(makeProvider: () => ChannelProvider): void {
  describe("channel", () => {
    for (const { name, run } of channelCases) test(name, () => run(makeProvider()));
  });
}

/** What every store of a device must do. `makePlace` gives an empty place each time. */
export function describeClientStore(makePlace: () => StorePlace | Promise<StorePlace>): void {
  describe("client store", () => {
    for (const { name, run } of storeCases) test(name, async () => run(await makePlace()));
  });
}
