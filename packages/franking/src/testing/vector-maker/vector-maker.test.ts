import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { suites } from "./commitment.ts";
import { computed, published } from "./first-vector.ts";
import { vectorsText } from "./vectors-file.ts";

test.each(suites)("every published value of the first vector of $id comes out", (suite) => {
  expect(computed(suite)).toEqual(published[suite.id]);
});

test.each(suites)("the committed vectors of $id are those that the maker makes", (suite) => {
  const committed = readFileSync(new URL(`../../schemes/${suite.id}/vectors.json`, import.meta.url), "utf8");
  expect(committed === vectorsText(suite), "npm run vectors writes them anew").toBe(true);
});
