import type { ChannelProvider } from "../channel/channel.ts";
import { type Case, ensure, ensureEqual, ensureRefused } from "./cases.ts";
import { conversation, damaged, type Member, type Sent, sent } from "./channel-world.ts";
import { membershipCases } from "./membership-cases.ts";

export async function ensureOpens({ channel }: Member, message: Sent, sender: Member): Promise<void> {
  const opened = await channel.open(message.wire, message.outer);
  ensure(opened !== null, "the message to be for this conversation");
  ensureEqual(opened.inner, message.inner, "what was sealed");
  ensureEqual(opened.sender, sender.device.credential.account, "the account that sealed it");
}

async function three(provider: ChannelProvider): Promise<[Member, Member, Member]> {
  const [a, b, c] = await conversation(provider, 3);
  ensure(a !== undefined && b !== undefined && c !== undefined, "three members");
  return [a, b, c];
}

const messageCases: readonly Case<ChannelProvider>[] = [
  {
    name: "everybody reads everybody, and learns from the channel who wrote",
    async run(provider) {
      const members = await three(provider);
      for (const sender of members) {
        const message = await sent(sender);
        for (const reader of members) if (reader !== sender) await ensureOpens(reader, message, sender);
      }
    },
  },
  {
    name: "messages may come late, in any order, and not at all",
    async run(provider) {
      const [a, b] = await three(provider);
      const messages: Sent[] = [];
      for (let i = 0; i < 40; i++) messages.push(await sent(a));
      const order = [39, 0, 20, 1, 38, 2, 19];
      for (const i of order) await ensureOpens(b, messages[i] ?? (await sent(a)), a);
    },
  },
  {
    name: "a replay is refused",
    async run(provider) {
      const [a, b] = await three(provider);
      const message = await sent(a);
      await ensureOpens(b, message, a);
      await ensureRefused(() => b.channel.open(message.wire, message.outer), "channel");
      await ensureOpens(b, await sent(a), a);
    },
  },
  {
    name: "a wire that was altered is not opened, and the true one still is",
    async run(provider) {
      const [a, b] = await three(provider);
      const message = await sent(a);
      for (const part of [0.3, 0.5, 0.8, 1]) {
        const wire = damaged(message.wire, part);
        const opened = await b.channel.open(wire, message.outer).catch(() => null);
        ensureEqual(opened, null, "nothing opened");
      }
      await ensureOpens(b, message, a);
    },
  },
  {
    name: "another outer than the authenticated one is refused",
    async run(provider) {
      const [a, b] = await three(provider);
      const [one, other] = [await sent(a), await sent(a)];
      await ensureRefused(() => b.channel.open(one.wire, other.outer), "channel");
      await ensureRefused(() => b.channel.open(one.wire, damaged(one.outer, 0)), "channel");
      await ensureRefused(() => b.channel.open(one.wire, new Uint8Array()), "channel");
      await ensureOpens(b, one, a);
    },
  },
  {
    name: "a message of another conversation is not for this one",
    async run(provider) {
      const [a] = await three(provider);
      const [, stranger] = await three(provider);
      const message = await sent(a);
      ensureEqual(await stranger.channel.open(message.wire, message.outer), null, "null");
      ensureEqual(await stranger.channel.open(Uint8Array.of(1, 2, 3), message.outer), null, "null");
    },
  },
  {
    name: "state that is saved and restored between any two messages goes on",
    async run(provider) {
      const [a, b] = await three(provider);
      const late = await sent(b);
      for (let i = 0; i < 6; i++) {
        const message = await sent(i % 2 === 0 ? a : b);
        await ensureOpens(i % 2 === 0 ? b : a, message, i % 2 === 0 ? a : b);
        for (const member of [a, b])
          member.channel = await provider.restore(member.device, member.channel.save());
        await ensureRefused(() => (i % 2 === 0 ? b : a).channel.open(message.wire, message.outer), "channel");
      }
      await ensureOpens(a, late, b);
    },
  },
  {
    name: "the traits say what the channel promises",
    async run(provider) {
      const [a] = await three(provider);
      const { bindsAssociatedData, multiParty, postQuantum, protocol, senderAuth } = a.channel.traits;
      ensure(protocol.length > 0, "the protocol's name");
      ensure(["deniable", "transferable"].includes(senderAuth), "how senders are authenticated");
      for (const trait of [bindsAssociatedData, multiParty, postQuantum])
        ensureEqual(typeof trait, "boolean", "the type of a trait");
    },
  },
];

/** What every channel does, over the provider that makes it. */
export const channelCases: readonly Case<ChannelProvider>[] = [...messageCases, ...membershipCases];
