import { equalBytes, hex, unhex } from "../bytes.ts";
import {
  checkRecord,
  ed25519Key,
  type KeyPair,
  keyIdOf,
  type PeriodKey,
  parseRecord,
  type Side,
} from "../key-record.ts";
import {
  type AccountDirectory,
  type FrankingScheme,
  type History,
  type ModeratorContext,
  notEnrolled,
  type RecipientContext,
  type SenderContext,
} from "../scheme.ts";
import { Secret } from "../secret.ts";
import { type SecretForm, secretOf } from "./json-forms.ts";

/** A period with both of its secret halves, and what clients see of it. */
export interface PeriodForm {
  /** `enc(record)` */
  readonly record: string;
  readonly signatures: { readonly relay: string; readonly moderation: string };
  /** Ed25519 keys that signed it. */
  readonly identities: { readonly relay: string; readonly moderation: string };
  readonly secretKeys: { readonly relay: string; readonly moderation: string };
  /** In place of `secretKeys`, for a record whose algorithm is not the scheme's: what the moderation holds. */
  readonly held?: { readonly secret: string; readonly reporterKey: string };
}

interface KeyPairForm {
  readonly secretKey: string;
  readonly publicKey: string;
}

/** Whatever is absent is as in `notEnrolled`. */
export interface SenderForm {
  readonly secrets?: readonly SecretForm[];
  readonly self?: KeyPairForm;
  readonly recipients?: readonly { readonly account: string; readonly publicKey: string }[];
  /** `enc(record)` */
  readonly moderation?: string;
  readonly token?: string;
  readonly forwards?: string;
}

export interface RecipientForm {
  readonly account: string;
  readonly self?: KeyPairForm;
  readonly relay: string;
  readonly moderation: string;
  /** Names of periods whose records this recipient holds. */
  readonly periods: readonly string[];
  readonly history: readonly AcceptedForm[];
  readonly now: number;
  readonly minReportMs: number;
  /** Public keys by account, for schemes that have them. */
  readonly accountKeys?: AccountKeysForm;
}

export type AccountKeysForm = Readonly<Record<string, string>>;

/** A message that the recipient has accepted before. */
export interface AcceptedForm {
  readonly seq: number;
  readonly commitment: string;
  readonly sender: string;
  readonly device: string;
  readonly n: number;
}

export interface ModeratorForm {
  readonly moderation: string;
  /** Names of periods whose keys the moderation holds. */
  readonly periods: readonly string[];
  readonly reporter: ModeratorContext["reporter"];
  readonly now: number;
  readonly accountKeys?: AccountKeysForm;
  /** What the relay keeps, by address, for schemes that trace by it. */
  readonly traces?: Readonly<Record<string, string>>;
}

type Periods = Readonly<Record<string, PeriodForm>>;

export function senderOf(form: SenderForm = {}): SenderContext {
  return {
    ...notEnrolled,
    secrets: (form.secrets ?? []).map(secretOf),
    self: form.self === undefined ? null : keyPairOf(form.self),
    recipients: (form.recipients ?? []).map(({ account, publicKey }) => ({
      account,
      publicKey: unhex(publicKey),
    })),
    moderation: form.moderation === undefined ? null : parseRecord(unhex(form.moderation)),
    token: form.token === undefined ? null : unhex(form.token),
    forwards: form.forwards === undefined ? null : unhex(form.forwards),
  };
}

function keyPairOf({ secretKey, publicKey }: KeyPairForm): KeyPair {
  return { secretKey: new Secret(unhex(secretKey)), publicKey: unhex(publicKey) };
}

export function recipientOf(form: RecipientForm, periods: Periods): RecipientContext {
  const { account, self, relay, moderation, now, minReportMs } = form;
  const records = new Map(
    form.periods.map((name) => {
      const record = checkedRecordOf(periodNamed(periods, name));
      return [hex(keyIdOf(record)), record];
    }),
  );
  return {
    account,
    self: self === undefined ? null : keyPairOf(self),
    relay,
    moderation,
    records: (keyId) => records.get(hex(keyId)) ?? null,
    history: historyOf(form.history),
    now,
    minReportMs,
    accountKey: directoryOf(form.accountKeys),
  };
}

export function directoryOf(keys: AccountKeysForm = {}): AccountDirectory {
  return (account) => (Object.hasOwn(keys, account) ? unhex(keys[account] ?? "") : null);
}

export function traceIn(traces: ModeratorForm["traces"] = {}): NonNullable<ModeratorContext["trace"]> {
  return (address) => (Object.hasOwn(traces, hex(address)) ? unhex(traces[hex(address)] ?? "") : null);
}

function checkedRecordOf({ record, signatures, identities }: PeriodForm): ReturnType<typeof checkRecord> {
  const encoded = unhex(record);
  const { relay, moderation } = parseRecord(encoded);
  return checkRecord(
    encoded,
    { relay: unhex(signatures.relay), moderation: unhex(signatures.moderation) },
    {
      relay,
      relayKey: ed25519Key(unhex(identities.relay)),
      moderation,
      moderationKey: ed25519Key(unhex(identities.moderation)),
    },
  );
}

/** The history of someone who accepted these messages. */
export function historyOf(accepted: readonly AcceptedForm[]): History {
  const byDevice = (sender: string, device: Uint8Array) =>
    accepted.filter((it) => it.sender === sender && equalBytes(unhex(it.device), device));
  return {
    commitmentAt(seq) {
      const found = accepted.find((it) => it.seq === seq);
      return found === undefined ? null : unhex(found.commitment);
    },
    commitmentSent(sender, device, n) {
      const found = byDevice(sender, device).find((it) => it.n === n);
      return found === undefined ? null : unhex(found.commitment);
    },
    lastSent(sender, device) {
      const numbers = byDevice(sender, device).map(({ n }) => n);
      return numbers.length === 0 ? null : Math.max(...numbers);
    },
    senderOf(commitment) {
      return accepted.find((it) => equalBytes(unhex(it.commitment), commitment))?.sender ?? null;
    },
  };
}

export function heldKeys(
  scheme: FrankingScheme,
  periods: Periods,
  names: readonly string[],
): ModeratorContext["keys"] {
  const keys = new Map(
    names.map((name) => {
      const key = periodKeyOf(scheme, periods, name, "moderation");
      return [hex(key.keyId), key];
    }),
  );
  return (keyId) => keys.get(hex(keyId)) ?? null;
}

export function periodKeyOf(scheme: FrankingScheme, periods: Periods, name: string, side: Side): PeriodKey {
  const { record: encoded, secretKeys, held } = periodNamed(periods, name);
  const record = parseRecord(unhex(encoded));
  if (held === undefined) return scheme.periodKeys.derive(record, side, new Secret(unhex(secretKeys[side])));
  return {
    record,
    keyId: keyIdOf(record),
    secret: new Secret(unhex(held.secret)),
    reporterKey: new Secret(unhex(held.reporterKey)),
  };
}

function periodNamed(periods: Periods, name: string): PeriodForm {
  const period = periods[name];
  if (period === undefined) throw new TypeError(`no period ${name} in the vectors`);
  return period;
}
