import { compareBytes, utf8 } from "./bytes.ts";

/** Deeper nesting is refused before a decoder recurses into it. */
export const maxDepth = 32;

/** A list or map whose members are being walked. */
interface Open {
  readonly isMap: boolean;
  /** How many items are still to come: two for each entry of a map. */
  left: number;
  /** Where the last key of a map stands. */
  keyAt: number;
  keyEnd: number;
}

/**
 * Whether bytes are one value in the only form that our encoder gives it: deterministic (RFC 8949 §4.2.1: shortest heads,
 * definite lengths, map keys in bytewise order, each once), without floats, tags and `undefined`, and with text keys alone.
 * Walks the heads without recursion: a hundred thousand nested lists cost nothing and overflow no stack.
 */
export function isCanonicalForm(bytes: Uint8Array): boolean {
  const open: Open[] = [];
  let at = 0;
  do {
    const end = endOfItem(bytes, at);
    const level = open.at(-1);
    if (end === null || (level !== undefined && !takes(level, bytes, at, end))) return false;
    const members = membersOf(bytes, at);
    if (members > 0) open.push({ isMap: majorAt(bytes, at) === 5, left: members, keyAt: end, keyEnd: end });
    else while (open.at(-1)?.left === 0) open.pop();
    if (open.length > maxDepth) return false;
    at = end;
  } while (open.length > 0);
  return at === bytes.length;
}

/** Where the item's own bytes end, members not counted; null where it is not in canonical form. */
function endOfItem(bytes: Uint8Array, at: number): number | null {
  const argument = argumentAt(bytes, at);
  if (argument === null) return null;
  const body = at + 1 + argumentSize(bytes, at);
  switch (majorAt(bytes, at)) {
    case 0:
    case 4:
    case 5:
      return body;
    case 1:
      // −1 − argument must be safe too.
      return argument < Number.MAX_SAFE_INTEGER ? body : null;
    case 2:
      return body + argument <= bytes.length ? body + argument : null;
    case 3:
      return body + argument <= bytes.length && isText(bytes.subarray(body, body + argument))
        ? body + argument
        : null;
    case 7:
      return isSimple(bytes[at]) ? body : null;
    default:
      return null;
  }
}

function majorAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) >> 5;
}

/** How many bytes of a head follow its first. */
function argumentSize(bytes: Uint8Array, at: number): number {
  const short = (bytes[at] ?? 0) & 0x1f;
  return short < 24 ? 0 : 1 << (short - 24);
}

/** Null where it is not in its shortest form, not a safe integer, or not there. */
function argumentAt(bytes: Uint8Array, at: number): number | null {
  const short = (bytes[at] ?? 0) & 0x1f;
  const size = argumentSize(bytes, at);
  if (short > 27 || at + 1 + size > bytes.length) return null;
  if (size === 0) return short;
  let argument = 0;
  for (let i = 1; i <= size; i++) argument = argument * 256 + (bytes[at + i] ?? 0);
  const least = size === 1 ? 24 : 256 ** (size / 2);
  return argument >= least && argument <= Number.MAX_SAFE_INTEGER ? argument : null;
}

function membersOf(bytes: Uint8Array, at: number): number {
  const major = majorAt(bytes, at);
  if (major !== 4 && major !== 5) return 0;
  return (argumentAt(bytes, at) ?? 0) * (major - 3);
}

/** Counts an item as a member, and checks a key against the one before it. */
function takes(level: Open, bytes: Uint8Array, at: number, end: number): boolean {
  const isKey = level.isMap && level.left % 2 === 0;
  level.left--;
  if (!isKey) return true;
  const key = bytes.subarray(at, end);
  const isNext = compareBytes(bytes.subarray(level.keyAt, level.keyEnd), key) < 0;
  level.keyAt = at;
  level.keyEnd = end;
  return isNext && majorAt(bytes, at) === 3 && compareBytes(key, proto) !== 0;
}

/** No key of ours: whoever copies a map by assignment would set a prototype with it. */
const proto = Uint8Array.of(0x69, ...utf8("__proto__"));

const strictDecoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });

/** Well-formed UTF-8 without a byte order mark, which decoders drop: such a text would not come back as it went in. */
function isText(bytes: Uint8Array): boolean {
  if (isAscii(bytes)) return true;
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return false;
  try {
    strictDecoder.decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isAscii(bytes: Uint8Array): boolean {
  for (const byte of bytes) if (byte > 0x7f) return false;
  return true;
}

function isSimple(head: number | undefined): boolean {
  return head === 0xf4 || head === 0xf5 || head === 0xf6;
}
