import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { schemes } from "@openfranking/franking";
import { describe, expect, test } from "vitest";

const run = promisify(execFile);

function demo(...args: string[]): Promise<{ stdout: string }> {
  return run(process.execPath, [
    "--import",
    "tsx",
    "--conditions=@openfranking/source",
    "test/demo/main.ts",
    ...args,
  ]);
}

describe.each(schemes.map(({ id }) => id))("the demo with %s", (id) => {
  test("ends with one JSON object, of which every claim holds", async () => {
    const { stdout } = await demo("--json", "--scheme", id);
    const last: unknown = JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "");
    expect(last).toMatchObject({ scheme: id, holds: true });
    expect(last).toHaveProperty("claims", 21);
    expect(last).toHaveProperty("held", 21);
  });
});

test("a scheme that does not exist is refused, with those that do", async () => {
  await expect(demo("--scheme", "none")).rejects.toMatchObject({
    code: 2,
    stderr: expect.stringContaining("merkle-v1"),
  });
});
