import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Message } from "../../message.ts";
import type { Arrival, Judgement } from "../../scheme.ts";
import { bitsOf, canonical, flipped, withReplacedPart } from "./damage.ts";
import { hello, messageIn, messageOf } from "./messages.ts";
import { resultOf } from "./refusal.ts";
import { expectShown } from "./shown.ts";
import {
  type AcceptedMessage,
  arrivalOf,
  frank,
  moderatorOf,
  named,
  noon,
  receive,
  recipientOf,
  report,
  send,
  stamp,
  type World,
} from "./world.ts";

export function describeTampering(world: World): void {
  const { scheme } = world;
  const judgeNamed = (item: Uint8Array): Judgement =>
    scheme.judge(item, moderatorOf(world, named(world, "b2")));
  const itemOf = (message: Message): Uint8Array => {
    const { evidence } = receive(world, arrivalOf(world, send(world, message), "b2"), "b2");
    return scheme.disclose(evidence, { open: "all", reporter: { kind: "named" } });
  };

  /** Refused, or the very same verdict. */
  function expectSame(item: Uint8Array, judgement: Judgement): void {
    const result = resultOf(() => judgeNamed(item));
    if ("value" in result) expect(result.value).toEqual(judgement);
  }

  describe("tampering", () => {
    test("no bit of an item can be turned so that another verdict comes of it", () => {
      const item = itemOf(messageOf(world, hello));
      const judgement = judgeNamed(item);
      for (const bit of bitsOf(item)) expectSame(flipped(item, bit), judgement);
    });

    test("no bit of any message's item can be turned so that another verdict comes of it", () => {
      fc.assert(
        fc.property(messageIn(world), fc.array(fc.nat(), { minLength: 20 }), (message, bits) => {
          const item = itemOf(message);
          const judgement = judgeNamed(item);
          for (const bit of bits) expectSame(flipped(item, bit), judgement);
        }),
        { numRuns: 15 },
      );
    });

    test("no part of an item can be replaced so that another verdict comes of it", () => {
      const item = itemOf(messageOf(world, hello));
      const judgement = judgeNamed(item);
      fc.assert(
        fc.property(fc.nat(), canonical, (place, value) => {
          expectSame(withReplacedPart(item, place, value), judgement);
        }),
        { numRuns: 300 },
      );
    });

    test("no bit of what arrives can be turned so that another message is shown", () => {
      const sent = send(world, messageOf(world, hello));
      const arrival = arrivalOf(world, sent, "b2");
      const untouched = receive(world, arrival, "b2");
      for (const part of ["outer", "inner", "delivery"] as const) {
        for (const bit of bitsOf(arrival[part]).filter((_, i) => i % 3 === 0)) {
          const damaged: Arrival = { ...arrival, [part]: flipped(arrival[part], bit) };
          const result = resultOf(() => receive(world, damaged, "b2"));
          if ("value" in result) expectUnchanged(world, result.value, untouched);
        }
      }
    });

    test("another outer part, or another inner part, is refused", () => {
      const [one, other] = [hello, [["text", "bye"]] as const].map((fields) =>
        arrivalOf(world, send(world, messageOf(world, fields)), "b2"),
      );
      if (one === undefined || other === undefined) throw new Error("unreachable: two were sent");
      expect(() => receive(world, { ...one, outer: other.outer }, "b2")).toThrow("commitment");
      expect(() => receive(world, { ...one, inner: other.inner }, "b2")).toThrow("commitment");
    });

    test("whatever is received of a dishonest sender can be reported", () => {
      fc.assert(
        fc.property(messageIn(world), fc.nat(), canonical, (message, place, value) => {
          const franked = frank(world, message);
          const inner = withReplacedPart(franked.inner, place, value);
          expectReportable(world, arrivalOf(world, stamp(world, { ...franked, inner }), "b2"));
        }),
        { numRuns: 200 },
      );
    });

    test("whatever is received of a careless relay can be reported", () => {
      const facts = fc.record(
        {
          relay: fc.constantFrom("relay.example", "other.example"),
          moderation: fc.constantFrom("mod.example", "other.example"),
          epoch: fc.constantFrom(0, 1, 2),
          seq: fc.nat(20),
          acceptedAt: fc.constantFrom(noon - 1, noon, noon + 302_000, noon + 302_001, noon + 86_400_001),
        },
        { requiredKeys: [] },
      );
      fc.assert(
        fc.property(messageIn(world), facts, (message, changes) => {
          expectReportable(world, arrivalOf(world, stamp(world, frank(world, message), changes), "b2"));
        }),
        { numRuns: 100 },
      );
    });
  });
}

/** Shows the same message. Of a scheme that does not bind everything: reports the same, if it can be reported. */
function expectUnchanged(world: World, received: AcceptedMessage, untouched: AcceptedMessage): void {
  const { commitment, message } = untouched;
  expect(received.commitment).toEqual(commitment);
  if (world.scheme.traits.bindsEverything) expect(received.message).toEqual(message);
  const judged = resultOf(() => report(world, received.evidence, "b2"));
  if ("value" in judged) expect(judged.value.opened).toEqual(report(world, untouched.evidence, "b2").opened);
}

/** Sender binding: what receive accepts, judge verifies, and with the same content. */
function expectReportable(world: World, arrival: Arrival): void {
  const result = resultOf(() => world.scheme.receive(arrival, recipientOf(world, "b2")));
  if (!("value" in result) || result.value.kind === "duplicate") return;
  const { evidence, message, seq, acceptedAt } = result.value;
  const judgement = report(world, evidence, "b2");
  expectShown(world.scheme.traits, judgement, message);
  expect(judgement).toMatchObject({ seq, acceptedAt });
}
