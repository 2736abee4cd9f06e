import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { computed, published } from "./first-vector.ts";
import { suites, vectorsText } from "./vectors-file.ts";

test("every published value of the first vector comes out", () => {
  expect(computed()).toEqual(published);
});

test.each(suites)("the committed vectors of %s are those that the maker makes", (suite) => {
  const committed = readFileSync(new URL(`../../schemes/${suite}/vectors.json`, import.meta.url), "utf8");
  expect(committed === vectorsText(suite), "npm run vectors writes them anew").toBe(true);
});
