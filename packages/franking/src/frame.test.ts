import fc from "fast-check";
import { expect, test } from "vitest";
import { hex, utf8 } from "./bytes.ts";
import { frame, hash, mac } from "./frame.ts";

const label = fc.string({ unit: "grapheme", maxLength: 6 });
const parts = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 4 });

test("two frames are equal only where label and parts are", () => {
  fc.assert(
    fc.property(label, parts, label, parts, (labelA, a, labelB, b) => {
      const isSame = labelA === labelB && JSON.stringify(a.map(hex)) === JSON.stringify(b.map(hex));
      expect(hex(frame(labelA, ...a)) === hex(frame(labelB, ...b))).toBe(isSame);
    }),
    { numRuns: 500 },
  );
});

test("no frame is the beginning of another", () => {
  fc.assert(
    fc.property(label, parts, label, parts, (labelA, a, labelB, b) => {
      const [one, other] = [hex(frame(labelA, ...a)), hex(frame(labelB, ...b))];
      fc.pre(one !== other);
      expect(other.startsWith(one)).toBe(false);
    }),
    { numRuns: 500 },
  );
});

test("a byte that moves from one part to its neighbour changes the frame", () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 2, maxLength: 20 }), fc.nat(), fc.nat(), (bytes, at, by) => {
      const first = at % bytes.length;
      const second = by % bytes.length;
      fc.pre(first !== second);
      const cut = (place: number) => frame("l", bytes.subarray(0, place), bytes.subarray(place));
      expect(cut(first)).not.toEqual(cut(second));
    }),
  );
});

test("label and first part do not run into each other", () => {
  expect(frame("ab", "c")).not.toEqual(frame("a", "bc"));
  expect(frame("a")).not.toEqual(frame("a", ""));
  expect(frame("a", "", "")).not.toEqual(frame("a", ""));
});

test("text stands for its UTF-8 bytes", () => {
  expect(frame("l", "żółć")).toEqual(frame("l", utf8("żółć")));
});

test("the frame is laid out as the specification prints it", () => {
  expect(hex(frame("ab", "c", Uint8Array.of()))).toBe("00000002616200000002000000016300000000");
});

test("hash and mac are of 32 bytes and depend on each part", () => {
  const key = new Uint8Array(32);
  for (const of of [(...all: string[]) => hash("l", ...all), (...all: string[]) => mac(key, "l", ...all)]) {
    expect(of("a", "b")).toHaveLength(32);
    expect(of("a", "b")).not.toEqual(of("ab"));
    expect(of("a", "b")).not.toEqual(of("b", "a"));
  }
});

test.each([0, 16, 31, 33, 64])("a MAC key of %i bytes is refused", (size) => {
  expect(() => mac(new Uint8Array(size), "l")).toThrow(RangeError);
});
