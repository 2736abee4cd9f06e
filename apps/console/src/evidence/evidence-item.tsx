import type { Opened, Preview } from "@openfranking/franking";
import { type ReviewedItem, type Standing, standingOf } from "@openfranking/review";
import { classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import type { Texts } from "../text/texts.ts";
import { useTexts } from "../text/use-texts.ts";
import styles from "./evidence.module.css";
import { Fields } from "./fields.tsx";
import { MessageFacts } from "./message-facts.tsx";
import type { ItemEntry, TimelineEntry } from "./timeline.ts";
import { Unproven } from "./unproven.tsx";
import { Verdict } from "./verdict.tsx";

interface EvidenceItemProps {
  readonly entry: ItemEntry;
  readonly timeline: readonly TimelineEntry[];
}

/** One item: its content and the verdict on it, as one. There is no other component that shows what was reported. */
export function EvidenceItem({ entry, timeline }: EvidenceItemProps): ReactNode {
  const texts = useTexts();
  const { item, position, relations } = entry;
  const standing = standingOf(item);
  const count = timeline.filter(({ kind }) => kind === "item").length;
  const title = `item-${position}`;
  return (
    <article
      className={classNames(page.card, styles.item)}
      aria-labelledby={title}
      data-standing={standing.kind}
    >
      <header className={classNames(styles.head)}>
        <h3 id={title}>{texts.evidence.item(position, count)}</h3>
        <p className={classNames(styles.badge)}>{verdictIn(standing, texts)}</p>
      </header>
      <Content item={item} standing={standing} timeline={timeline} />
      {relations.map(({ kind, other }) => (
        <Notice key={`${kind} ${other}`} tone={kind === "conflict" ? "bad" : "info"}>
          {texts.evidence.relation[kind](other)}
        </Notice>
      ))}
      <Verdict item={item} standing={standing} />
    </article>
  );
}

interface ContentProps {
  readonly item: ReviewedItem;
  readonly standing: Standing;
  readonly timeline: readonly TimelineEntry[];
}

function Content({ item, standing, timeline }: ContentProps): ReactNode {
  const { here } = item;
  if (standing.kind === "failed" || standing.kind === "nothing") {
    const fields = here.holds ? (here.preview.opened?.fields ?? null) : here.unproven;
    return <Unproven fields={fields} />;
  }
  if (!here.holds) throw new Error("unreachable: what does not hold here is failed");
  return (
    <Proven
      preview={here.preview}
      opened={standing.kind === "stamped" ? null : here.preview.opened}
      timeline={timeline}
    />
  );
}

interface ProvenProps {
  readonly preview: Preview;
  readonly opened: Opened | null;
  readonly timeline: readonly TimelineEntry[];
}

function Proven({ preview, opened, timeline }: ProvenProps): ReactNode {
  const { evidence: texts } = useTexts();
  return (
    <>
      <MessageFacts preview={preview} opened={opened} timeline={timeline} />
      {opened === null ? (
        <p className={classNames(page.soft)}>{texts.nothingShown}</p>
      ) : (
        <Fields fields={opened.fields} hidden={opened.hidden} />
      )}
    </>
  );
}

function verdictIn(standing: Standing, { verdict }: Texts): string {
  return standing.kind === "nothing" ? verdict[standing.verdict] : verdict[standing.kind];
}
