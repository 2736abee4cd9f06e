// biome-ignore-all lint: temporary

import { mkdirSync } from "node:fs";
import { test } from "vitest";
import { launchChromium } from "./chromium.ts";
import {
  addContact,
  chooseName,
  openConversation,
  openPerson,
  say,
  startConversation,
} from "./messenger/person.ts";
import { startWorld } from "./messenger/world.ts";

test("smoke", async () => {
  mkdirSync("/tmp/shots", { recursive: true });
  const browser = await launchChromium();
  const world = await startWorld(["ada", "ben", "cleo"]);
  const ada = await openPerson(browser, world.origin);
  const ben = await openPerson(browser, world.origin);
  const shot = (p: any, n: string) => p.page.screenshot({ path: `/tmp/shots/${n}.png` });
  try {
    await shot(ada, "01-name");
    await chooseName(ada.page, "ada");
    await chooseName(ben.page, "ben");
    await shot(ada, "02-empty");
    await addContact(ada.page, "ben");
    await shot(ada, "03-new");
    await startConversation(ada.page, ["ben"]);
    await say(ada.page, "Hello Ben, how are you?");
    await openConversation(ben.page, "ada");
    await ben.page.getByText("Hello Ben").last().waitFor();
    await say(ben.page, "Who asked you? Give me back my money or I will find you.");
    await ada.page.getByText("Give me back").last().waitFor();
    await shot(ada, "04-conv");
    await ada.page.getByRole("button", { name: "Actions for the message from ben" }).click();
    await shot(ada, "05-menu");
    await ada.page.getByRole("menuitem", { name: "Report" }).click();
    await ada.page.getByText("What is it about?").waitFor();
    await ada.page.getByText("Threats or violence").click();
    await ada.page.getByLabel("Anything to add").fill("He writes like that every day.");
    await ada.page.screenshot({ path: "/tmp/shots/06-report.png" });
    await ada.page.getByRole("button", { name: "See exactly what would be sent" }).click();
    await ada.page.getByText("This is everything").waitFor();
    await ada.page.screenshot({ path: "/tmp/shots/07-preview.png" });
    await ada.page.getByRole("button", { name: "Send report" }).click();
    await ada.page.getByText("Your report has arrived").waitFor();
    await shot(ada, "08-sent");
    await ada.page.getByRole("main").getByRole("link", { name: "My reports" }).click();
    await ada.page.getByText("R-2040").waitFor();
    await shot(ada, "09-reports");
    await ada.page.goto(`${world.origin}/#/about`);
    await shot(ada, "10-about");
  } finally {
    await shot(ada, "99-end");
    await shot(ben, "98-end");
    console.log(ada.complaints, ben.complaints);
    await browser.close();
    await world.close();
  }
});
