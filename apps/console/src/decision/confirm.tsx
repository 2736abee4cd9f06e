import type { outcomes } from "@openfranking/protocol";
import { Button, classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef } from "react";
import { navigate, queuePath } from "../paths.ts";
import { useSession } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Legible } from "../ui/legible.tsx";
import { Problem } from "../ui/problem.tsx";

export type Outcome = (typeof outcomes)[number];

interface ConfirmProps {
  readonly reportNumber: string;
  readonly outcome: Outcome;
  readonly reason: string;
  readonly onChange: () => void;
}

export function Confirm({ reportNumber, outcome, reason, onChange }: ConfirmProps): ReactNode {
  const { decision: texts } = useTexts();
  const { api } = useSession();
  const queries = useQueryClient();
  const announce = useAnnounce();
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);
  const decide = useMutation({
    mutationFn: () => api.decide({ params: { reportNumber }, body: { outcome, reason } }),
    onSuccess: () => {
      navigate(queuePath);
      announce(texts.done(texts.outcomes[outcome]));
    },
    onSettled: () => queries.invalidateQueries(),
  });
  return (
    <section className={classNames(page.card)} aria-labelledby="confirm">
      <h2 id="confirm" ref={heading} tabIndex={-1}>
        {texts.confirmTitle}
      </h2>
      <dl className={classNames(page.facts)}>
        <dt>{texts.outcome}</dt>
        <dd>
          <strong>{texts.outcomes[outcome]}</strong>
        </dd>
        <dt>{texts.reason}</dt>
        <dd>
          <Legible text={reason} />
        </dd>
      </dl>
      <p>{texts.confirmBody}</p>
      <Problem error={decide.error} />
      <div className={classNames(page.row)}>
        <Button isPending={decide.isPending} onPress={() => decide.mutate()}>
          {texts.confirm}
        </Button>
        <Button look="plain" onPress={onChange}>
          {texts.change}
        </Button>
      </div>
    </section>
  );
}
