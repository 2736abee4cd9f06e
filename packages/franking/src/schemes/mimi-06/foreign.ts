import { FrankingError } from "../../errors.ts";
import { type Field, nameSchema } from "../../message.ts";
import {
  type ExternalPart,
  type MimiContent,
  type NestedPart,
  partsOf,
  roomUriKey,
  senderUriKey,
} from "../../mimi/content.ts";
import { type Room, roomOf, type User, userOf } from "../../mimi/uri.ts";
import type { Opened } from "../../scheme.ts";
import { messageIn, textIn } from "./statement.ts";

/** Who says to have sent a content, and where. Throws `FrankingError("header")` where it names nobody, or no place. */
export function placeOf({ extensions }: MimiContent): { readonly sender: User; readonly room: Room } {
  const [sender, room] = [
    userOf(String(extensions.get(senderUriKey))),
    roomOf(String(extensions.get(roomUriKey))),
  ];
  if (sender === null || room === null) throw new FrankingError("header");
  return { sender, room };
}

/**
 * What a content shows to whoever judges it. One that is not exactly as our clients write it is shown as any MIMI client
 * reads it, and never refused: nobody evades a report by a statement that is spoiled on purpose.
 */
export function openedOf(content: MimiContent, applicationData: Uint8Array): Opened {
  try {
    return { ...messageIn(content, applicationData), hidden: [] };
  } catch (error) {
    if (error instanceof FrankingError) return foreignOf(content);
    throw error;
  }
}

function foreignOf(content: MimiContent): Opened {
  const { sender, room } = placeOf(content);
  const { relay, conversation } = room;
  const header = { v: 1, relay, conversation, sender: sender.account, sent: null, seen: null } as const;
  return { header: { ...header, kind: kindOf(content), refs: [] }, ...shownOf(partsOf(content.body)) };
}

function kindOf({ replaces, body }: MimiContent): "message" | "edit" | "delete" {
  if (replaces === null) return "message";
  return body.cardinality === "null" ? "delete" : "edit";
}

/** Texts in their order, and files. A part that is neither is named by its part index. */
function shownOf(parts: readonly NestedPart[]): Pick<Opened, "fields" | "hidden"> {
  const texts: string[] = [];
  const files: ExternalPart[] = [];
  const hidden: string[] = [];
  for (const [i, part] of parts.entries()) {
    const text = textIn(part);
    if (text !== null) texts.push(text);
    else if (part.cardinality === "external" && isFile(part) && files.length < maxFiles) files.push(part);
    else if (part.cardinality !== "null" && part.cardinality !== "multi") hidden.push(`parts/${i}`);
  }
  const text: Field[] = texts.length === 0 ? [] : [["text", texts.join("\n\n")]];
  return { fields: [...files.flatMap(fieldsOf), ...text], hidden };
}

const maxFiles = 10;
const sha256Id = 1;

/** A file whose bytes are committed to, with SHA-256. */
function isFile({ contentHash, contentType, hashAlg, size }: ExternalPart): boolean {
  const isNamed = nameSchema.safeParse(contentType).success && Number.isSafeInteger(size);
  return isNamed && hashAlg === sha256Id && contentHash.length === 32;
}

function fieldsOf({ contentHash, contentType, filename, size }: ExternalPart, i: number): Field[] {
  return [
    [`attachments/${i}/bytes`, Number(size)],
    [`attachments/${i}/commitment`, contentHash],
    [`attachments/${i}/mediaType`, contentType],
    [`attachments/${i}/name`, filename],
  ];
}
