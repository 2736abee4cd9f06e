import {
  type Field,
  type FrankingScheme,
  type Header,
  type History,
  hash,
  notEnrolled,
  type PeriodKey,
} from "@openfranking/franking";

const rng = (size: number): Uint8Array => crypto.getRandomValues(new Uint8Array(size));
const nothingYet: History = {
  commitmentAt: () => null,
  commitmentSent: () => null,
  lastSent: () => null,
  senderOf: () => null,
};

/** A message as its recipient has kept it. */
export interface Kept {
  readonly evidence: Uint8Array;
  readonly commitment: Uint8Array;
}

export interface Saying {
  readonly fields: readonly Field[];
  readonly acceptedAt: number;
  readonly refs?: Header["refs"];
  /** Messages in between that nobody reports. */
  readonly skip?: number;
}

/** One sender and one recipient at a relay: what is said is franked, stamped and received as it would be on their devices. */
export function conversationOf(scheme: FrankingScheme, key: PeriodKey, sender: string, recipient: string) {
  const conversation = rng(16);
  const device = rng(8);
  const { relay, moderation } = key.record;
  const channel = { suite: scheme.id, conversation, epoch: 1, sender };
  let seq = 0;
  let n = 0;

  return function say({ fields, acceptedAt, refs = [], skip = 0 }: Saying): Kept {
    seq += 1 + skip;
    const header: Header = {
      v: 1,
      relay,
      conversation,
      sender,
      sent: { device, n: n++ },
      seen: null,
      kind: "message",
      refs,
    };
    const { outer, inner, commitment } = scheme.frank({ header, fields }, notEnrolled, rng);
    const facts = { relay, moderation, ...channel, seq, acceptedAt, recipients: [recipient] };
    const [delivery] = scheme.stamp(outer, facts, key);
    if (delivery === undefined) throw new Error("unreachable: one recipient, one delivery");
    const receipt = scheme.receive(
      { outer, inner, delivery, channel },
      {
        account: recipient,
        self: null,
        relay,
        moderation,
        // Signatures of records are another test's matter.
        records: () => key.record as never,
        history: { ...nothingYet, senderOf: () => sender },
        now: acceptedAt,
        minReportMs: 0,
      },
    );
    if (receipt.kind !== "message") throw new Error("unreachable: the first of its kind");
    return { evidence: receipt.evidence, commitment };
  };
}

/** An account's name, as long as a real one. */
export function accountNamed(name: string): string {
  return Buffer.from(hash("an account of a test", name)).toString("hex");
}

/** The bytes of an item in which one letter of `text` was changed after it was sent. */
export function altered(item: Uint8Array, text: string): Uint8Array {
  const at = Buffer.from(item).indexOf(text);
  if (at < 0) throw new Error("unreachable: the item has the text");
  return item.map((byte, i) => (i === at ? byte ^ 1 : byte));
}
