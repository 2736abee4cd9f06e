import { mkdir } from "node:fs/promises";
import type { Browser, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { launchChromium } from "./chromium.ts";
import {
  addContact,
  chooseName,
  hears,
  openConversation,
  say,
  startConversation,
} from "./messenger/person.ts";
import { badRelayFor } from "./messenger/tamper.ts";
import { startWorld, type World } from "./messenger/world.ts";
import { faults, openVisitor, scrollsSideways, tabTo, type Visitor } from "./visitor.ts";

let browser: Browser;
let world: World;
let ada: Visitor;
let ben: Visitor;
let cleo: Visitor;

beforeAll(async () => {
  browser = await launchChromium();
  world = await startWorld(["ada", "ben", "cleo"]);
  [ada, ben, cleo] = [await openVisitor(browser), await openVisitor(browser), await openVisitor(browser)];
});

afterAll(async () => {
  await browser.close();
  await world.close();
});

const threat = "Pay me back, or I will come to your house.";
const button = (page: Page, name: string | RegExp) => page.getByRole("button", { name, exact: true });
const title = (page: Page) => page.getByRole("heading", { level: 1 });
const messagesOf = (page: Page) => page.getByRole("list", { name: "Messages" });
const messageThatSays = (page: Page, words: string) =>
  messagesOf(page).getByRole("article").filter({ hasText: words }).last();

/** Of the phone, too, for what people see first. */
async function screenshot(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_SCREENSHOTS !== "1") return;
  await mkdir("docs/images", { recursive: true });
  await page.screenshot({ path: `docs/images/messenger-${name}.png` });
}

// One day of three people: each test goes on where the one before ended.
// What follows a failure would only wait in vain.
let hasFailed = false;
beforeEach(({ skip }) => skip(hasFailed, "a step before it failed"));
afterEach(({ task }) => {
  hasFailed ||= task.result?.state === "fail";
});

