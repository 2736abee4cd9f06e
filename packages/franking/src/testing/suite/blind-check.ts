import { describe, expect, test } from "vitest";
import type { BlindCheck } from "../../scheme.ts";
import { flipped } from "./damage.ts";
import { hello, messageOf } from "./messages.ts";
import { resultOf } from "./refusal.ts";
import { arrivalOf, frank, receive, report, send, stamp, type World } from "./world.ts";

export function describeBlindCheck(world: World): void {
  const { blindCheck } = world.scheme;
  if (blindCheck === null) return;

  const isGood = ({ ask, answer }: BlindCheck, evidence: Uint8Array, account = "b2"): boolean => {
    const { query } = ask(evidence, account);
    return answer(query, world.moderationKey);
  };

  describe("blind check", () => {
    test("a genuine delivery is good", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
      expect(isGood(blindCheck, evidence)).toBe(true);
    });

    test("a delivery of another recipient is not", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "c3"), "c3");
      expect(isGood(blindCheck, evidence)).toBe(false);
    });

    test("deliveries that were swapped between two messages are not", () => {
      const [one, other] = [7, 8].map((seq) =>
        arrivalOf(world, stamp(world, frank(world, messageOf(world, hello)), { seq }), "b2"),
      );
      if (one === undefined || other === undefined) throw new Error("unreachable: two were sent");
      for (const swapped of [
        { ...one, delivery: other.delivery },
        { ...other, delivery: one.delivery },
      ]) {
        expect(isGood(blindCheck, receive(world, swapped, "b2").evidence)).toBe(false);
      }
    });

    test("a delivery of which any bit was turned is refused, found out, or reportable all the same", () => {
      const arrival = arrivalOf(world, send(world, messageOf(world, hello)), "b2");
      for (let bit = 0; bit < arrival.delivery.length * 8; bit++) {
        const delivery = flipped(arrival.delivery, bit);
        const received = resultOf(() => receive(world, { ...arrival, delivery }, "b2"));
        if (!("value" in received)) continue;
        const { evidence } = received.value;
        const judged = resultOf(() => report(world, evidence, "b2"));
        expect(isGood(blindCheck, evidence)).toBe("value" in judged);
      }
    });

    test("a question says nothing of account, message or conversation", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
      const { query } = blindCheck.ask(evidence, "b2");
      const text = new TextDecoder("latin1").decode(query);
      for (const said of ["hello", "a1", "b2", "relay.example"]) expect(text).not.toContain(said);
      expect(text).not.toContain(new TextDecoder("latin1").decode(world.conversation));
    });
  });
}
