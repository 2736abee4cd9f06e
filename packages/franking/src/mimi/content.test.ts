import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { hex, unhex, utf8 } from "../bytes.ts";
import { FrankingError, type RefusalCode } from "../errors.ts";
import { externalVectors } from "../testing/external-vectors-node.ts";
import { decodeMimiContent, encodeMimiContent, type MimiContent, mimiMessageId, partsOf } from "./content.ts";
import { frankingTag, serverFrank } from "./hub.ts";

const refusal = (code: RefusalCode) => new FrankingError(code);
const filled = (value: number, size: number) => new Uint8Array(size).fill(value);

const content: MimiContent = {
  ...{ salt: filled(1, 16), replaces: null, topicId: filled(0, 0), expires: null, inReplyTo: null },
  extensions: new Map([
    [1, "mimi://a.example/u/b"],
    [2, "mimi://a.example/r/c"],
  ]),
  body: {
    ...{ disposition: 1, language: "", cardinality: "single" },
    contentType: "text/plain",
    content: utf8("x"),
  },
};

describe("MIMI content", () => {
  const part = content.body;
  const several = (parts: MimiContent["body"][]): MimiContent["body"] => ({
    ...{ disposition: 1, language: "en", cardinality: "multi", semantics: "processAll", parts },
  });
  const external: MimiContent["body"] = {
    ...{ disposition: 6, language: "", cardinality: "external", contentType: "video/mp4" },
    ...{ url: "https://example.com/x", expires: 0, size: 2n ** 60n, encAlg: 1, key: filled(1, 16) },
    ...{ nonce: filled(2, 12), aad: filled(0, 0), hashAlg: 1, contentHash: filled(3, 32) },
    ...{ description: "", filename: "x.mp4" },
  };
  const nothing: MimiContent["body"] = { disposition: 0, language: "", cardinality: "null" };
  const nested = (depth: number): MimiContent["body"] =>
    depth === 1 ? part : several([nested(depth - 1), part]);
  const extended = (key: number | string, value: unknown): MimiContent => ({
    ...content,
    extensions: new Map([[key, value]]),
  });

  test.each<[string, Partial<MimiContent>]>([
    ["one part", {}],
    ["an external part", { body: external }],
    ["no part, in place of another message", { body: nothing, replaces: filled(9, 32) }],
    ["parts in each other", { body: nested(4) }],
    ["an expiry", { expires: { isRelative: true, time: 4_294_967_295 } }],
    ["a topic and a reply", { topicId: utf8("t"), inReplyTo: filled(8, 32) }],
    ["an extension of three levels", { extensions: new Map([["x", [[1, "a"]]]]) }],
    ["a private extension", { extensions: new Map([[-1, null]]) }],
  ])("with %s comes out as it went in", (_, changes) => {
    const made = { ...content, ...changes };
    expect(decodeMimiContent(encodeMimiContent(made))).toEqual(made);
  });

  test.each<[string, Partial<MimiContent>]>([
    ["a salt of 15 bytes", { salt: filled(1, 15) }],
    ["an id of 31 bytes", { replaces: filled(1, 31) }],
    ["a disposition of 256", { body: { ...part, disposition: 256 } }],
    ["an expiry beyond 32 bits", { expires: { isRelative: false, time: 2 ** 32 } }],
    ["a negative size", { body: { ...external, size: -1 } as MimiContent["body"] }],
    ["a single part in a list of parts", { body: several([part]) }],
    ["five levels of parts", { body: nested(5) }],
    ["five levels in an extension", extended(256, [[[[1]]]])],
    ["an extension of key 0", extended(0, 1)],
    ["an extension without a name", extended("", 1)],
    ["an extension of 256 bytes' name", extended("ü".repeat(128), 1)],
    ["a sender that is no text", extended(1, 5)],
    ["a room that is no text", extended(2, null)],
  ])("with %s is neither written nor read", (_, changes) => {
    const made = { ...content, ...changes };
    expect(() => encodeMimiContent(made)).toThrow(refusal("inner"));
  });

  test.each([
    ["of six members", `8650${"01".repeat(16)}f640f6f6a0`],
    ["that is a map", "a0"],
    ["with a part of an unknown kind", `8750${"01".repeat(16)}f640f6f6a083006004`],
    ["with a part of a member too many", `8750${"01".repeat(16)}f640f6f6a08400600000`],
    ["with five levels in an extension", `8750${"01".repeat(16)}f640f6f6a1190100818181810183006000`],
    ["with an extension of key 0", `8750${"01".repeat(16)}f640f6f6a1000083006000`],
    ["with a sender that is no text", `8750${"01".repeat(16)}f640f6f6a1010083006000`],
  ])("%s is refused", (_, encoded) => {
    expect(() => decodeMimiContent(unhex(encoded))).toThrow(refusal("inner"));
  });

  test("parts are numbered depth first", () => {
    const inner = several([part, external]);
    const outer = several([inner, nothing]);
    expect(partsOf(outer)).toEqual([outer, inner, part, external, nothing]);
  });
});

