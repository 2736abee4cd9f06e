import { classNames, Notice } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useEffect, useRef } from "react";
import { useTexts } from "../text/use-texts.ts";
import styles from "./evidence.module.css";
import { EvidenceItem } from "./evidence-item.tsx";
import type { OpenedEvidence } from "./open-evidence.ts";
import { ReportersWords } from "./reporters-words.tsx";
import { foundByServiceAlone, type TimelineEntry, timelineOf } from "./timeline.ts";

/** Everything that was opened, in the order in which it was sent. */
export function Timeline({ evidence }: { evidence: OpenedEvidence }): ReactNode {
  const { evidence: texts } = useTexts();
  const list = useRef<HTMLOListElement>(null);
  useEffect(() => list.current?.focus(), []);
  const timeline = timelineOf(evidence.items);
  const unopened = Array.from({ length: evidence.unopened }, (_, i) => i);
  return (
    <>
      <ReportersWords items={evidence.items} />
      {foundByServiceAlone(evidence.findings, evidence.items).map((kind) => (
        <Notice key={kind} tone={kind === "conflict" ? "bad" : "info"}>
          {kind === "conflict" ? texts.relation.conflict(null) : texts.serviceFound(kind)}
        </Notice>
      ))}
      <ol ref={list} tabIndex={-1} className={classNames(styles.timeline)} aria-label={texts.title}>
        {timeline.map((entry) => (
          <li key={keyOf(entry)}>
            <Entry entry={entry} timeline={timeline} />
          </li>
        ))}
        {unopened.map((i) => (
          <li key={`unopened ${i}`} className={classNames(page.card)}>
            <Notice tone="bad">{texts.cannotOpen}</Notice>
          </li>
        ))}
      </ol>
    </>
  );
}

function Entry({ entry, timeline }: { entry: TimelineEntry; timeline: readonly TimelineEntry[] }): ReactNode {
  const { evidence: texts } = useTexts();
  switch (entry.kind) {
    case "item":
      return <EvidenceItem entry={entry} timeline={timeline} />;
    case "gap":
      return <p className={classNames(styles.between)}>{texts.gap(entry.count)}</p>;
    case "conversation":
      return <p className={classNames(styles.between)}>{texts.otherConversation}</p>;
  }
}

function keyOf(entry: TimelineEntry): string {
  return entry.kind === "item" ? entry.item.itemId : `${entry.kind} ${entry.after}`;
}
