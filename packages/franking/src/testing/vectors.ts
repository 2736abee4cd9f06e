import { hex, type Rng, unhex } from "../bytes.ts";
import { FrankingError, type RefusalCode } from "../errors.ts";
import type { FrankingScheme } from "../scheme.ts";
import type { BytesForm, MessageForm } from "./json-forms.ts";
import { bytesOf, type Json, jsonOf, jsonOfJudgement, jsonOfReceipt, messageOf } from "./json-forms.ts";
import {
  directoryOf,
  heldKeys,
  type ModeratorForm,
  type PeriodForm,
  periodKeyOf,
  type RecipientForm,
  recipientOf,
  type SenderForm,
  senderOf,
  traceIn,
} from "./parties.ts";

export {
  type Primitives,
  type PrimitiveVectors,
  runPrimitiveVectors,
} from "./primitive-vectors.ts";

/** `schemes/<id>/vectors.json`: what a scheme answers, byte for byte, whoever implements it. */
export interface VectorsFile {
  readonly scheme: string;
  readonly about: string;
  /** The periods that cases name. */
  readonly periods: Readonly<Record<string, PeriodForm>>;
  /** What a case does not say is as it is here: the first vector, received and judged without fault. */
  readonly unlessSaid: {
    readonly arrival: Record<"outer" | "inner" | "delivery", BytesForm>;
    readonly evidence: BytesForm;
    readonly item: BytesForm;
    readonly channel: ChannelForm;
    readonly recipient: RecipientForm;
    readonly moderator: ModeratorForm;
  };
  readonly cases: readonly VectorCase[];
}

export type VectorCase = {
  /** A sentence. */
  readonly name: string;
  /** The document or the person that the case comes from. */
  readonly origin: string;
  /** Values on the way, for whoever looks for the step that differs. */
  readonly intermediates?: Readonly<Record<string, string>>;
  readonly expects: Json;
} & RoleCase;

export type RoleCase =
  | { readonly role: "frank"; readonly input: FrankInput }
  | { readonly role: "stamp"; readonly input: StampInput }
  | { readonly role: "receive"; readonly input: ReceiveInput }
  | { readonly role: "disclose"; readonly input: DiscloseInput }
  | { readonly role: "judge"; readonly input: JudgeInput };

export interface FrankInput {
  readonly message: MessageForm;
  readonly sender?: SenderForm;
  /** What the source of randomness gives, in this order. */
  readonly random: string;
}

export interface StampInput {
  readonly outer: BytesForm;
  readonly period: string;
  readonly facts: {
    readonly relay: string;
    readonly moderation: string;
    readonly conversation: string;
    readonly epoch: number;
    readonly sender: string | null;
    readonly seq: number;
    readonly acceptedAt: number;
    readonly recipients: readonly string[];
  };
}

export interface ReceiveInput {
  readonly arrival?: Partial<Record<"outer" | "inner" | "delivery", BytesForm>>;
  readonly channel?: Partial<ChannelForm>;
  readonly recipient?: Partial<RecipientForm>;
}

export interface ChannelForm {
  readonly suite: string;
  readonly conversation: string;
  readonly epoch: number;
  readonly sender: string;
}

export interface DiscloseInput {
  readonly evidence?: BytesForm;
  readonly choice: {
    readonly open: "all" | "withheld" | { readonly paths: readonly string[] };
    readonly reporter: { readonly kind: "named" } | { readonly kind: "anonymous"; readonly account: string };
  };
}

export interface JudgeInput {
  readonly item?: BytesForm;
  readonly moderator?: Partial<ModeratorForm>;
}

export interface Outcome {
  readonly name: string;
  readonly expected: Json;
  /** The answer, `{refused: code}`, or `{threw}` for what no role may throw. */
  readonly got: Json;
}

