import { generateIdentity } from "@openfranking/franking";
import {
  decodeAs,
  encodeAs,
  generateIntakePair,
  moderationRoutes,
  type Parsed,
  signIntakeKey,
} from "@openfranking/protocol";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type ClientWorld, rng, startClientWorld, twoPeople } from "./client/world.ts";

let world: ClientWorld;
beforeEach(async () => {
  world = await startClientWorld();
});
afterEach(() => world.close());

/** Bodies that reached the moderation; asking who it is has none. */
function sealedReports(): Uint8Array[] {
  return world.toModeration.filter(({ length }) => length > 0);
}

type Info = Parsed<typeof moderationRoutes.info.response>;

/** Bob's report of what Alice wrote, with somebody between him and the moderation who changes what it says of itself. */
async function reportThrough(
  change: (info: Info) => Promise<Info>,
): Promise<{ submit: () => Promise<unknown> }> {
  const { alice, bob, id } = await twoPeople(world);
  const { commitment } = await alice.client.conversation(id).send("I know where you live");
  await bob.client.sync();
  const prepared = await bob.client.prepareReport({
    conversation: id,
    items: [{ commitment, open: "all" }],
    category: "threats",
  });
  bob.moderationTap = async ({ goOn, path }) => {
    const response = await goOn();
    if (path !== "/v1/info") return response;
    const info = decodeAs(moderationRoutes.info.response, new Uint8Array(await response.arrayBuffer()));
    const body = encodeAs(moderationRoutes.info.response, await change(info));
    return new Response(Uint8Array.from(body), { headers: response.headers });
  };
  return { submit: prepared.submit };
}

const stranger = generateIdentity(rng);

describe("whoever stands between a reporter and the moderation", () => {
  test("cannot have the report sealed to a key of their own", async () => {
    const { publicKey } = await generateIntakePair();
    const { submit } = await reportThrough(async (info) => ({
      ...info,
      intakeKey: signIntakeKey({ ...info.intakeKey, publicKey }, stranger.secretKey),
    }));
    await expect(submit()).rejects.toThrow("not-sealed");
    expect(sealedReports()).toEqual([]);
  });

  test("cannot pass for the moderation that was pinned", async () => {
    const { publicKey } = await generateIntakePair();
    const { submit } = await reportThrough(async (info) => ({
      ...info,
      identityKey: stranger.publicKey,
      intakeKey: signIntakeKey({ ...info.intakeKey, publicKey }, stranger.secretKey),
    }));
    await expect(submit()).rejects.toThrow("relay-changed");
    expect(sealedReports()).toEqual([]);
  });
});
