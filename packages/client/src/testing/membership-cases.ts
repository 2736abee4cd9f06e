import type { ChannelProvider } from "../channel/channel.ts";
import { type Case, ensure, ensureEqual, ensureRefused } from "./cases.ts";
import { added, changed, conversation, damaged, type Member, packageOf, sent } from "./channel-world.ts";
import { impostorOf, newDevice, rng } from "./devices.ts";

async function two(provider: ChannelProvider): Promise<[Member, Member]> {
  const [a, b] = await conversation(provider, 2);
  ensure(a !== undefined && b !== undefined, "two members");
  return [a, b];
}

const accountsOf = (members: readonly Member[]) =>
  members.map(({ device }) => device.credential.account).sort();
const membersOf = ({ channel }: Member) => [...channel.members].sort();

async function ensureReads(reader: Member, sender: Member): Promise<void> {
  const message = await sent(sender);
  const opened = await reader.channel.open(message.wire, message.outer);
  ensureEqual(opened?.inner, message.inner, "what was sealed");
}

export const membershipCases: readonly Case<ChannelProvider>[] = [
  {
    name: "who is added is a member to all, reads what follows, and nothing from before",
    async run(provider) {
      const [a, b] = await two(provider);
      const before = await sent(a);
      const c = await added(provider, [a, b], newDevice());
      for (const member of [a, b, c]) ensureEqual(membersOf(member), accountsOf([a, b, c]), "the members");
      await ensureReads(c, a);
      await ensureReads(b, c);
      await ensureRefused(() => c.channel.open(before.wire, before.outer), "channel");
    },
  },
  {
    name: "who is removed opens nothing that follows",
    async run(provider) {
      const [a, b] = await two(provider);
      const c = await added(provider, [a, b], newDevice());
      await changed(provider, [a, b, c], { add: [], remove: [c.device.credential.account] });
      ensureEqual(membersOf(b), accountsOf([a, b]), "the members");
      ensureEqual(c.channel.members, [], "no members, seen by who was removed");
      const message = await sent(a);
      await ensureRefused(() => c.channel.open(message.wire, message.outer), "channel");
      await ensureReads(b, a);
    },
  },
  {
    name: "a message of the epoch before opens after a change",
    async run(provider) {
      const [a, b] = await two(provider);
      const late = await sent(b);
      await added(provider, [a, b], newDevice());
      const opened = await a.channel.open(late.wire, late.outer);
      ensureEqual(opened?.inner, late.inner, "what was sealed");
      ensureEqual(opened?.epoch, a.channel.epoch - 1, "the epoch in which it was sealed");
    },
  },
  {
    name: "a change that the relay did not take leaves no trace",
    async run(provider) {
      const [a, b] = await two(provider);
      await a.channel.change({ add: [], remove: [b.device.credential.account] });
      ensureEqual(membersOf(a), accountsOf([a, b]), "the members");
      await ensureReads(b, a);
      await added(provider, [b, a], newDevice());
      await ensureReads(a, b);
    },
  },
  {
    name: "a device that its account did not certify is not added",
    async run(provider) {
      const [a, b] = await two(provider);
      const victim = newDevice();
      const { publicPart } = await packageOf(provider, impostorOf(victim));
      const add = [{ account: victim.credential.account, keyPackage: publicPart }];
      await ensureRefused(() => a.channel.change({ add, remove: [] }), "not-certified");
      ensureEqual(membersOf(a), accountsOf([a, b]), "the members");
    },
  },
  {
    name: "a device whose certificate is broken is not added",
    async run(provider) {
      const [a] = await two(provider);
      const device = newDevice();
      const { credential } = device;
      const deviceCert = damaged(credential.deviceCert, 0.5);
      const { publicPart } = await packageOf(provider, {
        ...device,
        credential: { ...credential, deviceCert },
      });
      const add = [{ account: credential.account, keyPackage: publicPart }];
      await ensureRefused(() => a.channel.change({ add, remove: [] }), "not-certified");
    },
  },
  {
    name: "a certified device of another account than the one that was meant is not added",
    async run(provider) {
      const [a] = await two(provider);
      const { publicPart } = await packageOf(provider, newDevice());
      const add = [{ account: newDevice().credential.account, keyPackage: publicPart }];
      await ensureRefused(() => a.channel.change({ add, remove: [] }), "not-certified");
    },
  },
  {
    name: "a conversation that a device without certificate made is not joined",
    async run(provider) {
      const victim = newDevice();
      const impostor = impostorOf(victim);
      const made = await provider.create(impostor, rng(16));
      const device = newDevice();
      const kept = await packageOf(provider, device);
      const add = [{ account: device.credential.account, keyPackage: kept.publicPart }];
      const { welcome } = await made.change({ add, remove: [] });
      await ensureRefused(() => provider.join(device, welcome ?? new Uint8Array(), [kept]), "not-certified");
    },
  },
  {
    name: "a welcome that was made for another package is not ours",
    async run(provider) {
      const [a] = await two(provider);
      const device = newDevice();
      const kept = await packageOf(provider, device);
      const add = [{ account: device.credential.account, keyPackage: kept.publicPart }];
      const { welcome } = await a.channel.change({ add, remove: [] });
      const joined = await provider.join(newDevice(), welcome ?? new Uint8Array(), [
        await packageOf(provider, newDevice()),
      ]);
      ensureEqual(joined, null, "null");
    },
  },
];
