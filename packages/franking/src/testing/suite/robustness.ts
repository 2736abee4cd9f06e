import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes } from "../../bytes.ts";
import { encode } from "../../canonical.ts";
import { canonical, flipped, withReplacedPart } from "./damage.ts";
import { hello, messageOf } from "./messages.ts";
import { resultOf } from "./refusal.ts";
import { arrivalOf, factsOf, moderatorOf, named, receive, recipientOf, send, type World } from "./world.ts";

export function describeRobustness(world: World): void {
  const { scheme } = world;
  const arrival = arrivalOf(world, send(world, messageOf(world, hello)), "b2");
  const { evidence } = receive(world, arrival, "b2");
  const item = scheme.disclose(evidence, { open: "all", reporter: { kind: "named" } });

  /** Bytes of nobody's, canonical ones of nobody's, and `good` ones that are damaged. */
  const hostile = (good: Uint8Array): fc.Arbitrary<Uint8Array> =>
    fc.oneof(
      fc.uint8Array({ maxLength: 300 }),
      canonical.map(encode),
      fc.nat().map((bit) => flipped(good, bit)),
      fc.nat(good.length).map((length) => good.slice(0, length)),
      fc.tuple(fc.nat(), canonical).map(([at, by]) => withReplacedPart(good, at, by)),
    );

  describe("hostile bytes", () => {
    test("to the judge cause a refusal and nothing else", () => {
      fc.assert(
        fc.property(hostile(item), fc.boolean(), (bytes, isNamed) => {
          const reporter = isNamed ? named(world, "b2") : ({ kind: "anonymous" } as const);
          resultOf(() => scheme.judge(bytes, moderatorOf(world, reporter)));
        }),
        { numRuns: 300 },
      );
    });

    test("to a preview cause a refusal and nothing else", () => {
      fc.assert(
        fc.property(hostile(item), (bytes) => {
          resultOf(() => scheme.preview(bytes));
        }),
        { numRuns: 300 },
      );
    });

    test("to disclose cause a refusal and nothing else", () => {
      fc.assert(
        fc.property(hostile(evidence), (bytes) => {
          resultOf(() => scheme.disclose(bytes, { open: "all", reporter: { kind: "named" } }));
        }),
        { numRuns: 200 },
      );
    });

    test.each(["outer", "inner", "delivery"] as const)(
      "as %s to a recipient cause a refusal and nothing else",
      (part) => {
        fc.assert(
          fc.property(hostile(arrival[part]), (bytes) => {
            resultOf(() => scheme.receive({ ...arrival, [part]: bytes }, recipientOf(world, "b2")));
          }),
          { numRuns: 300 },
        );
      },
    );

    test("as outer part to the relay cause a refusal and nothing else", () => {
      fc.assert(
        fc.property(hostile(arrival.outer), (bytes) => {
          resultOf(() => scheme.stamp(bytes, factsOf(world), world.relayKey));
        }),
        { numRuns: 200 },
      );
    });

    if (scheme.blindCheck !== null)
      test("as a blind question are answered with false", () => {
        const query = scheme.blindCheck?.ask(evidence, "b2").query ?? new Uint8Array();
        fc.assert(
          fc.property(hostile(query), (bytes) => {
            fc.pre(!equalBytes(bytes, query));
            expect(scheme.blindCheck?.answer(bytes, world.moderationKey)).toBe(false);
          }),
          { numRuns: 300 },
        );
      });
  });
}
