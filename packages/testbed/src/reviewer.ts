import { type FrankingScheme, schemes as shippedSchemes } from "@openfranking/franking";
import { softwarePasskey } from "@openfranking/moderation/testing";
import {
  type ApiClient,
  apiClient,
  type CaseSummary,
  generateTeamKeys,
  moderationRoutes,
  type TeamKeyPair,
} from "@openfranking/protocol";
import { type ReviewedItem, reviewItem } from "@openfranking/review";

/** A reviewer with a passkey of her own and the team's key, as the console has them, without a browser. */
export interface Reviewer {
  readonly api: ApiClient<typeof moderationRoutes>;
  readonly team: TeamKeyPair;
  queue(state: "open" | "decided"): Promise<readonly CaseSummary[]>;
  /** Claims a case, opens its evidence and checks it again here. */
  open(reportNumber: string): Promise<readonly ReviewedItem[]>;
}

export interface EnrolmentOptions {
  readonly name: string;
  /** Those that are shipped for services unless given. */
  readonly schemes?: readonly FrankingScheme[];
  readonly moderationUrl: string;
  /** The origin of the console, which passkeys are bound to. */
  readonly origin: string;
  readonly link: string | null;
}

/** Enrols by the service's link, and makes the team's key: the private half stays here. */
export async function enrolReviewer({
  link,
  moderationUrl,
  name,
  origin,
  schemes = shippedSchemes,
}: EnrolmentOptions): Promise<Reviewer> {
  if (link === null) throw new Error("the enrolment link is used already");
  let token = "";
  const api = apiClient(moderationRoutes, {
    baseUrl: moderationUrl,
    fetch,
    token: async () => token,
    timeoutMs: 10_000,
  });
  const passkey = softwarePasskey(origin);
  const secret = new URL(link).hash.slice(1);
  const { options } = await api.enrolOptions({ body: { link: secret, name } });
  const session = await api.enrol({ body: { link: secret, name, response: passkey.register(options) } });
  token = session.token;
  const team = await generateTeamKeys();
  await api.setTeamKey({ body: { publicKey: team.publicKey } });
  return {
    api,
    team,
    async queue(state) {
      return (await api.queue({ query: { state } })).cases;
    },
    async open(reportNumber) {
      await api.claim({ params: { reportNumber } });
      const { items } = await api.openEvidence({ params: { reportNumber } });
      return Promise.all(items.map((item) => reviewItem(item, team, schemes)));
    },
  };
}
