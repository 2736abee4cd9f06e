import { type Browser, chromium } from "playwright-core";
import { findChromium, howToInstall } from "../.ci/chromium.mjs";

const args = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** @throws an error that says how to install Chromium, where there is none */
export async function launchChromium(): Promise<Browser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error(howToInstall);
  return await chromium.launch({ executablePath, args });
}
