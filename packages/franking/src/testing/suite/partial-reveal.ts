import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex, utf8 } from "../../bytes.ts";
import { FrankingError } from "../../errors.ts";
import type { Field } from "../../message.ts";
import { messageOf } from "./messages.ts";
import { testWhere } from "./promises.ts";
import { resultOf } from "./refusal.ts";
import { arrivalOf, frank, receive, report, send, type World } from "./world.ts";

const canaries: readonly Field[] = [
  ["group/name", "canary-of-the-group"],
  ["preview/description", "canary-of-the-description"],
  ["preview/title", "canary-of-the-title"],
  ["preview/url", "canary-of-the-address"],
  ["reaction", "canary-of-the-reaction"],
  ["text", "canary-of-the-text"],
];

/** Fields, and what must not be shown without the others. */
const inseparable: readonly (readonly [string, readonly Field[], string])[] = [
  [
    "that it was forwarded",
    [
      ["forwarded", true],
      ["text", "said by another"],
    ],
    "text",
  ],
  [
    "who is quoted",
    [
      ["quote/author", "c3"],
      ["quote/text", "said by another"],
    ],
    "quote/text",
  ],
  [
    "a part of an attachment that it shows",
    [
      ["attachments/0/bytes", 5],
      ["attachments/0/commitment", new Uint8Array(32)],
      ["attachments/0/mediaType", "image/png"],
      ["attachments/0/name", "cat.png"],
    ],
    "attachments/0/name",
  ],
];

export function describePartialReveal(world: World): void {
  const { scheme } = world;
  const evidenceOf = (fields: readonly Field[]): Uint8Array =>
    receive(world, arrivalOf(world, send(world, messageOf(world, fields)), "b2"), "b2").evidence;

  if (scheme.traits.partialReveal) describeParts(world, evidenceOf);
  else {
    test("a part of a message cannot be disclosed", () => {
      const disclosing = () => report(world, evidenceOf(canaries), "b2", { paths: ["text"] });
      expect(disclosing).toThrow(new FrankingError("not-disclosable"));
    });
  }

  testWhere(
    scheme.traits,
    "withholds",
    "a withheld message is stamped, and its item holds nothing of it",
    () => {
      const evidence = evidenceOf(canaries);
      const item = scheme.disclose(evidence, { open: "withheld", reporter: { kind: "named" } });
      expect(hex(item)).not.toContain(hex(utf8("canary")));
      expect(report(world, evidence, "b2", "withheld")).toMatchObject({ verdict: "stamped", opened: null });
    },
  );

  testWhere(scheme.traits, "carriesSecrets", "no opening holds the attachment keys", () => {
    const secrets = [
      { key: utf8("canary-16-bytes!"), seed: utf8("canary-of-32-bytes-and-not-less!"), locator: "c" },
    ];
    const sent = send(world, messageOf(world, canaries), secrets);
    const { evidence } = receive(world, arrivalOf(world, sent, "b2"), "b2");
    const item = scheme.disclose(evidence, { open: "all", reporter: { kind: "named" } });
    for (const { key, seed } of secrets) {
      expect(hex(item)).not.toContain(hex(key));
      expect(hex(item)).not.toContain(hex(seed));
    }
  });

  if (!scheme.traits.carriesSecrets)
    test("attachment keys, which a report would show, are not sent", () => {
      const keys = [{ key: new Uint8Array(16), seed: new Uint8Array(32), locator: "c" }];
      const franking = () => frank(world, messageOf(world, canaries), keys);
      expect(franking).toThrow(new FrankingError("inner"));
    });
}

function describeParts(world: World, evidenceOf: (fields: readonly Field[]) => Uint8Array): void {
  const { scheme } = world;
  describe("partial reveal", () => {
    test("an item holds nothing of the fields that it hides, and is judged by those that it shows", () => {
      const evidence = evidenceOf(canaries);
      const paths = canaries.map(([path]) => path);
      fc.assert(
        fc.property(fc.subarray(paths, { minLength: 1, maxLength: paths.length - 1 }), (shown) => {
          const item = scheme.disclose(evidence, { open: { paths: shown }, reporter: { kind: "named" } });
          for (const [path, value] of canaries) {
            const isThere = hex(item).includes(hex(utf8(String(value))));
            expect(isThere).toBe(shown.includes(path));
          }
          const { verdict, opened } = report(world, evidence, "b2", { paths: shown });
          expect(verdict).toBe("verified-partial");
          expect(opened?.fields).toEqual(canaries.filter(([path]) => shown.includes(path)));
          expect(opened?.hidden).toEqual(paths.filter((path) => !shown.includes(path)));
        }),
        { numRuns: 30 },
      );
    });

    test("an item that names every field is verified as the whole", () => {
      const evidence = evidenceOf(canaries);
      const { verdict } = report(world, evidence, "b2", { paths: canaries.map(([path]) => path) });
      expect(verdict).toBe("verified");
    });

    test.each(inseparable)("an opening that hides %s is refused", (_, fields, path) => {
      const evidence = evidenceOf(fields);
      const result = resultOf(() => report(world, evidence, "b2", { paths: [path] }));
      expect(result).toEqual({ refused: "must-open" });
    });

    test("a path that the message has not cannot be disclosed", () => {
      const evidence = evidenceOf(canaries);
      const disclosing = () => report(world, evidence, "b2", { paths: ["text", "quote/text"] });
      expect(disclosing).toThrow(new FrankingError("not-disclosable"));
    });
  });
}
