import { ReviewError, restoreTeam } from "@openfranking/review";
import { Button, classNames, Notice, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { useSession } from "../session/session.tsx";
import type { Session } from "../session/session-store.ts";
import type { Texts } from "../text/texts.ts";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { holdTeamKey } from "./hold-team-key.ts";

export function EnterRecoveryCode(props: { session: Session; publicKey: Uint8Array }): ReactNode {
  const { session, publicKey } = props;
  const { setTeam } = useSession();
  const { team: texts } = useTexts();
  const [code, setCode] = useState("");
  const restore = useMutation({
    mutationFn: async () => {
      const team = await restoreTeam(code, publicKey);
      await holdTeamKey(session, team);
      return team;
    },
    onSuccess: setTeam,
  });
  const mistake = restore.error instanceof ReviewError ? mistakeIn(restore.error, texts) : null;
  return (
    <Form
      className={classNames(page.stack, page.narrow)}
      onSubmit={(event) => {
        event.preventDefault();
        if (!restore.isPending) restore.mutate();
      }}
    >
      <PageTitle>{texts.unlockTitle}</PageTitle>
      <p>{texts.unlockIntro}</p>
      {session.prf === null ? (
        <Notice tone="caution">{texts.notKept}</Notice>
      ) : (
        <p className={classNames(page.soft)}>{texts.kept}</p>
      )}
      <TextField
        label={texts.codeLabel}
        value={code}
        onChange={setCode}
        error={mistake}
        maxLength={120}
        lines={3}
        kind="code"
      />
      {mistake === null && <Problem error={restore.error} />}
      <div className={classNames(page.row)}>
        <Button type="submit" isPending={restore.isPending}>
          {texts.unlock}
        </Button>
        <Button look="plain" onPress={() => setTeam("later")}>
          {texts.later}
        </Button>
      </div>
    </Form>
  );
}

function mistakeIn({ code }: ReviewError, texts: Texts["team"]): string {
  return code === "recovery-code" ? texts.codeMistyped : texts.codeOfOther;
}
