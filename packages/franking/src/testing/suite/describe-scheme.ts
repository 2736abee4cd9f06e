import { describe } from "vitest";
import type { FrankingScheme } from "../../scheme.ts";
import type { VectorsFile } from "../vectors.ts";
import { describeBlindCheck } from "./blind-check.ts";
import { describePartialReveal } from "./partial-reveal.ts";
import { describeRobustness } from "./robustness.ts";
import { describeStory } from "./story.ts";
import { describeTampering } from "./tampering.ts";
import { describeVectors } from "./vector-tests.ts";
import { createWorld } from "./world.ts";

/** What every scheme must do, shipped here or not. Asks `scheme.traits` for what it promises, never its id. */
export function describeScheme(scheme: FrankingScheme, vectors: VectorsFile): void {
  describe(scheme.id, () => {
    const world = createWorld(scheme);
    describeStory(world);
    describeTampering(world);
    describePartialReveal(world);
    describeBlindCheck(world);
    describeRobustness(world);
    describeVectors(scheme, vectors);
  });
}
