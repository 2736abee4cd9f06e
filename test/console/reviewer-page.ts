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
  page.on("request", (request) => sent.push(request.postDataBuffer()?.toString("latin1") ?? ""));
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

function isComplaint(message: ConsoleMessage): boolean {
  return message.type() === "error" || /content security policy|trusted ?types?/iu.test(message.text());
}

/** Follows an enrolment link as far as the page that asks for the team's key. */
export async function enrol(page: Page, link: string, name: string): Promise<void> {
  await page.goto(link);
  await page.getByLabel("Your name").fill(name);
  await page.getByRole("button", { name: "Make a passkey" }).click();
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
