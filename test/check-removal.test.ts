import { afterAll, beforeAll, expect, test } from "vitest";
import { removalsOf } from "./check-removal/checks.ts";
import { readSource, Variants } from "./check-removal/variants.ts";

// Each check of receive and judge is taken out in turn. A check that no vector misses could be lost unseen.
const files = [
  "period.ts",
  "history.ts",
  "stamped/receive.ts",
  "stamped/judge.ts",
  "stamped/frank.ts",
  "stamped/stamp.ts",
  "stamped/formats.ts",
  "stamped/leaf-form.ts",
  "message.ts",
  "stamped/ccaead-form.ts",
  "schemes/merkle-v1/index.ts",
  "schemes/hmac-v1/index.ts",
  "schemes/cte1/ccaead.ts",
  "schemes/cte2/ccaead.ts",
  "schemes/cep/ccaead.ts",
  "schemes/hfc/ccaead.ts",
  "schemes/amf-v1/formats.ts",
  "schemes/amf-v1/index.ts",
  "schemes/amf-v1/judge.ts",
  "schemes/amf-v1/keys.ts",
  "schemes/amf-v1/proof.ts",
  "schemes/amf-v1/receive.ts",
  "schemes/amf-v1/signature.ts",
  "schemes/hecate-v1/formats.ts",
  "schemes/hecate-v1/forward.ts",
  "schemes/hecate-v1/index.ts",
  "schemes/hecate-v1/judge.ts",
  "schemes/hecate-v1/keys.ts",
  "schemes/hecate-v1/receive.ts",
  "schemes/hecate-v1/token.ts",
  "schemes/hecate-v1/verify.ts",
  "schemes/messenger-2016/index.ts",
  "schemes/messenger-2016/judge.ts",
  "schemes/messenger-2016/receive.ts",
  "schemes/whatsapp-token-v2/formats.ts",
  "schemes/whatsapp-token-v2/index.ts",
  "schemes/whatsapp-token-v2/judge.ts",
  "schemes/whatsapp-token-v2/message-type.ts",
  "schemes/whatsapp-token-v2/receive.ts",
  "schemes/whatsapp-token-v2/token.ts",
  "schemes/whatsapp-token-v2/wire.ts",
  "mimi/cbor.ts",
  "mimi/content.ts",
  "schemes/mimi-06/foreign.ts",
  "schemes/mimi-06/formats.ts",
  "schemes/mimi-06/index.ts",
  "schemes/mimi-06/judge.ts",
  "schemes/mimi-06/receive.ts",
  "schemes/mimi-06/statement.ts",
  "schemes/shared-v1/formats.ts",
  "schemes/shared-v1/index.ts",
  "schemes/shared-v1/judge.ts",
  "schemes/shared-v1/receive.ts",
  "schemes/shared-v1/server.ts",
  "schemes/shared-v1/sharing.ts",
  "schemes/traceback-path/formats.ts",
  "schemes/traceback-path/index.ts",
  "schemes/traceback-path/judge.ts",
  "schemes/traceback-path/receive.ts",
  "schemes/traceback-path/trace.ts",
];

const removals = files.flatMap((file) =>
  removalsOf(file, readSource(file)).map((removal) => ({ file, ...removal })),
);

let variants: Variants;

beforeAll(() => {
  variants = new Variants();
});

afterAll(() => {
  variants.dispose();
});

test("every vector gives what it expects while all checks are there", async () => {
  expect(await variants.firstToNotice("message.ts", readSource("message.ts"), null)).toBeNull();
});

for (const { file, source, name, code } of removals) {
  test(`a vector notices the loss of ${name}`, async () => {
    const noticedBy = await variants.firstToNotice(file, source, code);
    expect(noticedBy, `no vector notices that ${name} is gone`).not.toBeNull();
  });
}
