import type { Category, ItemVerdict } from "@openfranking/protocol";
import type { CaseState, Outcome } from "./store.ts";

/** What is kept. Nobody's message is in it in the clear: `ciphertext` opens with a key that is not here. */
export interface Schema {
  stamp_key: StampKeyRow;
  intake_key: IntakeKeyRow;
  report_case: CaseRow;
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
  replaced_at: number | null;
}

export interface CaseRow {
  case_number: string;
  category: Category;
  received_at: number;
  state: CaseState;
  claimed_by: string | null;
  /** How many reports it is made of. */
  reports: number;
}

export interface ReportRow {
  report_number: string;
  case_number: string;
  report_id: Uint8Array;
  digest: Uint8Array;
  received_at: number;
  binding: Uint8Array | null;
  /** JSON, kinds of findings. */
  findings: string;
  intake_key_id: Uint8Array | null;
  intake_enc: Uint8Array | null;
  intake_ciphertext: Uint8Array | null;
}

export interface ItemRow {
  item_id: string;
  report_number: string;
  case_number: string;
  position: number;
  suite: string;
  verdict: ItemVerdict["verdict"];
  failed_check: string | null;
  message: Uint8Array | null;
  tag: Uint8Array | null;
  enc: Uint8Array | null;
  wrapped_key: Uint8Array | null;
  ciphertext: Uint8Array | null;
}

interface DecisionRow {
  case_number: string;
  outcome: Outcome;
  reason: string;
  decided_at: number;
  reviewer: string;
}

interface ViewRow {
  view_id: string;
  case_number: string;
  reviewer: string;
  viewed_at: number;
}

interface ReviewerRow {
  reviewer: string;
  name: string;
  credential_id: string;
  public_key: Uint8Array;
  counter: number;
}
