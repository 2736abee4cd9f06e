import type { CaseSummary, TeamKeyPair } from "@openfranking/protocol";
import { Button, classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Problem } from "../ui/problem.tsx";
import { type OpenedEvidence, openEvidence } from "./open-evidence.ts";
import { Timeline } from "./timeline.tsx";

interface EvidenceProps {
  readonly summary: CaseSummary;
  readonly evidence: OpenedEvidence | null;
  readonly onOpened: (evidence: OpenedEvidence) => void;
}

/** The evidence of a claimed case: closed until the reviewer opens it. */
export function Evidence({ summary, evidence, onOpened }: EvidenceProps): ReactNode {
  const { evidence: texts } = useTexts();
  return (
    <section className={classNames(page.stack, page.wide)} aria-labelledby="evidence">
      <h2 id="evidence">{texts.title}</h2>
      {evidence === null ? (
        <Closed summary={summary} onOpened={onOpened} />
      ) : (
        <Timeline evidence={evidence} />
      )}
    </section>
  );
}

function Closed({ summary, onOpened }: Omit<EvidenceProps, "evidence">): ReactNode {
  const { evidence: texts, queue } = useTexts();
  const { team, setTeam } = useSession();
  if (!summary.sealedToTeam) return <Notice tone="info">{texts.waits}</Notice>;
  if (typeof team !== "string") return <OpenButton summary={summary} team={team} onOpened={onOpened} />;
  return (
    <Notice tone="caution">
      <p>{texts.needsKey}</p>
      <Button look="plain" onPress={() => setTeam("locked")}>
        {queue.unlock}
      </Button>
    </Notice>
  );
}

function OpenButton(props: Omit<EvidenceProps, "evidence"> & { team: TeamKeyPair }): ReactNode {
  const { summary, team, onOpened } = props;
  const { reportNumber, category } = summary;
  const { evidence: texts, category: categories } = useTexts();
  const { api } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const open = useMutation({
    mutationFn: () => openEvidence(api, reportNumber, team),
    onSuccess: (opened) => {
      onOpened(opened);
      announce(texts.opened(opened.items.length + opened.unopened));
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <Notice tone="caution">
      <p>{texts.notice(categories[category])}</p>
      <p>{texts.recorded}</p>
      <Problem error={open.error} />
      <Button isPending={open.isPending} onPress={() => open.mutate()}>
        {texts.open}
      </Button>
    </Notice>
  );
}
