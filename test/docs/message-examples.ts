import { decode, merkleV1, unhex } from "@openfranking/franking";
import { diagnostic, listing, repeated } from "./print.ts";
import { bytesOfCase, caseNamed, vectorsOf } from "./vectors.ts";

const first = "the first vector is committed to";

/** `outer`, `inner` and the commitment of the first vector, with the values on the way. */
export function messageExample(): string {
  const { expects, intermediates } = caseNamed("merkle-v1", "frank", first);
  const { inner, outer } = expects as { inner: string; outer: string };
  const { fields, header, kf } = decode(unhex(inner)) as Record<string, unknown>;
  return listing([
    ["suite", '"merkle-v1"'],
    ["header", diagnostic(header)],
    ["fields", diagnostic(fields)],
    ["kf", repeated(kf as Uint8Array)],
    ...bytesOf(intermediates, [
      "hd",
      "mk",
      "rootKey",
      "leafKey_0",
      "leafKey_1",
      "leaf_0",
      "leaf_1",
      "root",
      "C",
    ]),
    ["outer", unhex(outer)],
    ["inner", unhex(inner)],
  ]);
}

export function hmacMessageExample(): string {
  const { expects, intermediates } = caseNamed("hmac-v1", "frank", first);
  const { outer } = expects as { outer: string };
  return listing([
    ["suite", '"hmac-v1"'],
    ...bytesOf(intermediates, ["hd", "mk", "rootKey", "leafKey_0", "leaf_0", "C"]),
    ["outer", unhex(outer)],
  ]);
}

/** The record, its keys and a stamp. */
export function stampExample(): string {
  const { intermediates } = caseNamed("merkle-v1", "frank", first);
  const { periods, unlessSaid } = vectorsOf("merkle-v1");
  const period = periods["the day"];
  if (period === undefined) throw new Error("no period in the vectors");
  const delivery = unhex(String(unlessSaid.arrival.delivery));
  const { blind, context } = decode(delivery) as Record<string, unknown>;
  return listing([
    ["relay's X25519 secret", repeated(unhex(period.secretKeys.relay.slice(0, 64)))],
    ["its identity's seed", "0a×32"],
    ["its identity", unhex(period.identities.relay)],
    ["moderation's secret", repeated(unhex(period.secretKeys.moderation))],
    ["its identity's seed", "0b×32"],
    ["its identity", unhex(period.identities.moderation)],
    ["record", diagnostic(decode(unhex(period.record)))],
    ["enc(record)", unhex(period.record)],
    ["sig_relay", unhex(period.signatures.relay)],
    ["sig_mod", unhex(period.signatures.moderation)],
    ...bytesOf(intermediates, ["keyId", "K", "KA"]),
    ["context", diagnostic(context)],
    ...bytesOf(intermediates, ["C", "d", "stamp"]),
    ["blind", repeated(blind as Uint8Array)],
    ["recipient", '"b2"'],
    ...bytesOf(intermediates, ["tag", "addressed"]),
    ["delivery", delivery],
    ["query", blindQuery()],
  ]);
}

function blindQuery(): Uint8Array {
  const evidence = unhex(String(vectorsOf("merkle-v1").unlessSaid.evidence));
  return merkleV1.blindCheck?.ask(evidence, "b2").query ?? new Uint8Array();
}

/** The relay's own blinds, with the key that makes them. */
export function deliveryExample(): string {
  const made = caseNamed("merkle-v1", "stamp", "the sender and a recipient each get a delivery");
  const { periods } = vectorsOf("merkle-v1");
  const input = made.input as { facts: { recipients: readonly string[] } };
  const rows = input.facts.recipients.map((account, i) => {
    const { addressed, blind } = decode(unhex(String((made.expects as unknown[])[i]))) as Record<
      string,
      Uint8Array
    >;
    return [
      ["recipient", JSON.stringify(account)],
      ["blind", blind ?? ""],
      ["addressed", addressed ?? ""],
    ] as const;
  });
  const blindKey = unhex(periods["the day"]?.secretKeys.relay.slice(64) ?? "");
  return listing([["blindKey", repeated(blindKey)], ...rows.flat()]);
}

/** Items of the first vector: whole, in part, withheld, and without the reporter's name. */
export function itemExample(): string {
  const partial = bytesOfCase("merkle-v1", "disclose", "one field is opened");
  const withheld = bytesOfCase("merkle-v1", "disclose", "a message is withheld by an anonymous reporter");
  return listing([
    ["evidence", unhex(String(vectorsOf("merkle-v1").unlessSaid.evidence))],
    ["whole", unhex(String(vectorsOf("merkle-v1").unlessSaid.item))],
    ["", ""],
    ["text only", partial],
    ["its opening", diagnostic((decode(partial) as { opening: unknown }).opening)],
    ["", ""],
    ["withheld, anonymous", withheld],
  ]);
}

export function judgementExample(): string {
  const { expects } = caseNamed("merkle-v1", "judge", "the first vector is verified");
  return ["```json", JSON.stringify(expects, null, 2), "```"].join("\n");
}

export function receiptExample(): string {
  const { expects } = caseNamed("merkle-v1", "receive", "the first vector is accepted");
  return ["```json", JSON.stringify(expects, null, 2), "```"].join("\n");
}

function bytesOf(
  intermediates: Readonly<Record<string, string>> | undefined,
  names: readonly string[],
): (readonly [string, Uint8Array])[] {
  return names.map((name) => [name, unhex(intermediates?.[name] ?? "")] as const);
}
