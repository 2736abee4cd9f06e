import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { type FrankingScheme, referenceSchemes, schemes } from "@openfranking/franking";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);
const ofItsKind = new Set(["cte1", "messenger-2016", "whatsapp-token-v2", "mimi-06", "hecate-v1", "amf-v1"]);

function demo(...args: string[]): Promise<{ stdout: string }> {
  return run(process.execPath, [
    "--import",
    "tsx",
    "--conditions=@openfranking/source",
    "test/demo/main.ts",
    ...args,
  ]);
}

/** What services offer, and one scheme of each kind of the others. */
const told = [...schemes, ...referenceSchemes.filter(({ id }) => ofItsKind.has(id))];

/** The story has a step for each of two promises that not all make. */
function claimsOf({ blindCheck, traits }: FrankingScheme): number {
  return 22 - (traits.bindsRecipient ? 0 : 1) - (blindCheck === null ? 1 : 0);
}

describe.each(told)("the demo with $id", (scheme) => {
  test("ends with one JSON object, of which every claim holds", async () => {
    const { stdout } = await demo("--json", "--scheme", scheme.id);
    const last: unknown = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    const claims = claimsOf(scheme);
    expect(last).toMatchObject({ scheme: scheme.id, holds: true, claims, held: claims });
  });
});

test("a scheme that does not exist is refused, with those that do", async () => {
  await expect(demo("--scheme", "none")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("merkle-v1"),
  });
});
