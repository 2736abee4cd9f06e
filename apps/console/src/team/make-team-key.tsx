import { generateTeamKeys, type TeamKeyPair } from "@openfranking/protocol";
import { Button, classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../session/session.tsx";
import type { Session } from "../session/session-store.ts";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { holdTeamKey } from "./hold-team-key.ts";
import { WriteDownCode } from "./write-down-code.tsx";

interface MakeTeamKeyProps {
  readonly session: Session;
  /** Another reviewer made the key meanwhile. */
  readonly onOvertaken: () => void;
}

/** The first reviewer makes the team's key here. Its public half is set only when the code is known to be written down. */
export function MakeTeamKey({ session, onOvertaken }: MakeTeamKeyProps): ReactNode {
  const make = useMutation({ mutationFn: generateTeamKeys });
  const { api, setTeam } = useSession();
  const { team: texts } = useTexts();
  const announce = useAnnounce();
  const set = useMutation({
    mutationFn: async (team: TeamKeyPair) => {
      const { sealedItems } = await api.setTeamKey({ body: { publicKey: team.publicKey } });
      await holdTeamKey(session, team);
      return sealedItems;
    },
    onSuccess: (sealedItems, team) => {
      announce(texts.keySet(sealedItems));
      setTeam(team);
    },
  });
  const { data: team } = make;
  if (team !== undefined) {
    const finish = { isPending: set.isPending, error: set.error, onConfirmed: () => set.mutate(team) };
    return <WriteDownCode team={team} {...finish} onReload={onOvertaken} />;
  }
  return (
    <div className={classNames(page.stack, page.narrow)}>
      <PageTitle>{texts.makeTitle}</PageTitle>
      <p>{texts.makeIntro}</p>
      {session.prf === null && <Notice tone="caution">{texts.notKept}</Notice>}
      <Problem error={make.error} />
      <div className={classNames(page.row)}>
        <Button isPending={make.isPending} onPress={() => make.mutate()}>
          {texts.makeButton}
        </Button>
        <Button look="plain" onPress={() => setTeam("later")}>
          {texts.later}
        </Button>
      </div>
    </div>
  );
}
