import { hex } from "@openfranking/franking";

const width = 64;

/** A fenced block of `name  hexadecimal`, wrapped. Text that is no bytes is printed as it is. */
export function listing(rows: readonly (readonly [name: string, value: Uint8Array | string])[]): string {
  const column = Math.max(...rows.map(([name]) => name.length)) + 2;
  const lines = rows.flatMap(([name, value]) => {
    const wrapped = typeof value === "string" ? [value] : (hex(value).match(/.{1,64}/gu) ?? ["(empty)"]);
    return wrapped.map((part, i) => `${(i === 0 ? name : "").padEnd(column)}${part}`.trimEnd());
  });
  return ["```", ...lines, "```"].join("\n");
}

/** `NN×k` where the bytes are all the same, as the pages write it. */
export function repeated(bytes: Uint8Array): string {
  const text = hex(bytes);
  const byte = text.slice(0, 2);
  return text === byte.repeat(bytes.length) ? `${byte}×${bytes.length}` : text;
}

/** The first bytes of a long value, and how many there are. */
export function beginning(bytes: Uint8Array): string {
  return `${hex(bytes.subarray(0, width / 2))}… (${bytes.length} bytes)`;
}

/** CBOR diagnostic notation (RFC 8949 §8) of a decoded value, members in the order of their encodings. */
export function diagnostic(value: unknown): string {
  if (value instanceof Uint8Array) return `h'${hex(value)}'`;
  if (Array.isArray(value)) return `[${value.map(diagnostic).join(", ")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const members = Object.entries(value)
    .sort(([a], [b]) => a.length - b.length || (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}: ${diagnostic(entry)}`);
  return `{${members.join(", ")}}`;
}
