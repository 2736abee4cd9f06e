import { Button, classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { answerWithPasskey } from "../session/passkey.ts";
import { useSession } from "../session/session.tsx";
import type { Session } from "../session/session-store.ts";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";

export function SignIn(): ReactNode {
  const { signIn: texts } = useTexts();
  const { api, begin, wasEnded } = useSession();
  const signIn = useMutation({
    mutationFn: async (): Promise<Session> => {
      const { options } = await api.signInOptions({ body: {} });
      const { credentialId, response, prf } = await answerWithPasskey(options);
      const { token, reviewer } = await api.signIn({ body: { response } });
      return { token, reviewer, credentialId, prf };
    },
    onSuccess: begin,
  });
  return (
    <div className={classNames(page.stack, page.narrow)}>
      <PageTitle>{texts.title}</PageTitle>
      {wasEnded && <Notice tone="info">{texts.wasEnded}</Notice>}
      <p>{texts.intro}</p>
      <Problem error={signIn.error} />
      <Button isPending={signIn.isPending} onPress={() => signIn.mutate()}>
        {texts.submit}
      </Button>
      <p className={classNames(page.soft)}>{texts.noPasskey}</p>
    </div>
  );
}
