import { encode } from "@openfranking/franking";
import { encode as encodeLoose } from "cborg";
import { describe, expect, test } from "vitest";
import * as z from "zod/mini";
import { decodeAs, encodeAs } from "./codec.ts";
import { limits } from "./limits.ts";
import { reportSchema } from "./report.ts";

const schema = z.strictObject({ name: z.string(), note: z.optional(z.string()) });

describe("a value that travels", () => {
  test("comes back as it was, and an optional key that is undefined is left out", () => {
    const bytes = encodeAs(schema, { name: "a", note: undefined });
    expect(bytes).toEqual(encode({ name: "a" }));
    expect(decodeAs(schema, bytes)).toEqual({ name: "a" });
  });

  test.each([
    ["a missing key", encode({})],
    ["an unknown key", encode({ name: "a", more: 1 })],
    ["another type", encode({ name: 1 })],
    ["null for a map", encode(null)],
    ["bytes after the value", Uint8Array.of(...encode({ name: "a" }), 0)],
    ["a float", encodeLoose({ name: 1.5 })],
    ["half a value", encode({ name: "a" }).subarray(0, 3)],
    ["nothing", new Uint8Array()],
  ])("is refused as malformed with %s", (_, bytes) => {
    expect(() => decodeAs(schema, bytes)).toThrow("malformed");
  });
});

const report = {
  v: 1 as const,
  reportId: new Uint8Array(16),
  salt: new Uint8Array(32),
  category: "threats" as const,
  reporter: { kind: "anonymous" as const },
  items: [{ suite: "merkle-v1", item: Uint8Array.of(1) }],
  language: "en",
};

describe("a report is refused beyond its limits", () => {
  test.each([
    ["no item", { ...report, items: [] }],
    [
      "101 items",
      { ...report, items: Array.from({ length: limits.reportItems + 1 }, () => report.items[0]) },
    ],
    ["a note of 2,001 characters", { ...report, note: "x".repeat(limits.noteCharacters + 1) }],
    ["a report id of 15 bytes", { ...report, reportId: new Uint8Array(15) }],
    ["an unknown category", { ...report, category: "rudeness" }],
  ])("with %s", (_, value) => {
    expect(() => decodeAs(reportSchema, encode(value), "report-malformed")).toThrow("report-malformed");
  });

  test("and taken at them", () => {
    const full = { ...report, note: "x".repeat(limits.noteCharacters) };
    expect(decodeAs(reportSchema, encodeAs(reportSchema, full))).toEqual(full);
  });
});
