import type { ClientDeps } from "@openfranking/client";
import { encode, type FrankingScheme, merkleV1, unhex } from "@openfranking/franking";
import { relayRoutes } from "@openfranking/protocol";
import { expect, test } from "vitest";
import { unreachable } from "./network.ts";
import { adaAndBen, nameOf, otherChannels, read, say } from "./world.ts";

type Frank = FrankingScheme["frank"];

/** What a sender who built her own client franks, where `lie` is set. */
interface Liar {
  lie: Frank;
  readonly deps: Partial<ClientDeps>;
}

function liar(): Liar {
  const self: Liar = {
    lie: merkleV1.frank,
    deps: { schemes: [{ ...merkleV1, frank: (...args) => self.lie(...args) }] },
  };
  return self;
}

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
  const { ada, ben, id, ways } = await adaAndBen({ ben: sender.deps });
  await say(ben, id, "first");
  await ada.sync();
  for (const [what, , lie] of lies) {
    sender.lie = lie;
    await say(ben, id, what);
  }
  sender.lie = merkleV1.frank;
  await say(ben, id, "honest");
  // The relay is asked nothing about them.
  ways.ada.tap = unreachable(relayRoutes.keyRecords);
  await ada.sync();
  expect(read(ada, id)).toEqual(["first", ...lies.map(([, code]) => `hidden: ${code}`), "honest"]);
});

test("the commitment of somebody else's message hides the message that carries it, and nothing else", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  await say(ada, id, "Ada's own");
  await ben.sync();
  sender.lie = withCommitment(unhex(nameOf(ben, id, "Ada's own")));
  await say(ben, id, "in Ada's name");
  await ada.sync();
  expect(read(ada, id)).toEqual(["Ada's own", "hidden: commitment"]);
});

test("a message of which a sender uses the number twice is hidden, and an edit of another's message", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  await say(ada, id, "Ada's own");
  await ben.sync();
  sender.lie = (message, ...rest) => withHeader({ sent: { ...message.header.sent, n: 0 } })(message, ...rest);
  await say(ben, id, "one", "another");
  const commitment = unhex(nameOf(ben, id, "Ada's own"));
  sender.lie = withHeader({ kind: "edit", refs: [{ rel: "edit", commitment }] });
  await say(ben, id, "what Ada should have said");
  await ada.sync();
  expect(read(ada, id)).toEqual(["Ada's own", "one", "hidden: sent", "hidden: refs"]);
});

test("a message without a commitment is not taken by the relay", async () => {
  const sender = liar();
  const { ada, ben, id } = await adaAndBen({ ben: sender.deps });
  sender.lie = (...args) => ({ ...merkleV1.frank(...args), outer: encode({ suite: merkleV1.id }) });
  await say(ben, id, "unfranked");
  await ada.sync();
  expect(read(ada, id)).toEqual([]);
  expect(read(ben, id)).toEqual([expect.stringMatching(/^failed: (malformed|outer-mismatch)$/u)]);
});

test("another outer part than the channel authenticates is not taken by the relay", async () => {
  const outer = encode({ suite: merkleV1.id, commitment: new Uint8Array(32) });
  const channels = otherChannels((channel) => ({ seal: (inner) => channel.seal(inner, outer) }));
  const { ada, ben, id } = await adaAndBen({ ben: { channels } });
  await say(ben, id, "split in two");
  await ada.sync();
  expect(read(ben, id)).toEqual(["failed: outer-mismatch"]);
  expect(read(ada, id)).toEqual([]);
});
