import { hex, type Opened, type Preview } from "@openfranking/franking";
import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Moment } from "../ui/moment.tsx";
import { Account } from "./account.tsx";
import styles from "./evidence.module.css";
import { positionOf, type TimelineEntry } from "./timeline.ts";

interface MessageFactsProps {
  readonly preview: Preview;
  readonly opened: Opened | null;
  readonly timeline: readonly TimelineEntry[];
}

/** Who, when and where, as the relay's stamp says. */
export function MessageFacts({ preview, opened, timeline }: MessageFactsProps): ReactNode {
  const texts = useTexts();
  const { evidence: names } = texts;
  const { relay, sender, conversation, seq, acceptedAt } = preview;
  return (
    <dl className={classNames(styles.where)}>
      <Fact name={names.sender}>
        {sender === null ? names.unknownFact : <Account relay={relay} account={sender} />}
      </Fact>
      <Fact name={names.time}>{acceptedAt === null ? names.unknownFact : <Moment at={acceptedAt} />}</Fact>
      <Fact name={names.conversation}>
        {conversation === null ? names.unknownFact : <Account relay={null} account={hex(conversation)} />}
      </Fact>
      <Fact name={names.place}>{seq === null ? names.unknownFact : names.seq(seq)}</Fact>
      {opened !== null && <Fact name={names.kind}>{texts.kind[opened.header.kind]}</Fact>}
      {opened?.header.refs.map(({ rel, commitment }) => (
        <Fact key={`${rel} ${hex(commitment)}`} name={names.refers}>
          {texts.refersTo(texts.rel[rel], positionOf(commitment, timeline))}
        </Fact>
      ))}
    </dl>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }): ReactNode {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
