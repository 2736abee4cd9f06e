import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { hex, unhex, utf8 } from "../bytes.ts";
import { FrankingError, type RefusalCode } from "../errors.ts";
import { encodeTls, text } from "./tls.ts";
import {
  type AbuseReport,
  decodeAbuseReport,
  decodeFrank,
  decodeFrankingAgentData,
  decodeSafeAad,
  encodeAbuseReport,
  encodeFrank,
  encodeFrankingAgentData,
  encodeFrankingIntegrityTbs,
  encodeSafeAad,
  encodeServerFrankingContext,
  encodeSignContent,
} from "./wire.ts";

const refusal = (code: RefusalCode) => new FrankingError(code);
const filled = (value: number, size: number) => new Uint8Array(size).fill(value);

describe("the structures of a frank", () => {
  const frank = { serverFrank: filled(1, 32), ciphersuite: 1, integritySignature: filled(2, 64) };
  const report: AbuseReport = {
    ...{ reportingUser: "", allegedAbuserUri: "mimi://a.example/u/b", reasonCode: 0, note: "Grüße" },
    messages: [{ messageContent: utf8("content"), frank, acceptedTimestamp: 1_644_387_225_019 }],
    abuseExtensions: [{ componentId: 0xff4f, data: utf8("x") }],
  };

  test("have the bytes of the draft", () => {
    expect(hex(encodeFrank(frank))).toBe(`${"01".repeat(32)}00014040${"02".repeat(64)}`);
    const context = { senderUri: "ab", roomUri: "c", acceptedTimestamp: 0x0102 };
    expect(hex(encodeServerFrankingContext(context))).toBe("02616201630000000000000102");
    expect(hex(encodeFrankingIntegrityTbs({ ...frank, context }))).toBe(
      `${"01".repeat(32)}000102616201630000000000000102`,
    );
    expect(hex(encodeSafeAad([{ componentId: 0x20, data: filled(3, 32) }]))).toBe(
      `23002020${"03".repeat(32)}`,
    );
    const agent = { signatureKey: filled(4, 32), credential: { type: 1, identity: utf8("hub") } };
    expect(hex(encodeFrankingAgentData(agent))).toBe(`20${"04".repeat(32)}000103687562`);
    expect(decodeFrankingAgentData(encodeFrankingAgentData(agent))).toEqual(agent);
    expect(hex(encodeSignContent("L", utf8("c")))).toBe(`09${hex(utf8("MLS 1.0 L"))}0163`);
    expect(hex(encodeAbuseReport({ ...report, messages: [], abuseExtensions: [] }))).toBe(
      `0014${hex(utf8("mimi://a.example/u/b"))}0007${hex(utf8("Grüße"))}0000`,
    );
  });

  test("a report comes out as it went in", () => {
    expect(decodeAbuseReport(encodeAbuseReport(report))).toEqual(report);
  });

  test("no other bytes stand for the same report", () => {
    const encoded = encodeAbuseReport(report);
    fc.assert(
      fc.property(fc.nat(encoded.length - 1), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const other = encoded.map((byte, i) => (i === at ? byte ^ by : byte));
        try {
          expect(encodeAbuseReport(decodeAbuseReport(other))).toEqual(other);
        } catch (error) {
          if (!(error instanceof FrankingError)) throw error;
        }
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    ["a server frank of 31 bytes", () => encodeFrank({ ...frank, serverFrank: filled(1, 31) })],
    ["components out of order", () => decodeSafeAad(unhex("06002100002000"))],
    ["a component twice", () => decodeSafeAad(unhex("06002000002000"))],
    [
      "components out of order, before they are written",
      () =>
        encodeSafeAad([
          { componentId: 2, data: filled(0, 0) },
          { componentId: 1, data: filled(0, 0) },
        ]),
    ],
    ["a credential that is not basic", () => decodeFrankingAgentData(unhex("010000020161"))],
    ["a frank that ends early", () => decodeFrank(encodeFrank(frank).subarray(0, 90))],
  ])("%s is refused", (_, action) => {
    expect(action).toThrow(refusal("encoding"));
  });

  test("a report beyond its limits is refused, written or read", () => {
    const [message] = report.messages;
    if (message === undefined) throw new Error("unreachable: the report has one");
    const large = { ...message, messageContent: filled(0, 65_536) };
    for (const beyond of [
      { messages: Array.from({ length: 101 }, () => message) },
      { messages: Array.from({ length: 17 }, () => large) },
      { note: "n".repeat(8001) },
    ]) {
      expect(() => encodeAbuseReport({ ...report, ...beyond })).toThrow(refusal("size"));
    }
    expect(() => decodeAbuseReport(filled(0, 1_048_577))).toThrow(refusal("size"));
    const empty = hex(encodeAbuseReport({ ...report, note: "", messages: [], abuseExtensions: [] }));
    const long = `${empty.slice(0, -6)}${hex(encodeTls(text, "n".repeat(8001)))}0000`;
    expect(() => decodeAbuseReport(unhex(long))).toThrow(refusal("size"));
  });
});
