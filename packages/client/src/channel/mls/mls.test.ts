import fc from "fast-check";
import { test } from "vitest";
import { ensureOpens } from "../../testing/channel-cases.ts";
import { conversation, type Member, type Sent, sent } from "../../testing/channel-world.ts";
import { describeChannel } from "../../testing/index.ts";
import { mlsChannels } from "./provider.ts";

describeChannel(mlsChannels);

interface Waiting {
  readonly reader: number;
  readonly sender: number;
  readonly message: Sent;
}

/** One of three writes, one of the waiting messages is read wherever it stands, or one is closed and opened again. */
const step = fc.oneof(
  fc.record({ kind: fc.constant("write" as const), who: fc.nat(2) }),
  fc.record({ kind: fc.constant("read" as const), which: fc.nat(50) }),
  fc.record({ kind: fc.constant("restore" as const), who: fc.nat(2) }),
);

test("whatever the order of writing, reading and restoring, every message opens once", async () => {
  const provider = mlsChannels();
  const members = await conversation(provider, 3);
  const at = (i: number): Member => {
    const member = members[i];
    if (member === undefined) throw new Error("unreachable: there are three");
    return member;
  };
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
      const waiting: Waiting[] = [];
      const read = async ({ message, reader, sender }: Waiting) => {
        await ensureOpens(at(reader), message, at(sender));
      };
      for (const one of steps) {
        if (one.kind === "write") {
          const message = await sent(at(one.who));
          const readers = [0, 1, 2].filter((i) => i !== one.who);
          waiting.push(...readers.map((reader) => ({ reader, sender: one.who, message })));
        } else if (one.kind === "read") {
          for (const found of waiting.splice(one.which % (waiting.length || 1), 1)) await read(found);
        } else {
          const member = at(one.who);
          member.channel = await provider.restore(member.device, member.channel.save());
        }
      }
      for (const left of waiting) await read(left);
    }),
    { numRuns: 8 },
  );
}, 30_000);
