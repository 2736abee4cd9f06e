import { describe, expect, test } from "vitest";
import { refusalCodes } from "../../errors.ts";
import type { FrankingScheme } from "../../scheme.ts";
import { expectedRefusal, runVectors, type VectorCase, type VectorsFile } from "../vectors.ts";

export function describeVectors(scheme: FrankingScheme, vectors: VectorsFile): void {
  describe("vectors", () => {
    test("are of this scheme, and each has a name of its own", () => {
      expect(vectors.scheme).toBe(scheme.id);
      const names = vectors.cases.map(({ role, name }) => `${role}: ${name}`);
      expect(new Set(names).size).toBe(names.length);
    });

    test.each(vectors.cases.map((it) => [`${it.role}: ${it.name}`, it] as const))("%s", (_, it) => {
      for (const { got, expected } of runVectors(scheme, { ...vectors, cases: [it] })) {
        expect(got).toEqual(expected);
      }
    });

    test.each(["receive", "judge"] as const)("hit every code with which %s refuses, and no other", (role) => {
      const expected = new Set(scheme.refusals[role]);
      expect(codesOf(vectors.cases.filter((it) => it.role === role))).toEqual(expected);
    });

    test("name codes that exist", () => {
      const known = new Set<string>(refusalCodes);
      for (const code of codesOf(vectors.cases)) expect(known).toContain(code);
    });

    test.each(["frank", "stamp", "receive", "disclose", "judge"] as const)(
      "%s accepts some of them",
      (role) => {
        const accepted = vectors.cases.filter((it) => it.role === role && expectedRefusal(it) === null);
        expect(accepted).not.toHaveLength(0);
      },
    );
  });
}

function codesOf(cases: readonly VectorCase[]): Set<string> {
  return new Set(cases.map(expectedRefusal).filter((code) => code !== null));
}
