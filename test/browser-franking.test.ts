import { existsSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { schemes } from "@openfranking/franking";
import type { Outcome, PrimitiveVectors, VectorsFile } from "@openfranking/franking/testing/vectors";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { FrankingPage } from "./browser-franking.browser.ts";
import { openModule } from "./browser-page.ts";
import { launchChromium } from "./chromium.ts";

const project = new URL("../", import.meta.url);
const external = process.env.OPENFRANKING_VECTORS ?? fileURLToPath(new URL("../shared/vectors", project));

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  page = await openModule(browser, fileURLToPath(new URL("browser-franking.browser.ts", import.meta.url)));
});

afterAll(async () => {
  await browser.close();
});

test("the page runs the primitives that browsers get, and none of Node's", async () => {
  const script = await page.evaluate(async () => (await fetch("/entry.js")).text());
  expect(script).toContain("primitives-noble.ts");
  expect(script).not.toContain("primitives-node.ts");
  expect(script).not.toContain("node:crypto");
  expect(await page.evaluate(() => "process" in globalThis)).toBe(false);
});

test.each(schemes.map(({ id }) => id))(
  "every vector of %s gives in a browser what it expects",
  async (id) => {
    const file = new URL(`packages/franking/src/schemes/${id}/vectors.json`, project);
    const text = readFileSync(file, "utf8");
    const outcomes = await page.evaluate<Outcome[], string>(
      (json) => (globalThis as unknown as { franking: FrankingPage }).franking.runVectors(json),
      text,
    );
    const { cases }: VectorsFile = JSON.parse(text);
    expect(outcomes).toHaveLength(cases.length);
    expectAll(outcomes);
  },
);

describe.skipIf(!existsSync(external))(`vectors of CCTV and Wycheproof, in ${external}`, () => {
  test("come out in a browser, every one", async () => {
    const outcomes = await page.evaluate<Outcome[], string>(
      (json) => (globalThis as unknown as { franking: FrankingPage }).franking.runPrimitiveVectors(json),
      JSON.stringify(primitiveVectors()),
    );
    expect(outcomes.length).toBeGreaterThan(1300);
    expectAll(outcomes);
  });
});

function expectAll(outcomes: readonly Outcome[]): void {
  for (const { name, got, expected } of outcomes) expect(got, name).toEqual(expected);
}

function primitiveVectors(): PrimitiveVectors {
  const read = (name: string) => JSON.parse(readFileSync(`${external}/${name}`, "utf8"));
  return {
    cctv: read("cctv-ed25519/ed25519vectors.json"),
    ed25519: read("wycheproof/ed25519_test.json"),
    x25519: read("wycheproof/x25519_test.json"),
    hmacSha256: read("wycheproof/hmac_sha256_test.json"),
    hkdfSha256: read("wycheproof/hkdf_sha256_test.json"),
    aesGcm: read("wycheproof/aes_gcm_test.json"),
  };
}
