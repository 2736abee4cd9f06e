import { decode, type Field, type FieldValue, FrankingError, fieldPaths } from "@openfranking/franking";

/**
 * The fields that an item claims to have, read without any check: for an item that failed, to be shown apart from what is
 * proven. Whatever looks like `[path, value]` is taken, and so is the shape of a partial opening beside its values;
 * null where there is nothing of either.
 */
export function unprovenFields(item: Uint8Array): readonly Field[] | null {
  const fields = collect(decodeOrNull(item), 0);
  return fields.length === 0 ? null : fields;
}

function decodeOrNull(bytes: Uint8Array): unknown {
  try {
    return decode(bytes);
  } catch (error) {
    if (error instanceof FrankingError) return null;
    throw error;
  }
}

const deepest = 8;

function collect(value: unknown, depth: number): Field[] {
  if (depth > deepest || typeof value !== "object" || value === null || value instanceof Uint8Array)
    return [];
  const field = asField(value);
  if (field !== null) return [field];
  // A shape is a list of paths, and two of them would look like a path and its value.
  if ("shape" in value) return ofPartialOpening(value);
  return Object.values(value).flatMap((part) => collect(part, depth + 1));
}

function asField(value: object): Field | null {
  if (!Array.isArray(value) || value.length !== 2) return null;
  const [path, content]: readonly unknown[] = value;
  return typeof path === "string" && isPath(path) && isFieldValue(content) ? [path, content] : null;
}

function ofPartialOpening(value: object): Field[] {
  if (!("shape" in value && "fields" in value && Array.isArray(value.shape) && Array.isArray(value.fields))) {
    return [];
  }
  const shape: readonly unknown[] = value.shape;
  const fields: readonly unknown[] = value.fields;
  return fields.flatMap((part): Field[] => {
    if (typeof part !== "object" || part === null || !("index" in part && "value" in part)) return [];
    const path = typeof part.index === "number" ? shape[part.index] : undefined;
    return typeof path === "string" && isFieldValue(part.value) ? [[path, part.value]] : [];
  });
}

function isPath(text: string): boolean {
  return fieldPaths.includes(text) || text.startsWith("attachments/");
}

function isFieldValue(value: unknown): value is FieldValue {
  return (
    typeof value === "string" ||
    typeof value === "number" ||
    typeof value === "boolean" ||
    value instanceof Uint8Array
  );
}
