import type { CaseSummary, moderationRoutes, Parsed } from "@openfranking/protocol";
import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import { stateOf, tallyOf } from "./summary-words.ts";

interface CaseFactsProps {
  readonly summary: CaseSummary;
  readonly decision: Parsed<typeof moderationRoutes.readCase.response>["decision"];
}

/** All that can be said of a case without showing what anybody wrote. */
export function CaseFacts({ summary, decision }: CaseFactsProps): ReactNode {
  const texts = useTexts();
  const { case: names } = texts;
  return (
    <section className={classNames(page.card)} aria-labelledby="facts">
      <h2 id="facts">{names.facts}</h2>
      <dl className={classNames(page.facts)}>
        <dt>{names.state}</dt>
        <dd>{stateOf(summary, texts)}</dd>
        <dt>{names.category}</dt>
        <dd>{texts.category[summary.category]}</dd>
        <dt>{names.received}</dt>
        <dd>
          <Moment at={summary.receivedAt} />
        </dd>
        <dt>{names.items}</dt>
        <dd>{tallyOf(summary.verdicts, texts)}</dd>
        <dt>{names.reporters}</dt>
        <dd>{texts.queue.reporters(summary.reporters)}</dd>
        {decision !== null && (
          <>
            <dt>{texts.decision.decidedAs}</dt>
            <dd>
              <strong>{texts.decision.outcomes[decision.outcome]}</strong>{" "}
              <Legible text={texts.decision.by(decision.reviewer)} />, <Moment at={decision.decidedAt} />
            </dd>
            <dt>{texts.decision.reason}</dt>
            <dd>
              <Legible text={decision.reason} />
            </dd>
          </>
        )}
      </dl>
    </section>
  );
}
