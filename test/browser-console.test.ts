import { hex } from "@openfranking/franking";
import { problemDocument } from "@openfranking/protocol";
import { fromRecoveryCode } from "@openfranking/review";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import { enrol, makeTeamKey, openReviewerPage, type ReviewerPage } from "./console/reviewer-page.ts";
import { said, startWorld, type World } from "./console/world.ts";
import { faults, scrollsSideways, tabTo } from "./visitor.ts";

let browser: Browser;
let world: World;
let reviewer: ReviewerPage;
let page: Page;
let code: string;
const closing: (() => Promise<void>)[] = [];

beforeAll(async () => {
  browser = await launchChromium();
  closing.push(() => browser.close());
  world = await startWorld();
  closing.push(() => world.close());
  reviewer = await openReviewerPage(browser, { hasPrf: true });
  ({ page } = reviewer);
});

afterAll(async () => {
  for (const close of closing) await close();
});

const caseOf = (category: string) => page.getByRole("link", { name: category });
const button = (name: string) => page.getByRole("button", { name, exact: true });
const itemThatSays = (words: string) => page.getByRole("article").filter({ hasText: words });
const statusSays = (words: string | RegExp) => page.getByRole("status").filter({ hasText: words }).waitFor();

async function screenshot(name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== "1") return;
  await page.screenshot({ path: `docs/images/console-${name}.png`, fullPage: true });
}

/** What the service answers when it does not know a session. */
async function endTheSession(route: Route): Promise<void> {
  const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
  const problem = problemDocument("unauthenticated");
  if (route.request().method() === "OPTIONS") await route.fulfill({ status: 204, headers });
  else await route.fulfill({ status: problem.status, headers, json: problem });
}

