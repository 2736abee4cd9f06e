import type { Texts } from "../text/en.ts";

/** What a part of a message is called. */
export function fieldName(path: string, texts: Texts): string {
  if (isKey(path, texts.field)) return texts.field[path];
  const [, index, part] = /^attachments\/(\d+)\/([a-zA-Z]+)$/u.exec(path) ?? [];
  if (index === undefined || part === undefined) return path;
  const name = isKey(part, texts.attachmentField) ? texts.attachmentField[part] : part;
  return texts.attachmentPart(Number(index) + 1, name);
}

function isKey<T extends object>(key: PropertyKey, of: T): key is keyof T {
  return Object.hasOwn(of, key);
}
