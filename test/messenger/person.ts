import type { Page } from "playwright-core";

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
