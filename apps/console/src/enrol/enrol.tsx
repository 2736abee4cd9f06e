import { Button, classNames, Notice, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation } from "@tanstack/react-query";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { makePasskey } from "../session/passkey.ts";
import { useSession } from "../session/session.tsx";
import type { Session } from "../session/session-store.ts";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";

/** What a one-time link opens: a name and a passkey make a reviewer. */
export function Enrol({ link }: { link: string }): ReactNode {
  const { enrol: texts } = useTexts();
  return (
    <div className={classNames(page.stack, page.narrow)}>
      <PageTitle>{texts.title}</PageTitle>
      {link === "" ? <Notice tone="bad">{texts.noLink}</Notice> : <EnrolForm link={link} />}
    </div>
  );
}

function EnrolForm({ link }: { link: string }): ReactNode {
  const { enrol: texts } = useTexts();
  const { begin } = useSession();
  const [name, setName] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const enrol = useEnrol(link);

  function submit(): void {
    const given = name.trim();
    setIsMissing(given === "");
    if (given !== "" && !enrol.isPending) enrol.mutate(given, { onSuccess: begin });
  }

  return (
    <Form
      className={classNames(page.stack)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <p>{texts.intro}</p>
      <TextField
        label={texts.name}
        hint={texts.nameHint}
        value={name}
        onChange={setName}
        error={isMissing ? texts.nameMissing : null}
        maxLength={64}
        autoComplete="name"
      />
      <Problem error={enrol.error} />
      <Button type="submit" isPending={enrol.isPending}>
        {texts.submit}
      </Button>
    </Form>
  );
}

function useEnrol(link: string) {
  const { api } = useSession();
  return useMutation({
    mutationFn: async (name: string): Promise<Session> => {
      const { options } = await api.enrolOptions({ body: { link, name } });
      const { credentialId, response, prf } = await makePasskey(options);
      const { token, reviewer } = await api.enrol({ body: { link, name, response } });
      return { token, reviewer, credentialId, prf };
    },
  });
}
