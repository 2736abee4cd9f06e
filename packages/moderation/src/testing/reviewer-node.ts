import { generateTeamKeys, type TeamKeyPair } from "@openfranking/protocol";
import { type SoftwarePasskey, softwarePasskey } from "./software-passkey.ts";
import { type Api, consoleOrigin, type TestModeration } from "./test-moderation-node.ts";

export interface EnrolledReviewer {
  readonly api: Api;
  readonly passkey: SoftwarePasskey;
  readonly link: string;
}

/** The first reviewer, by the link that the service made. */
export async function enrol(at: TestModeration, name = "Rae"): Promise<EnrolledReviewer> {
  const link = await linkOf(at);
  const passkey = softwarePasskey(consoleOrigin);
  const { options } = await at.api.enrolOptions({ body: { link, name } });
  const { token } = await at.api.enrol({ body: { link, name, response: passkey.register(options) } });
  return { api: at.apiWith(token), passkey, link };
}

export async function linkOf({ moderation }: TestModeration): Promise<string> {
  const link = await moderation.enrolmentLink();
  if (link === null) throw new Error("a reviewer is enrolled already");
  return new URL(link).hash.slice(1);
}

/** Makes the team's key and gives the service its public half. */
export async function makeTeamKey({ api }: EnrolledReviewer): Promise<TeamKeyPair> {
  const team = await generateTeamKeys();
  await api.setTeamKey({ body: { publicKey: team.publicKey } });
  return team;
}

export async function signIn(at: TestModeration, passkey: SoftwarePasskey): Promise<Api> {
  const { options } = await at.api.signInOptions({ body: {} });
  const { token } = await at.api.signIn({ body: { response: passkey.signIn(options) } });
  return at.apiWith(token);
}
