import { type ClientDeps, mlsChannels } from "@openfranking/client";
import { encode, type FrankingScheme, merkleV1, unhex } from "@openfranking/franking";
import { expect, test } from "vitest";
import { accountOf, adaAndBen, nameOf, read } from "./setting.ts";

/** What a sender who built her own client franks, where `lie` is set. */
interface Liar {
  lie: ((...args: Parameters<FrankingScheme["frank"]>) => ReturnType<FrankingScheme["frank"]>) | null;
  readonly deps: Partial<ClientDeps>;
}

function liar(): Liar {
  const self: Liar = {
    lie: null,
    deps: {
      schemes: [{ ...merkleV1, frank: (...args) => (self.lie ?? merkleV1.frank)(...args) }],
      channels: mlsChannels(),
    },
  };
  return self;
}

type Frank = FrankingScheme["frank"];
const withCommitment =
  (commitment: Uint8Array): Frank =>
  (...args) => {
    const franked = merkleV1.frank(...args);
    return { ...franked, outer: encode({ suite: merkleV1.id, commitment }) };
  };
/** Commits to one text and sends another. */
const sayingAnother: Frank = (message, ...rest) => {
  const said = merkleV1.frank({ ...message, fields: [["text", "another text"]] }, ...rest);
  return { ...merkleV1.frank(message, ...rest), outer: said.outer, commitment: said.commitment };
};
const withHeader =
  (changes: object): Frank =>
  (message, ...rest) =>
    merkleV1.frank({ ...message, header: { ...message.header, ...changes } }, ...rest);
const withInner =
  (inner: Uint8Array): Frank =>
  (...args) => ({ ...merkleV1.frank(...args), inner });

const lies: readonly (readonly [what: string, code: string, lie: Frank])[] = [
  ["a commitment to nothing", "commitment", withCommitment(new Uint8Array(32))],
  ["a commitment to another text", "commitment", sayingAnother],
  ["another sender in the header", "sender", withHeader({ sender: "0".repeat(64) })],
  ["another relay in the header", "relay", withHeader({ relay: "another.example" })],
  ["another conversation in the header", "conversation", withHeader({ conversation: new Uint8Array(16) })],
  ["an edit that names no message", "refs", withHeader({ kind: "edit" })],
  ["something that is no message", "inner", withInner(encode({ text: "unfranked" }))],
  ["bytes that are not CBOR", "encoding", withInner(Uint8Array.of(0xff, 0xff))],
];

test("a message that a sender franked falsely is hidden with the reason, and the next one is shown", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  for (const [what, , lie] of lies) {
    sender.lie = lie;
    await ben.conversation(id).send(what);
  }
  sender.lie = null;
  await ben.conversation(id).send("honest");
  await ada.sync();
  expect(read(ada, id)).toEqual([...lies.map(([, code]) => `hidden: ${code}`), "honest"]);
});

test("the commitment of somebody else's message hides the message that carries it, and nothing else", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  await ada.conversation(id).send("Ada's own");
  await ben.sync();
  sender.lie = withCommitment(unhex(nameOf(ben, id, "Ada's own")));
  await ben.conversation(id).send("in Ada's name");
  await ada.sync();
  expect(read(ada, id)).toEqual(["Ada's own", "hidden: commitment"]);
});

test("a message without a commitment is not taken by the relay", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  sender.lie = (...args) => ({ ...merkleV1.frank(...args), outer: encode({ suite: merkleV1.id }) });
  await ben.conversation(id).send("unfranked");
  await ada.sync();
  expect(read(ada, id)).toEqual([]);
  expect(read(ben, id)).toEqual([expect.stringMatching(/^failed: (malformed|outer-mismatch)$/u)]);
});

test("another outer part than the channel authenticates is not taken by the relay", async () => {
  const honest = mlsChannels();
  const channels: ClientDeps["channels"] = {
    ...honest,
    async create(device, conversation) {
      const made = await honest.create(device, conversation);
      return made;
    },
    async restore(device, saved) {
      const restored = await honest.restore(device, saved);
      return {
        ...descriptors(restored),
        seal: (inner: Uint8Array) =>
          restored.seal(inner, encode({ suite: merkleV1.id, commitment: new Uint8Array(32) })),
      };
    },
  };
  const { ada, ben, id } = await adaAndBen({ ben: { channels } });
  await ben.conversation(id).send("split in two");
  await ada.sync();
  expect(read(ben, id)).toEqual(["failed: outer-mismatch"]);
  expect(read(ada, id)).toEqual([]);
  expect(accountOf(ben)).not.toBe(accountOf(ada));
});

/** The channel's getters, kept as getters. */
function descriptors<T extends object>(channel: T): T {
  return Object.defineProperties({}, Object.getOwnPropertyDescriptors(channel)) as T;
}