/** Runs every case of a file on `scheme` and says what came. Compares nothing. */
export function runVectors(scheme: FrankingScheme, file: VectorsFile): Outcome[] {
  return file.cases.map((it) => ({
    name: `${it.role}: ${it.name}`,
    expected: it.expects,
    got: attempt(() => run(scheme, file, it)),
  }));
}

/** The code with which a case expects to be refused, or null. */
export function expectedRefusal({ expects }: VectorCase): RefusalCode | null {
  const refused = expects !== null && typeof expects === "object" && "refused" in expects;
  // A file that names a code which does not exist fails the suite's comparison with the scheme's list.
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  return refused ? (expects.refused as RefusalCode) : null;
}

function attempt(action: () => Json): Json {
  try {
    return action();
  } catch (error) {
    if (error instanceof FrankingError) return { refused: error.code };
    return { threw: String(error) };
  }
}

function run(scheme: FrankingScheme, file: VectorsFile, it: RoleCase): Json {
  switch (it.role) {
    case "frank":
      return runFrank(scheme, it.input);
    case "stamp":
      return runStamp(scheme, file, it.input);
    case "receive":
      return runReceive(scheme, file, it.input);
    case "disclose":
      return runDisclose(scheme, file, it.input);
    case "judge":
      return runJudge(scheme, file, it.input);
  }
}

function runFrank(scheme: FrankingScheme, { message, sender, random }: FrankInput): Json {
  return jsonOf(scheme.frank(messageOf(message), senderOf(sender), listed(unhex(random))));
}

/** A source of randomness that gives exactly `bytes`. */
function listed(bytes: Uint8Array): Rng {
  let at = 0;
  return (size) => {
    if (at + size > bytes.length) throw new RangeError("the vector lists fewer random bytes");
    at += size;
    return bytes.slice(at - size, at);
  };
}

function runStamp(scheme: FrankingScheme, file: VectorsFile, { outer, facts, period }: StampInput): Json {
  const key = periodKeyOf(scheme, file.periods, period, "relay");
  const deliveries = scheme.stamp(bytesOf(outer), { ...facts, conversation: unhex(facts.conversation) }, key);
  return jsonOf(deliveries);
}

/** A case's own bytes, which may be written by what they share with the usual ones. */
function ownOrUsual(own: BytesForm | undefined, usual: BytesForm): Uint8Array {
  return own === undefined ? bytesOf(usual) : bytesOf(own, bytesOf(usual));
}

function runReceive(scheme: FrankingScheme, { unlessSaid, periods }: VectorsFile, input: ReceiveInput): Json {
  const arrived = (part: keyof typeof unlessSaid.arrival): Uint8Array =>
    ownOrUsual(input.arrival?.[part], unlessSaid.arrival[part]);
  const channel = { ...unlessSaid.channel, ...input.channel };
  const receipt = scheme.receive(
    {
      outer: arrived("outer"),
      inner: arrived("inner"),
      delivery: arrived("delivery"),
      channel: { ...channel, conversation: unhex(channel.conversation) },
    },
    recipientOf({ ...unlessSaid.recipient, ...input.recipient }, periods),
  );
  return jsonOfReceipt(receipt);
}

function runDisclose(scheme: FrankingScheme, file: VectorsFile, { evidence, choice }: DiscloseInput): Json {
  return hex(scheme.disclose(ownOrUsual(evidence, file.unlessSaid.evidence), choice));
}

function runJudge(scheme: FrankingScheme, file: VectorsFile, { item, moderator }: JudgeInput): Json {
  const { accountKeys, moderation, reporter, now, periods, traces } = {
    ...file.unlessSaid.moderator,
    ...moderator,
  };
  const keys = heldKeys(scheme, file.periods, periods);
  const encoded = ownOrUsual(item, file.unlessSaid.item);
  return jsonOfJudgement(
    scheme.judge(encoded, {
      ...{ moderation, reporter, now, keys },
      ...{ accountKey: directoryOf(accountKeys), trace: traceIn(traces) },
    }),
  );
}
