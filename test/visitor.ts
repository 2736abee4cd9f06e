import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import type { AxeResults } from "axe-core";
import type { Browser, BrowserContext, Page } from "playwright-core";

/** Somebody's browser, and all that it complained of. */
export interface Visitor {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts and of loading, and whatever the content security policy refused. */
  readonly complaints: string[];
}

export async function openVisitor(browser: Browser): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 800 },
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    const text = message.text();
    const isRefusal = /content security policy|trusted ?types?/iu.test(text);
    if (isRefusal || message.type() === "error") complaints.push(text);
  });
  return { context, page, complaints };
}

/** What an automatic check finds that keeps people out. */
export async function faults(page: Page): Promise<string[]> {
  const axe = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  await page.evaluate(await readFile(axe, "utf8"));
  const { violations } = await page.evaluate<AxeResults>("axe.run(document)");
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`);
}

/** On a phone. */
export async function scrollsSideways(page: Page): Promise<boolean> {
  const usual = page.viewportSize();
  await page.setViewportSize({ width: 360, height: 740 });
  const width = await page.evaluate(() => document.documentElement.scrollWidth);
  if (usual !== null) await page.setViewportSize(usual);
  return width > 360;
}

/** Presses Tab until the control of that name has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || !element.matches("a, button, input, textarea")) return "";
      const labels = element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement;
      const named = labels ? [...(element.labels ?? [])].map((label) => label.textContent) : [];
      return [element.ariaLabel, element.textContent, ...named].join(" ");
    });
    if (focused.includes(name)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
