import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { computed, published } from "./first-vector.ts";
import { makers } from "./makers.ts";
import { suites } from "./suites.ts";

test.each(suites)("every published value of the first vector of $id comes out", (suite) => {
  expect(computed(suite)).toEqual(published[suite.id]);
});

test.each(Object.entries(makers))(
  "the committed vectors of %s are those that the maker makes",
  (id, text) => {
    const committed = readFileSync(new URL(`../../schemes/${id}/vectors.json`, import.meta.url), "utf8");
    expect(committed === text(), "npm run vectors writes them anew").toBe(true);
  },
);
