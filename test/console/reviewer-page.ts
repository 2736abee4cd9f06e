import type { Browser, Page } from "playwright-core";
import { openVisitor, type Visitor } from "../visitor.ts";

/** A reviewer's browser with a passkey of its own. */
export interface ReviewerPage extends Visitor {
  /** Bodies that the page sent anywhere. */
  readonly sent: string[];
}

export async function openReviewerPage(
  browser: Browser,
  { hasPrf }: { hasPrf: boolean },
): Promise<ReviewerPage> {
  const visitor = await openVisitor(browser);
  const sent: string[] = [];
  await recordBodies(visitor.page, sent);
  const devtools = await visitor.context.newCDPSession(visitor.page);
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
  return { ...visitor, sent };
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
