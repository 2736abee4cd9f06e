import { expect, test } from "vitest";
import { categories } from "./index.ts";
import { categoryOfReason, mimiReasons } from "./mimi.ts";

test("every category has a reason code of its own in one byte, and comes back from it", () => {
  const codes = categories.map((category) => mimiReasons[category]);
  expect(new Set(codes).size).toBe(categories.length);
  expect(codes.every((code) => code > 0 && code <= 255)).toBe(true);
  expect(codes.map(categoryOfReason)).toEqual(categories);
});

test("the reserved code and those that nobody has assigned are other", () => {
  const assigned = new Set(Object.values(mimiReasons));
  const rest = Array.from({ length: 256 }, (_, code) => code).filter((code) => !assigned.has(code));
  expect(new Set(rest.map(categoryOfReason))).toEqual(new Set(["other"]));
});
