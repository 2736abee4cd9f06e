import { classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Link } from "react-aria-components";
import { Decide } from "../decision/decide.tsx";
import { Evidence } from "../evidence/evidence.tsx";
import type { OpenedEvidence } from "../evidence/open-evidence.ts";
import { queuePath } from "../paths.ts";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Loading } from "../ui/loading.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { CaseFacts } from "./case-facts.tsx";
import { Claim } from "./claim.tsx";
import { Views } from "./views.tsx";

const pollMs = 15_000;

export function CasePage({ reportNumber }: { reportNumber: string }): ReactNode {
  const texts = useTexts();
  const { api } = useSession();
  const [evidence, setEvidence] = useState<OpenedEvidence | null>(null);
  const found = useQuery({
    queryKey: ["case", reportNumber],
    queryFn: () => api.readCase({ params: { reportNumber } }),
    refetchInterval: pollMs,
  });
  const summary = found.data?.case;
  const isMine = summary?.claimedByMe === true;
  return (
    <div className={classNames(page.stack, page.wide)}>
      <nav>
        <Link href={queuePath}>{texts.case.back}</Link>
      </nav>
      <PageTitle>{texts.case.title(reportNumber)}</PageTitle>
      {found.isPending && <Loading />}
      <Problem error={found.error} onRetry={() => void found.refetch()} />
      {found.data !== undefined && <CaseFacts summary={found.data.case} decision={found.data.decision} />}
      {summary?.state === "waiting" && <Claim reportNumber={reportNumber} />}
      {summary?.state === "claimed" && !isMine && <Notice tone="info">{texts.case.claimedByOther}</Notice>}
      {summary?.state === "decided" && <Notice tone="info">{texts.evidence.closed}</Notice>}
      {summary?.state === "claimed" && isMine && (
        <Evidence summary={summary} evidence={evidence} onOpened={setEvidence} />
      )}
      {summary?.state === "claimed" && isMine && (
        <Decide reportNumber={reportNumber} items={evidence?.items ?? null} />
      )}
      {found.data !== undefined && <Views views={found.data.views} />}
    </div>
  );
}
