/** Both databases bound the parameters of a statement; well below the lower bound, 32,766. */
const maxParameters = 8000;

/** Parts of which each fits into one statement that takes `parameters` for an item. */
export function chunks<Item>(items: readonly Item[], parameters: number): Item[][] {
  const size = Math.max(1, Math.floor(maxParameters / parameters));
  const parts: Item[][] = [];
  for (let at = 0; at < items.length; at += size) parts.push(items.slice(at, at + size));
  return parts;
}

/** Rows of one query for each part, in order. */
export async function gather<Item, Row>(
  items: readonly Item[],
  query: (part: Item[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const rows: Row[] = [];
  for (const part of chunks(items, 1)) rows.push(...(await query(part)));
  return rows;
}

/** Drivers answer with `Buffer`, which prints and compares in its own way. */
export function plain(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
