import { encode, type Franked, type FrankingScheme, notEnrolled } from "@openfranking/franking";
import { inTurns } from "./measure.ts";
import { agree, factsOf, noon, pairUp, recipientOf, rng, textMessage, textOf } from "./parties.ts";

const textBytes = 256;
const nothing = new Uint8Array();

/**
 * A message from one device to another over MLS, with franking and without: written, encrypted, decrypted, checked. The
 * relay's stamp comes between the two halves and is not counted; nothing is stored on either side.
 */
export async function costOfFranking(scheme: FrankingScheme): Promise<Record<"franked" | "plain", number>> {
  const { alice, bob, conversation } = await pairUp();
  const period = agree(scheme);
  const place = { conversation, epoch: alice.channel.epoch, sender: alice.account };
  const recipient = recipientOf(bob.account, period);
  const text = textOf(textBytes);
  let n = 0;
  return inTurns(
    {
      async plain(operations, timed) {
        const wires = await timed(() =>
          times(operations, () => alice.channel.seal(encode({ sentAt: noon, text }), nothing)),
        );
        await timed(() => each(wires, (wire) => bob.channel.open(wire, nothing)));
      },
      async franked(operations, timed) {
        const sent = await timed(() =>
          times(operations, async () => {
            const franked = scheme.frank(textMessage(place, n++, text), notEnrolled, rng);
            return { outer: franked.outer, wire: await alice.channel.seal(franked.inner, franked.outer) };
          }),
        );
        const stamped = sent.map(({ outer, wire }, i) => {
          const [delivery] = scheme.stamp(outer, factsOf(place, n + i, [bob.account]), period.relay);
          return { outer, wire, delivery: delivery ?? nothing };
        });
        await timed(() =>
          each(stamped, async ({ delivery, outer, wire }) => {
            const opened = await bob.channel.open(wire, outer);
            const channel = { suite: scheme.id, ...place };
            scheme.receive({ outer, inner: opened?.inner ?? nothing, delivery, channel }, recipient);
          }),
        );
      },
    },
    { operations: 20, turns: 60 },
  );
}

/** A stamp for one recipient of a conversation of `members`. */
export async function costOfStamps(scheme: FrankingScheme, members: number): Promise<number> {
  const period = agree(scheme);
  const place = { conversation: rng(16), epoch: 1, sender: "a1".repeat(32) };
  const recipients = [place.sender, ...Array.from({ length: members - 1 }, () => hexOf(rng(32)))];
  const sent = franked(scheme, place, 200);
  const { stamps } = await inTurns(
    {
      stamps: (_, timed) =>
        timed(() =>
          sent.map(({ outer }, i) => scheme.stamp(outer, factsOf(place, i, recipients), period.relay)),
        ),
    },
    { operations: sent.length * members, turns: 20 },
  );
  return stamps;
}

/**
 * What the roles cost by themselves, one message after another, for 256 bytes of text; a report opens the message whole and
 * names its reporter. Between a channel's work they cost more: what it leaves in the caches is not theirs.
 */
export async function costOfRoles(
  scheme: FrankingScheme,
): Promise<Record<"frank" | "receive" | "judge", number>> {
  const period = agree(scheme);
  const place = { conversation: rng(16), epoch: 1, sender: "a1".repeat(32) };
  const reporter = { kind: "named" as const, relay: "relay.example", account: "b2".repeat(32) };
  const recipient = recipientOf(reporter.account, period);
  const channel = { suite: scheme.id, ...place };
  const arrivals = franked(scheme, place, 500).map(({ inner, outer }, i) => {
    const [delivery = nothing] = scheme.stamp(outer, factsOf(place, i, [reporter.account]), period.relay);
    return { outer, inner, delivery, channel };
  });
  const items = arrivals.map(({ delivery, inner, outer }) =>
    scheme.disclose(encode({ outer, inner, delivery }), { open: "all", reporter: { kind: "named" } }),
  );
  const moderator = { moderation: "moderation.example", keys: () => period.moderation, reporter, now: noon };
  return inTurns(
    {
      frank: (_, timed) => timed(() => franked(scheme, place, items.length)),
      receive: (_, timed) => timed(() => arrivals.map((arrival) => scheme.receive(arrival, recipient))),
      judge: (_, timed) => timed(() => items.map((item) => scheme.judge(item, moderator))),
    },
    { operations: items.length, turns: 20 },
  );
}

function franked(
  scheme: FrankingScheme,
  place: { readonly conversation: Uint8Array; readonly sender: string },
  count: number,
): Franked[] {
  return Array.from({ length: count }, (_, n) =>
    scheme.frank(textMessage(place, n, "x".repeat(textBytes)), notEnrolled, rng),
  );
}

function hexOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}

async function times<T>(count: number, work: () => Promise<T>): Promise<T[]> {
  const results: T[] = [];
  for (let i = 0; i < count; i++) results.push(await work());
  return results;
}

async function each<T>(items: readonly T[], work: (item: T) => Promise<unknown>): Promise<void> {
  for (const item of items) await work(item);
}
