import type { CaseSummary } from "@openfranking/protocol";
import { Button, classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Loading } from "../ui/loading.tsx";
import { Problem } from "../ui/problem.tsx";
import { CaseRow } from "./case-row.tsx";
import styles from "./queue.module.css";

const pollMs = 15_000;

/** Cases of one kind, the oldest first. Looks for news by itself, and when it is asked to. */
export function CaseList({ state }: { state: "open" | "decided" }): ReactNode {
  const { queue: texts } = useTexts();
  const { setTeam } = useSession();
  const announce = useAnnounce();
  const cases = useCases(state);
  const refresh = async (): Promise<void> => {
    const { isError } = await cases.refetch();
    if (!isError) announce(texts.refreshed);
  };
  return (
    <div className={classNames(page.stack, page.wide)}>
      <div>
        <Button
          look="small"
          isPending={cases.isRefetching && !cases.isFetchingNextPage}
          onPress={() => void refresh()}
        >
          {texts.refresh}
        </Button>
      </div>
      <Problem error={cases.error} onRetry={() => void cases.refetch()} />
      {cases.data?.awaitsTeamKey === true && (
        <Notice tone="caution">
          <p>{texts.awaitsTeamKey}</p>
          <Button look="plain" onPress={() => setTeam("locked")}>
            {texts.makeKey}
          </Button>
        </Notice>
      )}
      {cases.isPending && <Loading />}
      {cases.data !== undefined && (
        <Rows cases={cases.data.cases} empty={state === "open" ? texts.emptyOpen : texts.emptyDecided} />
      )}
      {cases.hasNextPage && (
        <div>
          <Button
            look="plain"
            isPending={cases.isFetchingNextPage}
            onPress={() => void cases.fetchNextPage()}
          >
            {texts.more}
          </Button>
        </div>
      )}
    </div>
  );
}

function Rows({ cases, empty }: { cases: readonly CaseSummary[]; empty: string }): ReactNode {
  if (cases.length === 0) return <p className={classNames(styles.empty)}>{empty}</p>;
  return (
    <ul className={classNames(styles.list)}>
      {cases.map((summary) => (
        <CaseRow key={summary.reportNumber} summary={summary} />
      ))}
    </ul>
  );
}

function useCases(state: "open" | "decided") {
  const { api } = useSession();
  return useInfiniteQuery({
    queryKey: ["queue", state],
    initialPageParam: null as string | null,
    queryFn: ({ pageParam }) =>
      api.queue({ query: pageParam === null ? { state } : { state, after: pageParam } }),
    getNextPageParam: ({ next }) => next,
    refetchInterval: pollMs,
    select: ({ pages }) => ({
      cases: pages.flatMap(({ cases }) => cases),
      awaitsTeamKey: pages.some(({ awaitsTeamKey }) => awaitsTeamKey),
    }),
  });
}
