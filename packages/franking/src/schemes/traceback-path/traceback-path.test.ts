import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { decode, encode } from "../../canonical.ts";
import { FrankingError } from "../../errors.ts";
import type { Message } from "../../message.ts";
import { type Arrival, notEnrolled } from "../../scheme.ts";
import { describeScheme, type VectorsFile } from "../../testing/index.ts";
import { hello, messageOf } from "../../testing/suite/messages.ts";
import { createWorld, factsOf, moderatorOf, named, recipientOf, stamp } from "../../testing/suite/world.ts";
import { tracebackPath, tracePath } from "./index.ts";
import { addressOf, pointTo, wordsOf } from "./tag.ts";

const vectors = readFileSync(new URL("vectors.json", import.meta.url), "utf8");

describeScheme(tracebackPath, JSON.parse(vectors) as VectorsFile);

describe("traceback-path", () => {
  const world = createWorld(tracebackPath);
  const { conversation } = world;
  const forwarded = [["forwarded", true], ...hello] as const;

  /** `sender` sends to `recipient`, who keeps the evidence. */
  function pass(sender: string, recipient: string, forwards: Uint8Array | null): Uint8Array {
    const said = messageOf(world, forwards === null ? hello : forwarded);
    const message: Message = { ...said, header: { ...said.header, sender } };
    const franked = tracebackPath.frank(message, { ...notEnrolled, forwards }, world.rng);
    const [delivery] = stamp(world, franked, { sender, recipients: [recipient] }).deliveries;
    if (delivery === undefined) throw new Error("unreachable: there is one recipient");
    const channel = { suite: tracebackPath.id, conversation, epoch: 1, sender };
    const arrival: Arrival = { outer: franked.outer, inner: franked.inner, delivery, channel };
    const receipt = tracebackPath.receive(arrival, { ...recipientOf(world, "b2"), account: recipient });
    if (receipt.kind === "duplicate") throw new Error("unreachable: nothing was accepted before");
    return receipt.evidence;
  }

  const itemOf = (evidence: Uint8Array): Uint8Array =>
    tracebackPath.disclose(evidence, { open: "all", reporter: { kind: "named" } });

  const received = pass("a1", "b2", null);
  const passedOn = pass("b2", "c3", received);
  const last = pass("c3", "d4", passedOn);

  test("everyone who passed a message on is on its path, back to the source", () => {
    expect(tracePath(itemOf(last), moderatorOf(world, named(world, "d4")))).toEqual(["d4", "c3", "b2", "a1"]);
    expect(tracePath(itemOf(received), moderatorOf(world, named(world, "b2")))).toEqual(["b2", "a1"]);
  });

  test("a verdict names the source, and its header who sent the message to the reporter", () => {
    const judgement = tracebackPath.judge(itemOf(last), moderatorOf(world, named(world, "d4")));
    expect(judgement).toMatchObject({ sender: "a1", own: false, opened: { fields: hello } });
    expect(judgement.opened?.header.sender).toBe("c3");
    expect(tracebackPath.preview(itemOf(last)).sender).toBe("c3");
  });

  test("who copies a message instead of forwarding it is its source", () => {
    const copied = pass("b2", "c3", null);
    expect(tracePath(itemOf(copied), moderatorOf(world, named(world, "c3")))).toEqual(["c3", "b2"]);
  });

  test("two accounts that point at each other are on a path once", () => {
    const words = wordsOf(hello);
    const [k, other] = [world.rng(16), world.rng(16)];
    const moderator = moderatorOf(world, named(world, "b2"));
    const keep = (sender: string, recipients: readonly string[], own: Uint8Array, ptr: Uint8Array): void => {
      const outer = encode({
        suite: tracebackPath.id,
        address: addressOf(own, words),
        ct: pointTo(ptr, own),
      });
      stamp(world, { commitment: addressOf(own, words), outer, inner: outer }, { sender, recipients });
    };
    keep("a1", ["b2", "c3"], k, other);
    keep("c3", ["a1"], other, k);
    const { moderation, relay } = world.record;
    const { acceptedAt: timestamp } = factsOf(world);
    const facts = { relay, moderation, keyId: world.relayKey.keyId, conversation, sender: "a1", timestamp };
    const item = encode({ ...facts, recipient: "b2", address: addressOf(k, words), k, words });
    expect(tracePath(item, moderator)).toEqual(["b2", "a1", "c3"]);
  });

  test("a path is shown to no one to whom judge would show nothing", () => {
    const tracing = () => tracePath(itemOf(last), moderatorOf(world, named(world, "c3")));
    expect(tracing).toThrow(new FrankingError("addressed"));
  });

  test("a moderation that cannot ask what the relay keeps judges nothing", () => {
    const { trace: _, ...withoutTrace } = moderatorOf(world, named(world, "d4"));
    expect(() => tracebackPath.judge(itemOf(last), withoutTrace)).toThrow(new FrankingError("stamp"));
  });

  test("the relay keeps what it tells recipients, and whom it told", () => {
    const franked = tracebackPath.frank(messageOf(world, hello), notEnrolled, world.rng);
    const facts = factsOf(world);
    const kept = tracebackPath.traces?.keep(franked.outer, facts, world.relayKey);
    const [delivery] = tracebackPath.stamp(franked.outer, { ...facts, recipients: ["b2"] }, world.relayKey);
    const { recipient: _, ...told } = decode(delivery ?? new Uint8Array()) as object & { recipient: string };
    const { ct } = decode(franked.outer) as { ct: Uint8Array };
    expect(kept?.address).toEqual(franked.commitment);
    expect(kept?.entry).toEqual(encode({ ...told, recipients: facts.recipients, ct }));
  });

  test("the relay keeps no message of which it knows no sender, or cannot read the outer part", () => {
    const { outer } = tracebackPath.frank(messageOf(world, hello), notEnrolled, world.rng);
    const facts = factsOf(world);
    const keeping = (kept: Uint8Array, sender: string | null) => () =>
      tracebackPath.traces?.keep(kept, { ...facts, sender }, world.relayKey);
    expect(keeping(outer, null)).toThrow(new FrankingError("sender"));
    expect(keeping(encode({ suite: tracebackPath.id }), "a1")).toThrow(new FrankingError("outer"));
    const ofOther = encode({ ...(decode(outer) as object), suite: "merkle-v1" });
    expect(keeping(ofOther, "a1")).toThrow(new FrankingError("suite"));
  });
});
