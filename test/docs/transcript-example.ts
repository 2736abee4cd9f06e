import {
  type Commitment,
  type Header,
  type Judgement,
  judgeReport,
  type Reference,
} from "@openfranking/franking";
import { repeated } from "./print.ts";

interface Placed {
  readonly sender: string;
  readonly seq: number;
  readonly commitment: number;
  readonly seen?: { readonly seq: number; readonly commitment: number };
  readonly refs?: readonly { readonly rel: Reference["rel"]; readonly commitment: number }[];
}

/** Messages of one conversation, each commitment by the byte that it repeats. Those without `refs` are withheld. */
const conversation: readonly Placed[] = [
  { sender: "c3", seq: 4, commitment: 0x31 },
  { sender: "c3", seq: 4, commitment: 0x32 },
  { sender: "c3", seq: 6, commitment: 0x33 },
  { sender: "a1", seq: 7, commitment: 0x34, seen: { seq: 6, commitment: 0x33 }, refs: [] },
  { sender: "c3", seq: 8, commitment: 0x35 },
  {
    ...{ sender: "a1", seq: 9, commitment: 0x36, seen: { seq: 7, commitment: 0x34 } },
    refs: [
      { rel: "reply", commitment: 0x33 },
      { rel: "forward", commitment: 0x37 },
    ],
  },
];

export function transcriptExample(): string {
  const findings = judgeReport(conversation.map(placed));
  const written = (value: object) =>
    JSON.stringify(value, (name, entry: unknown) =>
      name === "commitment" && typeof entry === "number" ? repeated(filled(entry, 32)) : entry,
    );
  return ["```", ...conversation.map(written), "", ...findings.map(written), "```"].join("\n");
}

function placed({ sender, seq, commitment, seen, refs }: Placed): Judgement {
  const place = { relay: "relay.example", conversation: filled(3, 16), sender, seq, acceptedAt: 0 };
  const header: Header = {
    ...{ v: 1, relay: place.relay, conversation: place.conversation, sender, kind: "message" },
    sent: { device: filled(4, 8), n: seq },
    seen: seen === undefined ? null : { seq: seen.seq, commitment: filled(seen.commitment, 32) },
    refs: (refs ?? []).map((ref) => ({ ...ref, commitment: filled(ref.commitment, 32) })),
  };
  return {
    ...{ ...place, commitment: filled(commitment, 32) as Commitment },
    ...{ tag: null, addressed: "named", own: false },
    ...(refs === undefined
      ? { verdict: "stamped", opened: null }
      : { verdict: "verified", opened: { header, fields: [], hidden: [] } }),
  };
}

function filled(value: number, size: number): Uint8Array {
  return new Uint8Array(size).fill(value);
}
