import { createCommit, encodeMlsMessage } from "ts-mls";
import { expect, test } from "vitest";
import { conversation, packageOf, sent } from "../../testing/channel-world.ts";
import { impostorOf, newDevice } from "../../testing/devices.ts";
import { messageOf } from "./mls-channel.ts";
import { mlsChannels } from "./provider.ts";
import { decodeState } from "./state.ts";
import { config, mlsSuite } from "./suite.ts";

test("a member that adds a device which its account did not certify is not followed by the others", async () => {
  const provider = mlsChannels();
  const [rogue, honest] = await conversation(provider, 2);
  const impostor = await packageOf(provider, impostorOf(newDevice()));
  const message = messageOf(impostor.publicPart);
  if (rogue === undefined || honest === undefined) throw new Error("two members");
  if (message?.wireformat !== "mls_key_package") throw new Error("a key package");
  const careless = { ...config, authService: { validateCredential: async () => true } };
  const { commit } = await createCommit(
    {
      state: { ...decodeState(rogue.channel.save()), clientConfig: careless },
      cipherSuite: await mlsSuite(),
    },
    {
      extraProposals: [{ proposalType: "add", add: { keyPackage: message.keyPackage } }],
      ratchetTreeExtension: true,
    },
  );
  await expect(honest.channel.process(encodeMlsMessage(commit))).rejects.toThrow("not-certified");
  expect(honest.channel.members).toHaveLength(2);
  const { inner, outer, wire } = await sent(rogue);
  expect((await honest.channel.open(wire, outer))?.inner).toEqual(inner);
});
