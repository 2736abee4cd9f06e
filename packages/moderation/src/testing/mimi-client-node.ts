import {
  type AbuseReport,
  type AbusiveMessage,
  encodeAbuseReport,
  encodeMimiContent,
  frankingTag,
  type MimiContent,
  makeFrank,
  type PeriodKey,
  reveal,
  roomUri,
  userUri,
} from "@openfranking/franking";
import { mediaTypes, problemSchema } from "@openfranking/protocol";
import { rng, type TestModeration } from "./test-moderation-node.ts";

/** A room of the relay's, and who is in it. */
export const room = roomUri({ relay: "relay.example", conversation: new Uint8Array(16).fill(7) });
export const mallory = userUri({ relay: "relay.example", account: "mallory" });

/** Who says to have sent a content, and where. */
export function extensionsOf(senderUri: string): ReadonlyMap<number, string> {
  return new Map([
    [1, senderUri],
    [2, room],
  ]);
}

/** Content as a client of somebody else's writes it. */
export function contentOf(text: string, changes: Partial<MimiContent> = {}): MimiContent {
  return {
    ...{ salt: rng(16), replaces: null, topicId: new Uint8Array(), expires: null, inReplyTo: null },
    extensions: extensionsOf(mallory),
    body: {
      ...{ disposition: 1, language: "en", cardinality: "single", contentType: "text/markdown;variant=GFM" },
      content: new TextEncoder().encode(text),
    },
    ...changes,
  };
}

/** What the hub made of a content that it was given, and what a recipient kept of it. */
export function franked(
  period: PeriodKey,
  content: MimiContent,
  {
    acceptedTimestamp = period.record.notBefore,
    roomUri: place = room,
    senderUri = mallory,
  }: { acceptedTimestamp?: number; senderUri?: string; roomUri?: string } = {},
): AbusiveMessage {
  const messageContent = encodeMimiContent(content);
  const tag = frankingTag(content.salt, messageContent);
  const secret = reveal(period.secret);
  const context = { senderUri, roomUri: place, acceptedTimestamp };
  const frank = makeFrank(secret.subarray(0, 32), secret.subarray(32), tag, context);
  return { messageContent, frank, acceptedTimestamp };
}

export function abuseReport(
  messages: readonly AbusiveMessage[],
  changes: Partial<AbuseReport> = {},
): Uint8Array {
  const said = { reportingUser: "", allegedAbuserUri: mallory, reasonCode: 0, note: "" };
  return encodeAbuseReport({ ...said, messages, abuseExtensions: [], ...changes });
}

/** Where reports of the room go, which is named by its URI. */
export function pathOf(roomId: string): string {
  return `/reportAbuse/${encodeURIComponent(roomId)}`;
}

/** Sends the bytes as they are: the status, and the code of a refusal. */
export async function post(
  { url }: Pick<TestModeration, "url">,
  body: Uint8Array,
  { roomId = room, type = mediaTypes.bytes }: { roomId?: string; type?: string | null } = {},
): Promise<{ status: number; code: string | null; text: string }> {
  const response = await fetch(url + pathOf(roomId), {
    method: "POST",
    headers: type === null ? {} : { "content-type": type },
    body: Uint8Array.from(body),
  });
  const text = await response.text();
  const code = response.ok ? null : problemSchema.parse(JSON.parse(text)).code;
  return { status: response.status, code, text };
}
