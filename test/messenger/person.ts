import type { Browser, BrowserContext, ConsoleMessage, Page } from "playwright-core";

/** One person's browser, and all that it complained of. */
export interface Person {
  readonly context: BrowserContext;
  readonly page: Page;
  /** Errors of scripts, and whatever the content security policy refused. */
  readonly complaints: string[];
}

export async function openPerson(browser: Browser): Promise<Person> {
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
    if (isComplaint(message)) complaints.push(message.text());
  });
  return { context, page, complaints };
}

/** A browser also writes there what a server refused, and that it is away: those are answers, and shown as such. */
function isComplaint(message: ConsoleMessage): boolean {
  const text = message.text();
  if (/content security policy|trusted ?types?/iu.test(text)) return true;
  return message.type() === "error" && !/Failed to load resource|WebSocket connection to/u.test(text);
}

export async function chooseName(page: Page, name: string): Promise<void> {
  await page.getByRole("textbox", { name: "Name" }).fill(name);
  await page.getByRole("button", { name: "Start" }).click();
  await page.getByRole("link", { name: "New conversation" }).waitFor();
}

export async function addContact(page: Page, name: string): Promise<void> {
  await page.getByRole("link", { name: "New conversation" }).click();
  await page.getByLabel("Add somebody by name").fill(name);
  await page.getByRole("button", { name: "Add", exact: true }).click();
  await page.getByText(`${name} is in your contacts.`).waitFor();
}

/** A conversation with all of `names`, open. */
export async function startConversation(page: Page, names: readonly string[], group?: string): Promise<void> {
  await page.getByRole("link", { name: "New conversation" }).click();
  for (const name of names) await page.getByRole("group").getByText(name, { exact: true }).click();
  if (group !== undefined) await page.getByLabel("Name of the group").fill(group);
  await page.getByRole("button", { name: /^Start (conversation|group)$/u }).click();
  await page.getByRole("textbox", { name: /^Write a message/u }).waitFor();
}

export async function say(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: /^Write a message/u }).fill(text);
  await page.getByRole("button", { name: "Send", exact: true }).click();
}

export async function openConversation(page: Page, name: string): Promise<void> {
  const list = page.getByRole("navigation", { name: "Conversations" });
  await list.getByRole("link", { name: new RegExp(`^${name}`, "u") }).click();
  await page.getByRole("textbox", { name: /^Write a message/u }).waitFor();
}

/** Waits until a message of the open conversation says this. */
export async function hears(page: Page, words: string): Promise<void> {
  const messages = page.getByRole("list", { name: "Messages" });
  await messages.getByText(words).first().waitFor();
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
