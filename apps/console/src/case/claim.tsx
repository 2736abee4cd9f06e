import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Problem } from "../ui/problem.tsx";

export function Claim({ reportNumber }: { reportNumber: string }): ReactNode {
  const { case: texts } = useTexts();
  const { api } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const claim = useMutation({
    mutationFn: () => api.claim({ params: { reportNumber } }),
    onSuccess: () => announce(texts.claimed),
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <div className={classNames(page.stack)}>
      <p>{texts.claimIntro}</p>
      <Problem error={claim.error} />
      <Button isPending={claim.isPending} onPress={() => claim.mutate()}>
        {texts.claim}
      </Button>
    </div>
  );
}
