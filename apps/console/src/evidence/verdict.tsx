import type { ReviewedItem, Standing } from "@openfranking/review";
import { classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import type { Texts } from "../text/texts.ts";
import { useTexts } from "../text/use-texts.ts";
import styles from "./evidence.module.css";

/** Why an item stands as it does: what was checked where, and what follows from it and what does not. */
export function Verdict({ item, standing }: { item: ReviewedItem; standing: Standing }): ReactNode {
  const texts = useTexts();
  const { evidence: names } = texts;
  const disagrees = !item.here.holds && item.service.verdict !== "failed";
  return (
    <div className={classNames(styles.verdict)}>
      {disagrees && <Notice tone="bad">{names.disagree}</Notice>}
      <dl className={classNames(page.facts)}>
        <dt>{names.here}</dt>
        <dd>{wordHere(item, names)}</dd>
        <dt>{names.service}</dt>
        <dd>{wordOfService(item, names)}</dd>
      </dl>
      <Meaning standing={standing} />
    </div>
  );
}

function wordHere({ here }: ReviewedItem, texts: Texts["evidence"]): string {
  if (!here.holds) return texts.hereFails(here.check);
  return here.preview.opened === null ? texts.hereHoldsWithheld : texts.hereHolds;
}

function wordOfService({ service }: ReviewedItem, texts: Texts["evidence"]): string {
  switch (service.verdict) {
    case "failed":
      return texts.serviceFailed(service.check);
    case "unverifiable":
    case "expired":
      return texts.serviceNothing;
    case "verified":
    case "verified-partial":
    case "stamped":
      return texts.serviceStamp;
  }
}

function Meaning({ standing: { kind } }: { standing: Standing }): ReactNode {
  const { evidence: texts, meaning: meanings } = useTexts();
  const meaning = meanings[kind];
  return (
    <div className={classNames(styles.meaning)}>
      <div>
        <h4>{texts.proves}</h4>
        {kind !== "failed" && kind !== "nothing" && <p className={classNames(page.soft)}>{texts.provesIf}</p>}
        <Points points={meaning.proves} />
      </div>
      <div>
        <h4>{texts.doesNotProve}</h4>
        <Points points={meaning.doesNotProve} />
      </div>
    </div>
  );
}

function Points({ points }: { points: readonly string[] }): ReactNode {
  return (
    <ul className={classNames(styles.points)}>
      {points.map((point) => (
        <li key={point}>{point}</li>
      ))}
    </ul>
  );
}
