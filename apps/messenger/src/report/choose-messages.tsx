import { Button, Checkbox, classNames } from "@openfranking/ui";
import controls from "@openfranking/ui/controls.module.css";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useId, useState } from "react";
import { lineOf } from "../conversations/title-of.ts";
import type { ConversationView, Opening, ReportDraft, ShownEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import { ChooseOpening } from "./choose-opening.tsx";
import styles from "./report.module.css";

interface ChooseMessagesProps {
  readonly conversation: ConversationView;
  /** The message that the report began with. */
  readonly first: string | null;
  readonly chosen: ReportDraft["chosen"];
  readonly onChange: (chosen: ReportDraft["chosen"]) => void;
  readonly error: string | null;
}

/** The message that it is about stands alone until more are asked for. */
export function ChooseMessages(props: ChooseMessagesProps): ReactNode {
  const { conversation, first, chosen, onChange, error } = props;
  const { report } = useTexts();
  const [isWhole, setIsWhole] = useState(first === null);
  const title = useId();
  const all = conversation.entries.flatMap((entry) => (entry.state === "shown" ? [entry] : []));
  const shown = isWhole ? all : all.filter(({ commitment }) => chosen.has(commitment));
  const accused = all.find(({ commitment }) => commitment === (first ?? [...chosen.keys()][0]))?.sender
    .account;

  function choose(entry: ShownEntry, open: Opening | null): void {
    const next = new Map(chosen);
    if (open === null) next.delete(entry.commitment);
    else next.set(entry.commitment, open);
    onChange(next);
  }

  return (
    <section className={classNames(page.stack, page.wide)} aria-labelledby={title}>
      <h2 id={title} className={classNames(styles.question)}>
        {report.messages}
      </h2>
      <p className={classNames(controls.hint)}>
        {report.messagesHint} {report.chosen(chosen.size)}.
      </p>
      <ol className={classNames(styles.messages)}>
        {shown.map((entry) => (
          <ChooseMessage
            key={entry.key}
            entry={entry}
            open={chosen.get(entry.commitment) ?? null}
            byDefault={
              entry.isOwn || (accused ?? entry.sender.account) !== entry.sender.account ? "withheld" : "all"
            }
            onChange={(open) => choose(entry, open)}
          />
        ))}
      </ol>
      {error !== null && <p className={classNames(controls.error)}>{error}</p>}
      <div>
        <Button look="plain" onPress={() => setIsWhole(!isWhole)}>
          {isWhole ? report.fewer : report.addMore}
        </Button>
      </div>
    </section>
  );
}

interface ChooseMessageProps {
  readonly entry: ShownEntry;
  readonly open: Opening | null;
  /** What is shown of a message of somebody else than the report is about: as little as there is. */
  readonly byDefault: Opening;
  readonly onChange: (open: Opening | null) => void;
}

function ChooseMessage({ entry, open, byDefault, onChange }: ChooseMessageProps): ReactNode {
  const texts = useTexts();
  const name = entry.isOwn ? texts.you : entry.sender.name;
  return (
    <li className={classNames(styles.message, open !== null && styles.chosen)}>
      <Checkbox isSelected={open !== null} onChange={(isChosen) => onChange(isChosen ? byDefault : null)}>
        <strong>
          <Legible text={name} />
        </strong>{" "}
        <span className={classNames(page.soft)}>
          {entry.at !== null && <Moment at={entry.at} look="short" />}
        </span>
        <br />
        <Legible text={lineOf(entry, texts)} />
      </Checkbox>
      {open !== null && <ChooseOpening entry={entry} open={open} onChange={onChange} />}
    </li>
  );
}