// One reviewer's day: each test goes on where the one before ended.
describe("the console, in a browser that holds it to its content security policy", () => {
  test("makes the first reviewer's passkey and the team's key, and shows the recovery code once", async () => {
    await enrol(page, await world.enrolmentLink(), "Rosa");
    code = await makeTeamKey(page);
    await statusSays("The team has its key.");
    expect(await page.evaluate(() => location.pathname + location.hash)).toBe("/");
  });

  test("lists what is open in words", async () => {
    await caseOf("Threats").waitFor();
    const row = page.getByRole("listitem").filter({ hasText: "Threats" });
    expect(await row.textContent()).toContain("1 verified · 1 verified in part · 1 failed a check");
    expect(await row.textContent()).toContain("1 reporter");
    expect(await faults(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await screenshot("queue");
  });

  test("lets a case be claimed and its evidence be opened without a mouse", async () => {
    await tabTo(page, "Threats");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { level: 1, name: /^Case / }).waitFor();
    expect(await page.getByText(said.threat).count()).toBe(0);
    await button("Claim this case").waitFor();
    await tabTo(page, "Claim this case");
    const outline = await page.evaluate(
      () => getComputedStyle(document.activeElement ?? document.body).outlineStyle,
    );
    expect(outline).not.toBe("none");
    await page.keyboard.press("Enter");
    await statusSays("The case is yours.");
    await page.getByText("Opening is recorded with your name").waitFor();
    await tabTo(page, "Open evidence");
    await page.keyboard.press("Enter");
    await statusSays("3 items are open below.");
  });

  test("shows a message together with its verdict, and what cannot be seen in it", async () => {
    const item = itemThatSays(said.threat);
    expect(await item.getByText("U+202E").isVisible()).toBe(true);
    const words = await item.innerText();
    expect(words).toContain("Verified");
    expect(words).toContain("This browser opened the commitment");
    expect(words).toContain("No stamp key reaches a browser");
    expect(words).toContain("Who typed.");
  });

  test("names what was hidden, quotes what was quoted, and counts what was left out between", async () => {
    const words = await itemThatSays(said.reply).innerText();
    expect(words).toContain("Verified in part");
    expect(words).toContain("Not disclosed by the reporter: the sender's time");
    expect(words).toContain("Leave me alone.");
    expect(words).toContain("house.jpg (image/jpeg, 48,213 bytes)");
    expect(words).toContain("replies to item 1");
    expect(await page.getByText("3 messages here were not disclosed.").isVisible()).toBe(true);
  });

  test("closes away the text of an item that was altered, and blames nobody", async () => {
    const item = itemThatSays("Check failed");
    expect(await item.getByText(said.altered).isVisible()).toBe(false);
    expect(await item.innerText()).toContain("That the reporter did anything wrong.");
    await item.getByText("Show the unproven text").click();
    expect(await item.getByText(said.altered).isVisible()).toBe(true);
    expect(await item.innerText()).toContain("Nothing shows that anyone sent this.");
    await item.getByText("Show the unproven text").click();
  });

  test("sets the reporter's words apart as a statement", async () => {
    const words = page.getByRole("listitem").filter({ hasText: said.note });
    expect(await words.innerText()).toContain("Nothing of it was checked.");
  });

  test("shuts nobody out of a case that is open", async () => {
    expect(await faults(page)).toEqual([]);
    expect(await scrollsSideways(page)).toBe(false);
    await page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(page)).toEqual([]);
    await page.emulateMedia({ colorScheme: "light" });
    await screenshot("case");
  });

  test("records the view before it shows anything", async () => {
    const views = page.getByRole("region", { name: "Who has opened the evidence" });
    await views.getByText("Rosa").waitFor();
    expect(await views.getByRole("listitem").count()).toBe(1);
  });

  test("takes a decision with a reason, once it is confirmed", async () => {
    await button("Review the decision").click();
    await page.getByText("Give a reason.").waitFor();
    await page.getByText("Choose an outcome.").waitFor();
    await page.getByText("Action is taken").click();
    await page.getByLabel("Reason").fill("A threat, and a picture of the house.");
    await button("Review the decision").click();
    await page.getByText("It is final.").waitFor();
    await button("Decide").click();
    await statusSays("Decided: Action is taken.");
    expect(await page.evaluate(() => location.pathname)).toBe("/");
    await caseOf("Spam").waitFor();
    expect(await caseOf("Threats").count()).toBe(0);
  });

  test("offers no action on a case in which nothing is verified", async () => {
    await caseOf("Spam").click();
    await button("Claim this case").click();
    await page.getByText("Action can be chosen once the evidence is open.").waitFor();
    await button("Open evidence").click();
    await page.getByText("Action cannot be chosen: no item is verified").waitFor();
    const outcomes = page.getByRole("radiogroup", { name: "Outcome" });
    expect(await outcomes.getByRole("radio").count()).toBe(2);
  });

  test("forgets the session with a reload; the passkey opens it again, and the team's key with it", async () => {
    await page.goto(world.origin);
    await button("Sign in with a passkey").click();
    await caseOf("Spam").click();
    await button("Open evidence").click();
    await itemThatSays("Check failed").waitFor();
  });

  test("goes back to the sign-in when the service ends the session, and then to where the reviewer was", async () => {
    const path = await page.evaluate(() => location.pathname);
    await page.route(`${world.moderationUrl}/v1/cases/**`, endTheSession);
    await page.getByText("Cannot be verified").click();
    await page.getByLabel("Reason").fill("Nothing here can be shown.");
    await button("Review the decision").click();
    await button("Decide").click();
    await page.getByText("Your session is over.").waitFor();
    expect(await page.getByRole("article").count()).toBe(0);
    await page.unrouteAll();
    await button("Sign in with a passkey").click();
    await page.getByRole("heading", { level: 1, name: /^Case / }).waitFor();
    expect(await page.evaluate(() => location.pathname)).toBe(path);
  });

  test("shows how a case was decided", async () => {
    await page.getByRole("link", { name: "Back to the cases" }).click();
    await page.getByRole("tab", { name: "Decided" }).click();
    await caseOf("Threats").click();
    await page.getByText("A threat, and a picture of the house.").waitFor();
    await page.getByText("The case is decided, and its evidence stays closed.").waitFor();
  });

  test("speaks German to whoever chooses it", async () => {
    await page.getByText("Deutsch").click();
    await page.getByRole("heading", { name: "Wer die Beweise geöffnet hat" }).waitFor();
    expect(await page.evaluate(() => document.documentElement.lang)).toBe("de");
    expect(await scrollsSideways(page)).toBe(false);
    await page.getByText("English").click();
  });

  test("sends neither the team's private key nor the passkey's secret, and keeps no session", async () => {
    const secret = Buffer.from(fromRecoveryCode(code));
    const all = reviewer.sent.join("\n");
    // What is looked through holds the body that set the team's public key.
    expect(reviewer.sent.some((body) => body.includes("publicKey") && body.length > 1216)).toBe(true);
    for (const form of [secret.toString("latin1"), hex(secret), secret.toString("base64url"), code]) {
      expect(all).not.toContain(form);
    }
    expect(all).not.toContain('"prf"');
    expect(await page.evaluate(() => [localStorage.length, sessionStorage.length, document.cookie])).toEqual([
      0,
      0,
      "",
    ]);
  });

  test("never met its content security policy, nor an error", () => {
    // The one refusal that was staged above is reported by the browser as a failed load.
    const complaints = reviewer.complaints.filter((text) => !/status of 401/u.test(text));
    expect(complaints).toEqual([]);
  });
});

describe("a reviewer whose passkey keeps no secrets", () => {
  test("is asked for the recovery code at each sign-in, and told so", async () => {
    const other = await startWorld();
    const { page: theirs, complaints } = await openReviewerPage(browser, { hasPrf: false });
    await enrol(theirs, await other.enrolmentLink(), "Sam");
    await theirs.getByText("You will need the recovery code at each sign-in.").waitFor();
    await theirs.getByRole("button", { name: "Not now: show the queue without evidence" }).click();
    await theirs.getByText("The evidence of some cases waits").waitFor();
    await theirs.getByText("Evidence waits for the team's key").first().waitFor();
    await theirs.getByRole("button", { name: "Make the team's key" }).click();
    const theirCode = await makeTeamKey(theirs);
    await theirs.getByRole("heading", { level: 1, name: "Cases" }).waitFor();
    await theirs.reload();
    await theirs.getByRole("button", { name: "Sign in with a passkey" }).click();
    await theirs.getByText("You will need the recovery code at each sign-in.").waitFor();
    await theirs.getByLabel("Recovery code").fill(`B${theirCode.slice(1)}`.replace(/^BB/u, "CB"));
    await theirs.getByRole("button", { name: "Unlock", exact: true }).click();
    await theirs.getByText("A letter or digit is wrong.").waitFor();
    await theirs.getByLabel("Recovery code").fill(theirCode.toLowerCase());
    await theirs.getByRole("button", { name: "Unlock", exact: true }).click();
    await theirs.getByRole("heading", { level: 1, name: "Cases" }).waitFor();
    expect(complaints).toEqual([]);
    await theirs.close();
    await other.close();
  });
});
