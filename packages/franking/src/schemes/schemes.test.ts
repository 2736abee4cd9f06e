import { readdirSync } from "node:fs";
import { expect, test } from "vitest";
import { FrankingError } from "../errors.ts";
import { allSchemes, referenceSchemes, schemeOf, schemes } from "./index.ts";

/** Schemes of other things than messages. */
const notOfMessages: readonly string[] = ["attach-v1"];

test("every folder of schemes is in the list, under its own id", () => {
  const folders = readdirSync(new URL(".", import.meta.url), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name);
  expect([...allSchemes.map(({ id }) => id), ...notOfMessages].sort()).toEqual(folders.sort());
});

test("every scheme's folder says what it promises and has vectors", () => {
  for (const { id } of allSchemes) {
    const files = readdirSync(new URL(`${id}/`, import.meta.url));
    expect(files).toEqual(expect.arrayContaining(["README.md", "index.ts", "vectors.json", `${id}.test.ts`]));
  }
});

test("a scheme is found by its id, and no other id is one", () => {
  for (const scheme of schemes) expect(schemeOf(scheme.id)).toBe(scheme);
  for (const { id } of referenceSchemes) expect(() => schemeOf(id)).toThrow(new FrankingError("suite"));
  for (const id of ["", "merkle-v2", "MERKLE-V1", "constructor"]) {
    expect(() => schemeOf(id)).toThrow(new FrankingError("suite"));
  }
});
