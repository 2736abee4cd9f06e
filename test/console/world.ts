import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { generateIdentity, merkleV1, schemes } from "@openfranking/franking";
import { createModeration, serveModeration } from "@openfranking/moderation";
import { builtApp } from "../built-app.ts";
import { accountNamed, altered, conversationOf, type Kept } from "./conversation.ts";
import { agreedKey, moderationAt, sendReport, type TestReport } from "./reporting.ts";
import { listen, serveApp } from "./static-server.ts";

const rng = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
const relay = "relay.example";

/** The console as it is deployed, over a real moderation that holds two reports. */
export interface World {
  readonly origin: string;
  readonly moderationUrl: string;
  enrolmentLink(): Promise<string>;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const directory = await mkdtemp(join(tmpdir(), "openfranking-console-"));
  const relayIdentity = generateIdentity(rng);
  // The moderation has to know the console's origin, and the console the moderation's.
  const port = await freePort();
  const consoleOrigin = `http://localhost:${port}`;
  const moderation = await createModeration({
    database: { kind: "sqlite", file: join(directory, "moderation.db") },
    name: "moderation.example",
    identity: generateIdentity(rng).secretKey,
    relays: [{ name: relay, identityKey: relayIdentity.publicKey }],
    schemes,
    clock: Date.now,
    rng,
    consoleOrigin,
    origins: [consoleOrigin],
    log: () => undefined,
  });
  const served = await serveModeration(moderation, { hostname: "localhost", port: 0 });
  const app = serveApp(await builtApp("console"), served.url);
  const origin = await listen(app, port);
  await reportBoth(served.url, relayIdentity.secretKey);
  return {
    origin,
    moderationUrl: served.url,
    async enrolmentLink() {
      const link = await moderation.enrolmentLink();
      if (link === null) throw new Error("the first reviewer is enrolled already");
      return link;
    },
    async close() {
      app.closeAllConnections();
      app.close();
      await served.close();
      await moderation.close();
      await rm(directory, { recursive: true });
    },
  };
}

async function freePort(): Promise<number> {
  const probe = serveApp("", "");
  const origin = await listen(probe);
  await new Promise((resolve) => probe.close(resolve));
  return Number(new URL(origin).port);
}

/** What the messages of {@link startWorld} say. */
export const said = {
  threat: "I know where you live.",
  reply: "No. See you tonight.",
  note: "He has been writing to me for weeks.",
  /** What the reporter's app made of a message that said `and tell nobody`. */
  altered: "and tell oobody",
} as const;

async function reportBoth(url: string, identity: Parameters<typeof agreedKey>[3]): Promise<void> {
  const moderation = moderationAt(url);
  const key = await agreedKey(moderation, merkleV1, relay, identity);
  const [bea, carl] = [accountNamed("bea"), accountNamed("carl")];
  const say = conversationOf(merkleV1, key, accountNamed("mallory"), bea);
  const open = (kept: Kept, paths?: readonly string[]) =>
    merkleV1.disclose(kept.evidence, {
      open: paths === undefined ? "all" : { paths },
      reporter: { kind: "named" },
    });
  const of = (...items: Uint8Array[]): TestReport["items"] =>
    items.map((item) => ({ suite: merkleV1.id, item }));

  const at = Date.now() - 240_000;
  const threat = say({
    fields: [
      ["sentAt", at - 2000],
      ["text", `${said.threat}\u202E`],
    ],
    acceptedAt: at,
  });
  const reply = say({
    fields: [
      ["attachments/0/bytes", 48_213],
      ["attachments/0/commitment", rng(32)],
      ["attachments/0/mediaType", "image/jpeg"],
      ["attachments/0/name", "house.jpg"],
      ["quote/author", bea],
      ["quote/text", "Leave me alone."],
      ["sentAt", at + 59_000],
      ["text", said.reply],
    ],
    acceptedAt: at + 60_000,
    refs: [{ rel: "reply", commitment: threat.commitment }],
    skip: 3,
  });
  const last = say({ fields: [["text", "and tell nobody"]], acceptedAt: at + 90_000 });
  await sendReport(moderation, key, {
    category: "threats",
    items: of(
      open(threat),
      open(reply, [
        "attachments/0/bytes",
        "attachments/0/commitment",
        "attachments/0/mediaType",
        "attachments/0/name",
        "quote/author",
        "quote/text",
        "text",
      ]),
      altered(open(last), "nobody"),
    ),
    note: said.note,
    account: bea,
  });

  const sayToCarl = conversationOf(merkleV1, key, accountNamed("spammer"), carl);
  const offer = sayToCarl({ fields: [["text", "A loan for you"]], acceptedAt: at });
  await sendReport(moderation, key, {
    category: "spam",
    items: of(altered(open(offer), "loan")),
    account: carl,
  });
}
