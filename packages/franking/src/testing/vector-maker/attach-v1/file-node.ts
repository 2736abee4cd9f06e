import type { AttachmentVectors } from "../../attachment-vectors.ts";
import { unlessSaid } from "./rows-node.ts";
import { openPartRows, openRows, sealRows } from "./sealed-rows-node.ts";
import { discloseRows, judgeRows } from "./shown-rows-node.ts";

/** The text of `vectors.json`, made from the README and not from the scheme's code. One line a case. */
export function attachmentVectorsText(): string {
  const head: Omit<AttachmentVectors, "cases"> = {
    scheme: "attach-v1",
    about:
      "Bytes are hexadecimal; {repeat, times} stands for a run, {same} for what unlessSaid has in this place. " +
      "A case expects what its role returns, or the code with which it refuses. See README.md.",
    unlessSaid,
  };
  const cases = [...sealRows(), ...openRows(), ...openPartRows(), ...discloseRows(), ...judgeRows()];
  const opening = JSON.stringify(head, null, 2).replace(/\n\}$/u, "");
  return `${opening},\n  "cases": [\n${cases.map((it) => `    ${JSON.stringify(it)}`).join(",\n")}\n  ]\n}\n`;
}
