import { createAdaptorServer } from "@hono/node-server";
import {
  ed25519Key,
  encode,
  generateIdentity,
  hex,
  keyIdOf,
  merkleV1,
  type PeriodKey,
  parseRecord,
  type Rng,
  signRecord,
} from "@openfranking/franking";
import { isOfferSigned, moderationRoutes, ProblemError } from "@openfranking/protocol";
import { type Handlers, serveRoutes } from "@openfranking/protocol/server";
import { listenAnywhere } from "./listen-node.ts";

export const rng: Rng = (size) => crypto.getRandomValues(new Uint8Array(size));

/** A moderation that agrees on stamp keys as a real one does, and can be told to misbehave. */
export interface FakeModeration {
  readonly name: string;
  readonly url: string;
  readonly identityKey: Uint8Array;
  readonly keys: ReadonlyMap<string, PeriodKey>;
  behaviour: "honest" | "slow" | "away" | "other-record" | "unsigned";
  close(): Promise<void>;
}

const { agreeStampKey } = moderationRoutes;

export async function startFakeModeration(relayKey: () => Uint8Array): Promise<FakeModeration> {
  const identity = generateIdentity(rng);
  const keys = new Map<string, PeriodKey>();
  const agree: Handlers<{ agreeStampKey: typeof agreeStampKey }, Record<never, never>>["agreeStampKey"] =
    async ({ body }) => {
      if (fake.behaviour === "slow") await new Promise((resolve) => setTimeout(resolve, 1500));
      if (fake.behaviour === "away") throw new ProblemError("unavailable");
      if (!isOfferSigned(body, ed25519Key(relayKey()))) throw new ProblemError("wrong-proof");
      const { publicKey, secretKey } = merkleV1.periodKeys.generate("moderation", rng);
      const longer = fake.behaviour === "other-record" ? 1 : 0;
      const { offer } = body;
      const record = encode({
        v: 1,
        ...offer,
        verifyUntil: offer.verifyUntil + longer,
        moderationPk: publicKey,
      });
      const parsed = parseRecord(record);
      keys.set(hex(keyIdOf(parsed)), merkleV1.periodKeys.derive(parsed, "moderation", secretKey));
      const signature =
        fake.behaviour === "unsigned" ? new Uint8Array(64) : signRecord(parsed, identity.secretKey);
      return { record, signature };
    };
  const app = serveRoutes(
    { agreeStampKey },
    { agreeStampKey: agree },
    { authenticate: {}, origins: [], onFault: () => undefined },
  );
  const { close, url } = await listenAnywhere(createAdaptorServer({ fetch: app.fetch }));
  const fake: FakeModeration = {
    name: "moderation.example",
    url,
    identityKey: identity.publicKey,
    keys,
    behaviour: "honest",
    close,
  };
  return fake;
}
