import { amfFile } from "./amf-v1/file.ts";
import { attachmentVectorsText } from "./attach-v1/file-node.ts";
import { hecateFile } from "./hecate-v1/file.ts";
import { messengerFile } from "./messenger-2016/file.ts";
import { mimiFile } from "./mimi-06/file.ts";
import { sharedFile } from "./shared-v1/file.ts";
import { suites } from "./suites.ts";
import { tracebackFile } from "./traceback/file.ts";
import { textOf, vectorsText } from "./vectors-file.ts";
import { whatsappFile } from "./whatsapp-token-v2/file.ts";

/** The text of each scheme's `vectors.json`, made from its page and not from its code. */
export const makers: Readonly<Record<string, () => string>> = {
  ...Object.fromEntries(suites.map((suite) => [suite.id, () => vectorsText(suite)])),
  "amf-v1": () => textOf(amfFile()),
  "attach-v1": attachmentVectorsText,
  "hecate-v1": () => textOf(hecateFile()),
  "messenger-2016": () => textOf(messengerFile()),
  "mimi-06": () => textOf(mimiFile()),
  "shared-v1": () => textOf(sharedFile()),
  "traceback-path": () => textOf(tracebackFile()),
  "whatsapp-token-v2": () => textOf(whatsappFile()),
};
