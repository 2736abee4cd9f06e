import { type Field, unhex } from "@openfranking/franking";
import { accountOf } from "../client/world.ts";
import { alteredReport, submitEncoded } from "../demo/forger.ts";
import { type AppWorld, startAppWorld } from "../served-app.ts";

/** The console as it is deployed, over a real moderation that holds two reports. */
export interface World {
  readonly origin: string;
  readonly moderationUrl: string;
  enrolmentLink(): Promise<string>;
  close(): Promise<void>;
}

export async function startWorld(): Promise<World> {
  const clock = { behindMs: 240_000 };
  const world = await startAppWorld("console", { clock: () => Date.now() - clock.behindMs });
  const { close, moderation, moderationUrl, origin } = world;
  await world.serve({ config: { moderationUrl }, connects: [moderationUrl] });
  await reportThreats(world, clock);
  await reportSpam(world);
  clock.behindMs = 0;
  return {
    origin,
    moderationUrl,
    async enrolmentLink() {
      const link = await moderation.enrolmentLink();
      if (link === null) throw new Error("the first reviewer is enrolled already");
      return link;
    },
    close,
  };
}

/** What the messages of {@link startWorld} say. */
export const said = {
  threat: "I know where you live.",
  reply: "No. See you tonight.",
  note: "He has been writing to me for weeks.",
  /** What the reporter's app made of a message that said `and tell nobody`. */
  altered: "and tell oobody",
} as const;

/** Of three messages: one whole, one in part with three more between them, and one that the reporter's app altered. */
async function reportThreats(world: AppWorld, clock: { behindMs: number }): Promise<void> {
  const [bea, mallory] = [await world.person("bea"), await world.person("mallory")];
  const { id, send } = await mallory.createConversation([await mallory.contact("bea")]);
  const sentAt = Date.now() - clock.behindMs - 2000;
  const threat = await send([
    ["sentAt", sentAt],
    ["text", `${said.threat}\u202E`],
  ]);
  for (let i = 0; i < 3; i++) await send("Answer me.");
  clock.behindMs -= 60_000;
  const refs = [{ rel: "reply" as const, commitment: unhex(threat.commitment) }];
  const fields: readonly Field[] = [
    ["attachments/0/bytes", 48_213],
    ["attachments/0/commitment", crypto.getRandomValues(new Uint8Array(32))],
    ["attachments/0/mediaType", "image/jpeg"],
    ["attachments/0/name", "house.jpg"],
    ["quote/author", accountOf(bea)],
    ["quote/text", "Leave me alone."],
    ["sentAt", sentAt + 61_000],
    ["text", said.reply],
  ];
  const reply = await send(fields, { refs });
  clock.behindMs -= 30_000;
  const last = await send("and tell nobody");
  await bea.sync();
  const paths = fields.map(([path]) => path).filter((path) => path !== "sentAt");
  const prepared = await bea.prepareReport({
    conversation: id,
    category: "threats",
    note: said.note,
    items: [
      { commitment: threat.commitment, open: "all" },
      { commitment: reply.commitment, open: { paths } },
      { commitment: last.commitment, open: "all" },
    ],
  });
  const altered = alteredReport(prepared.encoded, "and tell nobody", said.altered);
  await submitEncoded(world.moderationUrl, altered);
}

/** Of one message, which the reporter's app altered. */
async function reportSpam(world: AppWorld): Promise<void> {
  const [carl, spammer] = [await world.person("carl"), await world.person("spammer")];
  const { id, send } = await spammer.createConversation([await spammer.contact("carl")]);
  const { commitment } = await send("A loan for you");
  await carl.sync();
  const items = [{ commitment, open: "all" as const }];
  const prepared = await carl.prepareReport({ conversation: id, category: "spam", items });
  const altered = alteredReport(prepared.encoded, "A loan for you", "A moan for you");
  await submitEncoded(world.moderationUrl, altered);
}