describe("the messenger, in browsers that hold it to its content security policy", () => {
  test("asks for a name, and says what is wrong with one", async () => {
    await ada.page.goto(world.origin);
    await button(ada.page, "Start").click();
    await ada.page.getByText("Enter a name.").waitFor();
    await ada.page.getByRole("textbox", { name: "Name" }).fill("-ada-");
    await button(ada.page, "Start").click();
    await ada.page.getByText("Start with a letter or digit").waitFor();
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "name");
    await chooseName(ada.page, "ada");
    await ben.page.goto(world.origin);
    await ben.page.getByRole("textbox", { name: "Name" }).fill("ada");
    await button(ben.page, "Start").click();
    await ben.page.getByText("ada belongs to another account. Choose another name.").waitFor();
    await chooseName(ben.page, "ben");
  });

  test("knows those people of its server that the relay knows, and finds others by name", async () => {
    await ben.page.getByRole("link", { name: "New conversation" }).click();
    await ben.page.getByRole("checkbox", { name: "ada" }).waitFor();
    expect(await ben.page.getByRole("checkbox", { name: "cleo" }).count()).toBe(0);
    await addContact(ada.page, "ben");
    await ada.page.getByLabel("Add somebody by name").fill("nobody-here");
    await button(ada.page, "Add").click();
    await ada.page.getByText("The relay knows nobody named nobody-here.").waitFor();
    expect(await faults(ada.page)).toEqual([]);
    expect(await scrollsSideways(ada.page)).toBe(false);
  });

  test("carries messages both ways as they are written, and counts what is new", async () => {
    await startConversation(ada.page, ["ben"]);
    await say(ada.page, "Hello Ben");
    const list = ben.page.getByRole("navigation", { name: "Conversations" });
    await list.getByText("1 new message").waitFor();
    await openConversation(ben.page, "ada");
    await hears(ben.page, "Hello Ben");
    await say(ben.page, threat);
    await hears(ada.page, threat);
    await ben.page.getByRole("link", { name: "New conversation" }).click();
    expect(await list.getByText("new message").count()).toBe(0);
    const announced = ada.page.getByRole("status").filter({ hasText: `ben: ${threat}` });
    expect(await announced.count()).toBe(1);
  });

  test("shows the same safety number to both", async () => {
    await openConversation(ben.page, "ada");
    const numbers = [];
    for (const [page, other] of [
      [ada.page, "ben"],
      [ben.page, "ada"],
    ] as const) {
      await page.getByRole("link", { name: "2 people" }).click();
      await button(page, `Safety number with ${other}`).click();
      numbers.push(await page.getByText(/^(\d{5} ){11}\d{5}$/u).textContent());
      expect(await faults(page)).toEqual([]);
    }
    expect(numbers[0]).toBe(numbers[1]);
    await screenshot(ada.page, "people");
  });

  test("shows text as text, and what turns it around as what it is", async () => {
    await openConversation(ada.page, "ben");
    await openConversation(ben.page, "ada");
    await say(ben.page, "<b>bold</b> \u202Eevil");
    await hears(ada.page, "<b>bold</b>");
    expect(await messageThatSays(ada.page, "bold").getByText("U+202E").count()).toBe(1);
  });

  test("quotes what is replied to, compared with the original", async () => {
    await button(ada.page, "Actions for the message from ben").first().click();
    await ada.page.getByRole("menuitem", { name: "Reply" }).click();
    await ada.page.getByText("Reply to ben").waitFor();
    await say(ada.page, "Please stop.");
    await hears(ben.page, "Please stop.");
    const reply = messageThatSays(ben.page, "Please stop.");
    expect(await reply.getByRole("blockquote").textContent()).toBe(`You${threat}`);
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "conversation");
  });

  test("lets people write without a mouse", async () => {
    await ada.page.getByRole("link", { name: "About and limits" }).focus();
    await tabTo(ada.page, "Write a message");
    await ada.page.keyboard.type("One line");
    await ada.page.keyboard.press("Shift+Enter");
    await ada.page.keyboard.type("and another");
    await ada.page.keyboard.press("Enter");
    await hears(ben.page, "One line\nand another");
  });

  test("lets people report without a mouse, and shows all that would be sent before it is", async () => {
    const { keyboard } = ada.page;
    await keyboard.press("Shift+Tab");
    for (let i = 0; i < 3; i++) await keyboard.press("ArrowUp");
    await keyboard.press("Enter");
    await ada.page.getByRole("menu").waitFor();
    await keyboard.press("End");
    await keyboard.press("Enter");
    await ada.page.getByText("What is it about?").waitFor();
    await tabTo(ada.page, "Harassment");
    await keyboard.press("ArrowDown");
    await ada.page.getByText("call your local emergency number").waitFor();
    await screenshot(ada.page, "report");
    expect(await faults(ada.page)).toEqual([]);
    await tabTo(ada.page, "Anything to add?");
    await keyboard.type("He writes like that every week.");
    await tabTo(ada.page, "See exactly what would be sent");
    await keyboard.press("Enter");
    await title(ada.page).filter({ hasText: "This is everything that the safety team gets" }).waitFor();
    const words = await ada.page.getByRole("main").innerText();
    for (const part of [threat, "Threats or violence", "He writes like that every week.", "nobody named"]) {
      expect(words).toContain(part);
    }
    expect(words).not.toContain("Please stop.");
    expect(words).toContain("Which account reports.");
    expect(await faults(ada.page)).toEqual([]);
    expect(await scrollsSideways(ada.page)).toBe(false);
    await screenshot(ada.page, "preview");
    await tabTo(ada.page, "Send report");
    await keyboard.press("Enter");
    await title(ada.page).filter({ hasText: "Your report has arrived" }).waitFor();
  });

  test("says in words what could be proven, and keeps the report with its number", async () => {
    await ada.page
      .getByText("Proven: sent by this account, at this time, with exactly these words.")
      .waitFor();
    const number = (await ada.page.getByText("Report number:").locator("strong").textContent()) ?? "";
    expect(number).not.toBe("");
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "sent");
    await ada.page.getByRole("main").getByRole("link", { name: "My reports" }).click();
    const report = ada.page.getByRole("listitem").filter({ hasText: number });
    await report.getByText("Received").waitFor();
    expect(await report.innerText()).toContain("Threats or violence");
    expect(await faults(ada.page)).toEqual([]);
    expect(await scrollsSideways(ada.page)).toBe(false);
    await screenshot(ada.page, "reports");
  });

  test("reports some parts of one message, and of another only that it was sent, by name", async () => {
    await openConversation(ben.page, "ada");
    await button(ben.page, "Actions for the message from ada").nth(1).click();
    await ben.page.getByRole("menuitem", { name: "Report" }).click();
    await ben.page.getByText("Something else, or I am not sure").click();
    await ben.page.getByText("Only some parts").click();
    await ben.page.getByText("Text", { exact: true }).click();
    await button(ben.page, "Choose more messages from this conversation").click();
    await ben.page.getByRole("main").getByText(threat).click();
    await ben.page.getByText("Yes, by account").click();
    await button(ben.page, "See exactly what would be sent").click();
    await ben.page.getByText("Hidden, by name").waitFor();
    const words = await ben.page.getByRole("main").innerText();
    expect(words).toContain("Please stop.");
    expect(words).toContain("Quote: the words");
    expect(words).not.toContain(threat);
    expect(words).toContain("Nothing of its content: only that it was sent.");
    expect(words).toContain("ben, your account");
    await button(ben.page, "Send report").click();
    await ben.page.getByText("Proven for the parts you showed.").waitFor();
    await ben.page.getByText("Proven that something was sent").waitFor();
  });

  test("can be left before anything is sent", async () => {
    await openConversation(ben.page, "ada");
    await ben.page.getByRole("link", { name: "Report messages" }).click();
    await button(ben.page, "See exactly what would be sent").click();
    await ben.page.getByRole("alert").filter({ hasText: "Choose what it is about." }).waitFor();
    await button(ben.page, "Do not report").click();
    await ben.page.getByRole("textbox", { name: /^Write a message/u }).waitFor();
  });

  test("is open in one tab at a time", async () => {
    const second = await ada.context.newPage();
    await second.goto(world.origin);
    await title(second).filter({ hasText: "The messenger is open in another tab" }).waitFor();
    expect(await faults(second)).toEqual([]);
    await second.close();
  });

  test("has everything again after a reload", async () => {
    await openConversation(ada.page, "ben");
    await ada.page.reload();
    await hears(ada.page, threat);
    await hears(ada.page, "Please stop.");
    await ada.page.getByRole("link", { name: "My reports" }).click();
    await ada.page.getByRole("heading", { name: "Threats or violence" }).waitFor();
  });

  test("keeps what cannot be sent, says so, and sends it when the relay is back", async () => {
    await openConversation(ada.page, "ben");
    await world.stopRelay();
    await ada.page.getByText("The relay cannot be reached.").waitFor();
    await say(ada.page, "Are you there?");
    await messageThatSays(ada.page, "Are you there?").getByText("Waits to be sent").waitFor();
    await screenshot(ada.page, "offline");
    await world.startRelay();
    await hears(ben.page, "Are you there?");
    await messageThatSays(ada.page, "Are you there?")
      .getByText("Waits to be sent")
      .waitFor({ state: "detached" });
  });

  test("has groups, with a name that their people gave", async () => {
    const bad = await badRelayFor(cleo.context);
    await cleo.page.goto(world.origin);
    await chooseName(cleo.page, "cleo");
    await addContact(ada.page, "cleo");
    await startConversation(ada.page, ["ben", "cleo"], "Flat 3");
    await say(ada.page, "Dinner at eight?");
    await openConversation(cleo.page, "Flat 3");
    await openConversation(ben.page, "Flat 3");
    await hears(cleo.page, "Dinner at eight?");
    bad.next = "other-sender";
    await say(ben.page, "I come");
    await cleo.page.getByText("A message was hidden because it failed verification").waitFor();
    expect(await messagesOf(cleo.page).innerText()).not.toContain("I come");
    expect(await cleo.page.getByRole("article").filter({ hasText: "hidden" }).innerText()).toContain(
      "sender",
    );
    await hears(ada.page, "I come");
    expect(await faults(cleo.page)).toEqual([]);
    await screenshot(cleo.page, "hidden");
    bad.next = "other-stamp";
    await say(ben.page, "With bread");
    await hears(cleo.page, "With bread");
  });

  test("finds a stamp that could not be proven, by asking blindly", async () => {
    await cleo.page.getByRole("link", { name: "About and limits" }).click();
    await button(cleo.page, "Check stamps now").click();
    await cleo.page.getByText("1 stamp is not good").waitFor();
    await openConversation(cleo.page, "Flat 3");
    await messageThatSays(cleo.page, "With bread").getByText("is not good").waitFor();
  });

  test("removes people, and adds them again", async () => {
    await ada.page.getByRole("link", { name: "3 people" }).click();
    await button(ada.page, "Remove ben").click();
    await ada.page.getByRole("alertdialog").waitFor();
    expect(await faults(ada.page)).toEqual([]);
    await button(ada.page, "Remove").last().click();
    await ada.page.getByText("ben was removed.").waitFor();
    await ben.page.getByText("You are no longer in this conversation.").waitFor();
    await button(ada.page, "Add ben").click();
    await ada.page.getByText("ben is here now.").waitFor();
  });

  test("says what it cannot do", async () => {
    await ada.page.getByRole("link", { name: "About and limits" }).click();
    const words = await ada.page.getByRole("main").innerText();
    expect(words).toContain("have not been audited");
    expect(words).toContain("Relay and moderation together could fabricate evidence.");
    expect(words).toContain("Who typed.");
    expect(await faults(ada.page)).toEqual([]);
    expect(await scrollsSideways(ada.page)).toBe(false);
    await screenshot(ada.page, "about");
  });

  test("fits a phone: the list, then one conversation", async () => {
    await ada.page.setViewportSize({ width: 360, height: 740 });
    await ada.page.goto(`${world.origin}/#/`);
    const list = ada.page.getByRole("main").getByRole("navigation", { name: "Conversations" });
    await list.waitFor();
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "phone-list");
    await list.getByRole("link", { name: /^ben/u }).click();
    await hears(ada.page, threat);
    expect(await ada.page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "phone-conversation");
    await ada.page.getByRole("link", { name: "Conversations" }).click();
    await list.waitFor();
    await ada.page.setViewportSize({ width: 1100, height: 800 });
  });

  test("speaks German, and is as legible in the dark", async () => {
    await openConversation(ada.page, "ben");
    await button(ada.page, "Deutsch")
      .or(ada.page.getByRole("radio", { name: "Deutsch" }))
      .click();
    await ada.page.getByRole("textbox", { name: /^Nachricht schreiben/u }).waitFor();
    expect(await ada.page.evaluate(() => document.documentElement.lang)).toBe("de");
    await ada.page.emulateMedia({ colorScheme: "dark" });
    expect(await faults(ada.page)).toEqual([]);
    await screenshot(ada.page, "dark-german");
  });

  test("had nothing to complain of", () => {
    // What a server refused, and that it was away, were answers, and shown as such.
    const answers = /Failed to load resource|WebSocket connection to/u;
    const complaints = [ada, ben, cleo].flatMap((one) => one.complaints);
    expect(complaints.filter((text) => !answers.test(text))).toEqual([]);
  });
});
