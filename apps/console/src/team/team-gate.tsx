import type { TeamKeyPair } from "@openfranking/protocol";
import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useState } from "react";
import { useSession } from "../session/session.tsx";
import type { Session } from "../session/session-store.ts";
import { useTexts } from "../text/use-texts.ts";
import { Loading } from "../ui/loading.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { EnterRecoveryCode } from "./enter-recovery-code.tsx";
import { unlockTeamKey } from "./hold-team-key.ts";
import { MakeTeamKey } from "./make-team-key.tsx";

/** Comes by the team's key after a sign-in: unlocks it, asks for the recovery code, or makes it. */
export function TeamGate({ session }: { session: Session }): ReactNode {
  const { api } = useSession();
  const team = useQuery({ queryKey: ["team"], queryFn: () => api.team({}) });
  if (team.isPending) return <Loading />;
  if (team.isError) return <TeamProblem error={team.error} onRetry={() => void team.refetch()} />;
  const { publicKey } = team.data;
  return publicKey === null ? (
    <MakeTeamKey session={session} onOvertaken={() => void team.refetch()} />
  ) : (
    <Unlock session={session} publicKey={publicKey} />
  );
}

function TeamProblem({ error, onRetry }: { error: Error; onRetry: () => void }): ReactNode {
  return (
    <>
      <PageTitle>{useTexts().team.unlockTitle}</PageTitle>
      <Problem error={error} onRetry={onRetry} />
    </>
  );
}

function Unlock({ session, publicKey }: { session: Session; publicKey: Uint8Array }): ReactNode {
  const { setTeam } = useSession();
  const texts = useTexts();
  const [needsCode, setNeedsCode] = useState(false);
  useEffect(() => {
    const use = (team: TeamKeyPair | null) => (team === null ? setNeedsCode(true) : setTeam(team));
    // What cannot be read back is as good as not there.
    unlockTeamKey(session, publicKey).then(use, () => setNeedsCode(true));
  }, [session, publicKey, setTeam]);
  if (needsCode) return <EnterRecoveryCode session={session} publicKey={publicKey} />;
  return <p role="status">{texts.team.unlockWorking}</p>;
}
