import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { equalBytes, hex } from "../../bytes.ts";
import { FrankingError } from "../../errors.ts";
import type { AttachmentSecret } from "../../message.ts";
import type { Traits } from "../../scheme.ts";
import { hello, messageIn, messageOf, secrets } from "./messages.ts";
import { testWhere } from "./promises.ts";
import { expectShown, verdictOf } from "./shown.ts";
import {
  accounts,
  arrivalOf,
  frank,
  moderatorOf,
  named,
  receive,
  recipientOf,
  report,
  send,
  stamp,
  type World,
} from "./world.ts";

/** Keys of attachments, of a scheme that carries them. */
function keysIn({ carriesSecrets }: Traits): fc.Arbitrary<AttachmentSecret[]> {
  return carriesSecrets ? secrets : fc.constant([]);
}

export function describeStory(world: World): void {
  const { scheme } = world;
  const { traits } = scheme;

  describe("a message's life", () => {
    test("every message is received by everyone as it was sent, and judged as it was received", () => {
      fc.assert(
        fc.property(
          messageIn(world),
          keysIn(traits),
          fc.constantFrom(...accounts),
          (message, keys, account) => {
            const sent = send(world, message, keys);
            const receipt = receive(world, arrivalOf(world, sent, account), account);
            expect(receipt).toMatchObject({ message, secrets: keys, commitment: sent.franked.commitment });
            const judgement = report(world, receipt.evidence, account);
            expect(judgement).toMatchObject({
              ...{ commitment: sent.franked.commitment, sender: "a1" },
              own: account === "a1",
            });
            expectShown(traits, judgement, message);
          },
        ),
        { numRuns: 40 },
      );
    });

    test("a verdict gives place and time where the scheme proves them, and null where not", () => {
      const receipt = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
      const { seq, addressed, conversation } = report(world, receipt.evidence, "b2");
      expect(conversation).toEqual(traits.bindsConversation ? world.conversation : null);
      expect(receipt.seq).toBe(traits.bindsOrder ? 7 : null);
      expect(seq).toBe(traits.bindsOrder ? 7 : null);
      expect(addressed).toBe(traits.bindsRecipient ? "named" : null);
    });

    test("a named reporter is the sender or another, as the relay's assertion says", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "a1"), "a1");
      expect(report(world, evidence, "a1").own).toBe(true);
    });

    testWhere(
      traits,
      "anonymousReports",
      "an anonymous reporter's message is judged, and names nobody",
      () => {
        const receipt = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
        const item = scheme.disclose(receipt.evidence, {
          open: "all",
          reporter: { kind: "anonymous", account: "b2" },
        });
        const judgement = scheme.judge(item, moderatorOf(world, { kind: "anonymous" }));
        expect(judgement).toMatchObject({ verdict: verdictOf(traits), own: false });
        expect(judgement.addressed).toBe(traits.bindsRecipient ? "bearer" : null);
      },
    );

    testWhere(traits, "bindsRecipient", "two reporters are counted by two tags, and one by one", () => {
      const sent = send(world, messageOf(world, hello));
      const tagOf = (account: "b2" | "c3") => {
        const { evidence } = receive(world, arrivalOf(world, sent, account), account);
        return report(world, evidence, account).tag;
      };
      expect(tagOf("b2")).toEqual(tagOf("b2"));
      expect(tagOf("b2")).not.toEqual(tagOf("c3"));
    });

    testWhere(traits, "anonymousReports", "a reporter is counted by the same tag, named or not", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
      const reporter = { kind: "anonymous", account: "b2" } as const;
      const anonymous = scheme.disclose(evidence, { open: "all", reporter });
      const { tag } = scheme.judge(anonymous, moderatorOf(world, { kind: "anonymous" }));
      expect(tag).toEqual(report(world, evidence, "b2").tag);
    });

    test("a preview shows what the judge will", () => {
      fc.assert(
        fc.property(messageIn(world), (message) => {
          const { evidence } = receive(world, arrivalOf(world, send(world, message), "b2"), "b2");
          const item = scheme.disclose(evidence, { open: "all", reporter: { kind: "named" } });
          const judgement = scheme.judge(item, moderatorOf(world, named(world, "b2")));
          expect(judgement).toMatchObject(scheme.preview(item));
        }),
        { numRuns: 10 },
      );
    });

    test("a message that comes again is a duplicate", () => {
      const message = messageOf(world, hello);
      const sent = send(world, message);
      const { device, n } = { device: "00".repeat(8), n: 0 };
      const commitment = hex(sent.franked.commitment);
      const before = { seq: 7, commitment, sender: "a1", device, n };
      const receipt = scheme.receive(arrivalOf(world, sent, "b2"), recipientOf(world, "b2", [before]));
      expect(receipt).toEqual({ kind: "duplicate", commitment: sent.franked.commitment });
    });

    test("two messages of the same words have two commitments", () => {
      const message = messageOf(world, hello);
      const [one, other] = [frank(world, message), frank(world, message)];
      expect(equalBytes(one.commitment, other.commitment)).toBe(false);
    });

    testWhere(traits, "bindsRecipient", "a message that was addressed to another account is refused", () => {
      const { evidence } = receive(world, arrivalOf(world, send(world, messageOf(world, hello)), "b2"), "b2");
      const others = ["c3", "a1", "b", "b22", "B2", "d4"];
      for (const account of others) {
        const item = scheme.disclose(evidence, { open: "all", reporter: { kind: "named" } });
        const judging = () => scheme.judge(item, moderatorOf(world, named(world, account)));
        expect(judging).toThrow(new FrankingError("addressed"));
      }
    });

    testWhere(traits, "bindsOrder", "another message under a number that is taken is refused", () => {
      const before = {
        ...{ seq: 7, commitment: "11".repeat(32), sender: "a1" },
        ...{ device: "00".repeat(8), n: 0 },
      };
      const arrival = arrivalOf(world, stamp(world, frank(world, messageOf(world, hello))), "b2");
      const receiving = () => scheme.receive(arrival, recipientOf(world, "b2", [before]));
      expect(receiving).toThrow(new FrankingError("equivocation"));
    });

    test("the relay names a message as its sender does", () => {
      const { commitment, outer } = frank(world, messageOf(world, hello));
      expect(scheme.commitmentOf(outer)).toEqual(commitment);
    });
  });
}
