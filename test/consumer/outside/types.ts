// What a project of someone else writes against each entry. A type that was lost would be `any`, and accept the errors.
import {
  type ChannelProvider,
  type Client,
  type ClientErrorCode,
  indexedDbStore,
  mlsChannels,
} from "@openfranking/client";
import { sqliteStore } from "@openfranking/client/node";
import { describeChannel, describeClientStore } from "@openfranking/client/testing";
import { type Case, channelCases } from "@openfranking/client/testing/cases";
import { type FrankingScheme, type Judgement, merkleV1, type RefusalCode } from "@openfranking/franking";
import { describeScheme } from "@openfranking/franking/testing";
import { type Outcome, runVectors, type VectorsFile } from "@openfranking/franking/testing/vectors";
import { apiClient, type CaseSummary, moderationRoutes, type ProblemCode } from "@openfranking/protocol";
import { openApi } from "@openfranking/protocol/openapi";
import { serveRoutes } from "@openfranking/protocol/server";

export const scheme: FrankingScheme = merkleV1;
export const senderOf = ({ sender }: Judgement): string | null => sender;
export const outcomes = (file: VectorsFile): Outcome[] => runVectors(scheme, file);
export const cases: readonly Case<ChannelProvider>[] = channelCases;
export const suites = [describeScheme, describeChannel, describeClientStore] as const;
export const stores = [indexedDbStore("me"), sqliteStore("me.sqlite")] as const;
export const services = [openApi, serveRoutes, mlsChannels] as const;

export async function firstCase(client: Client): Promise<CaseSummary | undefined> {
  await client.close();
  const options = { baseUrl: "https://mod.example", fetch, token: async () => "", timeoutMs: 1000 };
  const { cases: queue } = await apiClient(moderationRoutes, options).queue({ query: { state: "open" } });
  return queue[0];
}

// @ts-expect-error a number is no scheme
export const wrongScheme: FrankingScheme = 1;
// @ts-expect-error no such refusal
export const wrongRefusal: RefusalCode = "no-such-code";
// @ts-expect-error no such problem
export const wrongProblem: ProblemCode = "no-such-code";
// @ts-expect-error no such error
export const wrongError: ClientErrorCode = "no-such-code";
// @ts-expect-error what vectors give is no text
export const wrongOutcome: string = runVectors(scheme, JSON.parse(""));
