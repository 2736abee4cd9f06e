import type { Browser, ConsoleMessage, Page } from "playwright-core";

/** A reviewer's browser with a passkey of its own, and all that it complained of. */
export interface ReviewerPage {
  readonly page: Page;
  /** Errors of scripts, and whatever the content security policy refused. */
  readonly complaints: string[];
  /** Bodies that the page sent anywhere. */
  readonly sent: string[];
}

export async function openReviewerPage(
  browser: Browser,
  { hasPrf }: { hasPrf: boolean },
): Promise<ReviewerPage> {
  const context = await browser.newContext({
    viewport: { width: 1100, height: 850 },
    locale: "en-GB",
    timezoneId: "UTC",
  });
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const complaints: string[] = [];
  const sent: string[] = [];
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("console", (message) => {
    if (isComplaint(message)) complaints.push(message.text());
  });
  await recordBodies(page, sent);
  const devtools = await context.newCDPSession(page);
  await devtools.send("WebAuthn.enable");
  await devtools.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      protocol: "ctap2",
      transport: "internal",
      hasResidentKey: true,
      hasUserVerification: true,
      hasPrf,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return { page, complaints, sent };
}

/** In the page, because the browser's own protocol does not tell the bodies that are blobs. */
async function recordBodies(page: Page, sent: string[]): Promise<void> {
  await page.exposeFunction("recordBody", (base64: string) => {
    sent.push(Buffer.from(base64, "base64").toString("latin1"));
  });
  await page.addInitScript(() => {
    const { fetch, recordBody } = globalThis as typeof globalThis & { recordBody(base64: string): void };
    globalThis.fetch = async (url, init) => {
      const body = new Uint8Array(await new Response(init?.body ?? null).arrayBuffer());
      recordBody(btoa(String.fromCharCode(...body)));
      return fetch(url, init);
    };
  });
}

function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === "error" || /content security policy|trusted ?types?/iu.test(message.text());
}

/** Follows an enrolment link as far as the page that asks for the team's key. */
export async function enrol(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Make a passkey" }).click();
}

/** Makes the team's key, trying to go on before the code is written down. @returns the recovery code */
export async function makeTeamKey(page: Page): Promise<string> {
  const finish = page.getByRole("button", { name: "Use this key", exact: true });
  await page.getByRole("button", { name: "Make the team's key", exact: true }).click();
  const groups = page.getByRole("list", { name: "Recovery code" }).getByRole("listitem");
  await groups.first().waitFor();
  const code = (await groups.allTextContents()).join("-");
  await finish.click();
  await page.getByText("Write the code down, and tick the box.").waitFor();
  await page.getByText("I have written it down").click();
  await page.getByLabel("The code's last group").fill("0000");
  await finish.click();
  await page.getByText("That is not the last group.").waitFor();
  await page.getByLabel("The code's last group").fill(code.slice(-4).toLowerCase());
  await finish.click();
  return code;
}

/** Presses Tab until the control of that name has the focus, as someone without a mouse does. */
export async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 60; i++) {
    await page.keyboard.press("Tab");
    const focused = await page.evaluate(() => document.activeElement?.textContent ?? "");
    if (focused.includes(name)) return;
  }
  throw new Error(`Tab does not reach ${name}`);
}
