/** Where a part stands in a decoded value: keys of maps and places in lists. */
export type Path = readonly (string | number)[];

/** Every part of a decoded value, the value itself first: maps, lists, and what stands in them. */
function partsOf(value: unknown, path: Path = []): Path[] {
  return [path, ...entriesOf(value).flatMap(([key, part]) => partsOf(part, [...path, key]))];
}

/** The parts that have no parts. */
export function leavesOf(value: unknown): Path[] {
  return partsOf(value).filter((path) => entriesOf(partAt(value, path)).length === 0);
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return (
    typeof value === "object" && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

function partAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((part, key) => entriesOf(part).find(([name]) => name === key)?.[1], value);
}

/** The value with one part changed, or left out where the change gives `undefined`. */
export function withPart(
  value: unknown,
  [first, ...rest]: Path,
  change: (part: unknown) => unknown,
): unknown {
  if (first === undefined) return change(value);
  const entries = entriesOf(value)
    .map(([key, part]) => [key, key === first ? withPart(part, rest, change) : part] as const)
    .filter(([, part]) => part !== undefined);
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
}

function entriesOf(value: unknown): (readonly [string | number, unknown])[] {
  if (Array.isArray(value)) return [...value.entries()];
  return isMap(value) ? Object.entries(value) : [];
}

/** Another value of the same kind. */
export function otherThan(part: unknown): unknown {
  if (part instanceof Uint8Array) return part.map((byte, i) => (i === part.length - 1 ? byte ^ 1 : byte));
  return typeof part === "number" ? part + 1 : `${String(part)}x`;
}

/** A value with one part changed. */
export interface Misshapen {
  readonly what: "without" | "more in" | "a list for";
  readonly path: Path;
  readonly value: unknown;
}

export const nameOfMisshapen = ({ path, what }: Misshapen): string => `${what} ${path.join("/")}`;

/** The value with each part of its maps left out, with one more in each map, and with a list for each leaf. */
export function misshapen(value: unknown): Misshapen[] {
  const maps = partsOf(value).filter((path) => isMap(partAt(value, path)));
  const isInMap = (path: Path) => path.length > 0 && isMap(partAt(value, path.slice(0, -1)));
  const changed = (what: Misshapen["what"], path: Path, change: (part: unknown) => unknown): Misshapen => ({
    ...{ what, path },
    value: withPart(value, path, change),
  });
  return [
    ...partsOf(value)
      .filter(isInMap)
      .map((path) => changed("without", path, () => undefined)),
    ...maps.map((path) => changed("more in", path, (part) => ({ ...(part as object), more: 1 }))),
    ...leavesOf(value).map((path) => changed("a list for", path, () => [])),
  ];
}
