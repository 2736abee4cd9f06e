import type { ItemVerdict } from "@openfranking/protocol";

/** What is kept. No column holds content in the clear: `ciphertext` columns open with keys that are not here. */
export interface Schema {
  stamp_key: StampKeyRow;
  intake_key: IntakeKeyRow;
  report: ReportRow;
  item: ItemRow;
  decision: DecisionRow;
  view: ViewRow;
  reviewer: ReviewerRow;
  session: { token_hash: Uint8Array; reviewer: string; expires_at: number };
  challenge: { challenge: string; purpose: string; expires_at: number };
  /** `team-key`, `enrolment`. */
  setting: { name: string; value: Uint8Array };
}

export interface StampKeyRow {
  key_id: Uint8Array;
  record: Uint8Array;
  signature: Uint8Array;
  secret_key: Uint8Array;
  offer_digest: Uint8Array;
  verify_until: number;
}

export interface IntakeKeyRow {
  intake_key_id: Uint8Array;
  public_key: Uint8Array;
  secret_key: Uint8Array;
  made_at: number;
  /** Null while it is the current one. */
  replaced_at: number | null;
}

export interface ReportRow {
  report_number: string;
  report_id: Uint8Array;
  digest: Uint8Array;
  category: string;
  received_at: number;
  state: "waiting" | "claimed" | "decided";
  claimed_by: string | null;
  /** What a reporter's assertion was bound to: it is good for one report. */
  binding: Uint8Array | null;
  /** The report that this one repeats, or null. */
  joined_to: string | null;
  findings: string;
  /** The sealed envelope, only while there is no team key to seal to. */
  intake_key_id: Uint8Array | null;
  intake_enc: Uint8Array | null;
  intake_ciphertext: Uint8Array | null;
}

export interface ItemRow {
  item_id: string;
  report_number: string;
  position: number;
  suite: string;
  verdict: ItemVerdict["verdict"];
  failed_check: string | null;
  commitment: Uint8Array | null;
  tag: Uint8Array | null;
  enc: Uint8Array | null;
  wrapped_key: Uint8Array | null;
  ciphertext: Uint8Array | null;
}

export interface DecisionRow {
  report_number: string;
  outcome: string;
  reason: string;
  decided_at: number;
  reviewer: string;
}

export interface ViewRow {
  view_id: string;
  report_number: string;
  reviewer: string;
  viewed_at: number;
}

export interface ReviewerRow {
  reviewer: string;
  name: string;
  credential_id: string;
  public_key: Uint8Array;
  counter: number;
}
