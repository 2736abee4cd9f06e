import { join } from "node:path";
import { apiClient, encodeAs, mediaTypes, moderationRoutes, sealReport } from "@openfranking/protocol";
import { enrolReviewer, openPerson, systemClock } from "@openfranking/testbed";
import { fire, type Shot } from "./load.ts";
import { textOf } from "./parties.ts";
import type { Services } from "./services.ts";

const textBytes = 256;
const warmUp = 400;
const reports = 600;

/**
 * CPU time of the server process a report of one message, in microseconds: opened, judged, its item sealed to the review
 * team, kept (SQLite, `synchronous=FULL`), and answered.
 */
export async function costOfReports(services: Services): Promise<number> {
  const { enrolmentLink: link, moderationUrl } = services;
  await enrolReviewer({ name: "vera", moderationUrl, origin: new URL(link).origin, link });
  const shots = await writeReports(services, warmUp + reports);
  await fire(shots.slice(0, warmUp));
  return (await services.costOf(() => fire(shots.slice(warmUp)))) / reports;
}

/** Alice writes, Bob reports: each message once, by clients that are what people have. */
async function writeReports(
  { directory, moderationUrl, relayUrl }: Services,
  count: number,
): Promise<Shot[]> {
  const [alice, bob] = [
    await openPerson(join(directory, "alice"), relayUrl, systemClock),
    await openPerson(join(directory, "bob"), relayUrl, systemClock),
  ];
  await alice.register("alice");
  await bob.register("bob");
  const { id } = await alice.createConversation([await alice.contact("bob")]);
  for (let i = 0; i < count; i++) await alice.conversation(id).send(textOf(textBytes));
  await bob.sync();
  const api = apiClient(moderationRoutes, {
    baseUrl: moderationUrl,
    fetch,
    token: async () => "",
    timeoutMs: 30_000,
  });
  const { intakeKey } = await api.info({});
  const shots: Shot[] = [];
  const commitments = bob
    .conversation(id)
    .messages()
    .flatMap(({ commitment }) => commitment ?? []);
  for (const commitment of commitments) {
    const items = [{ commitment, open: "all" as const }];
    const { encoded } = await bob.prepareReport({ conversation: id, items, category: "harassment" });
    const { sealed } = await sealReport(encoded, intakeKey);
    shots.push({
      url: `${moderationUrl}${moderationRoutes.submitReport.path}`,
      headers: { "content-type": mediaTypes.cbor },
      body: encodeAs(moderationRoutes.submitReport.request, sealed),
    });
  }
  await alice.close();
  await bob.close();
  return shots;
}