const published = externalVectors("mimi-content");

describe.runIf(published.isThere)("the published examples", () => {
  const files = published.isThere
    ? readdirSync(published.folder).filter((name) => name.endsWith(".cbor"))
    : [];
  const example = (name: string): Uint8Array =>
    Uint8Array.from(readFileSync(new URL(name, published.folder)));

  test.each(files)("%s comes out byte for byte", (name) => {
    expect(hex(encodeMimiContent(decodeMimiContent(example(name))))).toBe(hex(example(name)));
  });

  // The ids stand in the draft, beside the examples.
  test.each([
    ["attachment.cbor", "0176180c7d19a925021fe446d241134d05c38e0d999cdc0f39c391d2377ed9d1"],
    ["delete.cbor", "011d9efc78d04d4dcf4d82b07d5199bbef37011c1f0c7e004b6111c6dda504b4"],
    ["expiring.cbor", "01e59db8173939facc2c8a4a0f0ae8d0c7a11a81239626630c9464a8d6717a03"],
    ["mention-html.cbor", "01967ff8e9a66819738ad5cf26d2e0388a3b81d86b0f61d129c077d043ee2a4e"],
    ["multipart-1.cbor", "01da5a515ec5db42cc4dcc19b90c3c31245d8a1cfcce11318f24eb11dce0990e"],
    ["multipart-3.cbor", "01cfebeadbdb83c1eefb6403ba4852daf8bbbf9cd53bf5035a74d5d741950c9f"],
    ["original.cbor", "017ce54837404c3696e0c747b985cb172716d0ed0a3d249ca63ace7d82a096f4"],
    ["reaction.cbor", "0158c4288911e50a8f6be3f47746b6682f10fd91bc8c05557aa589a3157aff68"],
    ["unlike.cbor", "013aadbb8f313253c8930f4e93c6ca54b2ed06d258185bdcec3870534c8a4ec4"],
  ])("%s has its published id", (name, id) => {
    const applicationData = example(name);
    const { extensions } = decodeMimiContent(applicationData);
    const [senderUri, room] = [String(extensions.get(1)), String(extensions.get(2))];
    expect(hex(mimiMessageId(senderUri, room, applicationData))).toBe(id);
  });

  test("original.cbor has the tag and the server frank that two implementations came to", () => {
    const applicationData = example("original.cbor");
    const { extensions, salt } = decodeMimiContent(applicationData);
    const [senderUri, roomUriOf] = [String(extensions.get(1)), String(extensions.get(2))];
    const tag = frankingTag(salt, applicationData);
    expect(hex(tag)).toBe("a9a69f1d2fe6f37984190c093ecb8a10d647093db735fb7ba926bfdccff4c2bf");
    const context = { senderUri, roomUri: roomUriOf, acceptedTimestamp: 0x017edd1dcdbb };
    expect(hex(serverFrank(filled(0x42, 32), tag, context))).toBe(
      "2c5fb24e36dfaccd3ee0a9cd140d907bc7621769fcb5950809ddaa35b9caf672",
    );
  });
});
