import { fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ClientPage, Outcome } from "./browser-client.browser.ts";
import { openModule } from "./browser-page.ts";
import { launchChromium } from "./chromium.ts";

let browser: Browser;
let page: Page;

beforeAll(async () => {
  browser = await launchChromium();
  const context = await browser.newContext();
  page = await openModule(context, fileURLToPath(new URL("browser-client.browser.ts", import.meta.url)));
});

afterAll(async () => {
  await browser.close();
});

type Calls = {
  [Name in keyof ClientPage]: Awaited<ReturnType<ClientPage[Name]>>;
};

/** Calls what the entry gives, in one of its pages. */
function call<Name extends keyof ClientPage>(
  name: Name,
  args: Parameters<ClientPage[Name]>,
  where: Page = page,
): Promise<Calls[Name]> {
  return where.evaluate<Calls[Name], { name: Name; args: unknown[] }>(
    ({ name: called, args: given }) => {
      const { client } = globalThis as unknown as {
        client: Record<string, (...all: unknown[]) => Promise<never>>;
      };
      const work = client[called];
      if (work === undefined) throw new Error(`the page has no ${called}`);
      return work(...given);
    },
    { name, args },
  );
}

const faultsOf = (outcomes: readonly Outcome[]) => outcomes.filter(({ fault }) => fault !== null);

test("the store keeps in IndexedDB what every store of a device keeps", async () => {
  const outcomes = await call("runStoreCases", []);
  expect(outcomes.length).toBeGreaterThan(5);
  expect(faultsOf(outcomes)).toEqual([]);
});

test("conversations over MLS go in a browser as they do anywhere", async () => {
  const outcomes = await call("runChannelCases", []);
  expect(outcomes.length).toBeGreaterThan(10);
  expect(faultsOf(outcomes)).toEqual([]);
  for (const { ms, name } of outcomes) console.log(`${ms.toFixed(0).padStart(6)} ms  ${name}`);
});

test("no script reads the key under which a browser keeps its device", async () => {
  expect(await call("exportStoreKey", ["key"])).toMatch(/^InvalidAccessError/u);
});

test("a second tab is refused while the first is there, and then finds what was kept", async () => {
  const second = await page.context().newPage();
  await second.goto(page.url());
  expect(await call("lock", ["device"])).toBe("held");
  await call("keep", ["device", "a", "what was kept"]);
  const sealed = await call("seal", ["device", "under the same key"]);
  expect(await call("lock", ["device"], second)).toBe("in-use");

  await page.reload();
  expect(await call("lock", ["device"], second)).toBe("held");
  expect(await call("kept", ["device", "a"], second)).toBe("what was kept");
  expect(await call("open", ["device", sealed], second)).toBe("under the same key");
  expect(await call("lock", ["device"])).toBe("in-use");

  await second.close();
  await expect.poll(() => call("lock", ["device"])).toBe("held");
  expect(await call("kept", ["device", "a"])).toBe("what was kept");
});
