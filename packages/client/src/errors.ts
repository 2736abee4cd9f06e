/** Every reason for which the client refuses or fails, beside the problems of the services. Stable. */
export type ClientErrorCode =
  | "in-use"
  | "not-registered"
  | "already-registered"
  | "store-damaged"
  | "name"
  | "channel"
  | "not-certified"
  | "key-changed"
  | "relay-changed"
  | "wrong-answer"
  | "no-such-conversation"
  | "no-such-message"
  | "not-reportable"
  | "not-sealed"
  | "receipt-wrong"
  | "not-a-member";

/** `code` is all there is: neither it nor the message carries content, names or keys. */
export class ClientError extends Error {
  override readonly name = "ClientError";
  readonly code: ClientErrorCode;

  constructor(code: ClientErrorCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }
}
