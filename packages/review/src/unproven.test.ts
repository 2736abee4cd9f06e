import { encode } from "@openfranking/franking";
import { describe, expect, test } from "vitest";
import { unprovenFields } from "./unproven.ts";

describe("what an item without proof claims to say", () => {
  test("is found in a full opening", () => {
    const item = encode({
      kind: "message",
      opening: { messageKey: new Uint8Array(32), fields: [["text", "a"]] },
    });
    expect(unprovenFields(item)).toEqual([["text", "a"]]);
  });

  test("is found in a partial opening, by its shape", () => {
    const opening = {
      shape: ["quote/text", "text"],
      fields: [
        { index: 1, value: "a" },
        { index: 7, value: "b" },
      ],
    };
    expect(unprovenFields(encode({ opening }))).toEqual([["text", "a"]]);
  });

  test("is nothing where the bytes hold no field, or are no encoding at all", () => {
    expect(unprovenFields(encode({ kind: "withheld" }))).toBeNull();
    expect(unprovenFields(Uint8Array.of(255, 1, 2))).toBeNull();
  });
});
