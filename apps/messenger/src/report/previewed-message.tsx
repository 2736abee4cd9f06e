import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { Fragment, type ReactNode } from "react";
import type { Field, PreviewItem } from "../session/model.ts";
import { useConversationNames } from "../session/session.tsx";
import type { Texts } from "../text/en.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import { fieldName } from "./field-name.ts";
import styles from "./report.module.css";

/** One message as the moderation gets it: names are this device's, accounts are what is sent. */
export function PreviewedMessage({ item, title }: { item: PreviewItem; title: string }): ReactNode {
  const texts = useTexts();
  const { report } = texts;
  const { opened, sender, at } = item;
  return (
    <li className={classNames(page.card)}>
      <h2 className={classNames(styles.itemTitle)}>{title}</h2>
      {opened === null && <p className={classNames(styles.withheld)}>{report.nothingOpened}</p>}
      {opened !== null && (
        <dl className={classNames(page.facts, styles.opened)}>
          {opened.fields.map((field) => (
            <OpenedField key={field[0]} field={field} texts={texts} />
          ))}
          {opened.hidden.length > 0 && (
            <>
              <dt>{report.hiddenParts}</dt>
              <dd>{opened.hidden.map((path) => fieldName(path, texts)).join(", ")}</dd>
            </>
          )}
        </dl>
      )}
      <dl className={classNames(page.facts)}>
        {sender !== null && (
          <>
            <dt>{report.sender}</dt>
            <dd>
              <Legible text={sender.name} />
              <br />
              <span className={classNames(styles.account)}>
                {report.account} {sender.account}
              </span>
            </dd>
          </>
        )}
        {at !== null && (
          <>
            <dt>{report.time}</dt>
            <dd>
              <Moment at={at} />
            </dd>
          </>
        )}
      </dl>
      <Rest item={item} />
    </li>
  );
}

/** What comes along with every message of a report, and says little to most people. */
function Rest({ item }: { item: PreviewItem }): ReactNode {
  const { report } = useTexts();
  const { conversation, opened, seq } = item;
  const rows: readonly (readonly [string, string])[] = [
    [report.rest.conversation, conversation ?? "–"],
    [report.rest.seq, seq === null ? "–" : String(seq)],
    ...(opened === null
      ? []
      : ([
          [report.rest.kind, report.rest.kinds[opened.kind]],
          [report.rest.device, opened.sent === null ? "–" : `${opened.sent.device} · ${opened.sent.count}`],
          [report.rest.seen, opened.seen === null ? "–" : String(opened.seen)],
          [report.rest.refs, String(opened.refs)],
        ] as const)),
  ];
  return (
    <details>
      <summary>{report.rest.title}</summary>
      <dl className={classNames(page.facts)}>
        {rows.map(([name, value]) => (
          <Fragment key={name}>
            <dt>{name}</dt>
            <dd className={classNames(styles.account)}>{value}</dd>
          </Fragment>
        ))}
      </dl>
    </details>
  );
}

function OpenedField({ field: [path, value], texts }: { field: Field; texts: Texts }): ReactNode {
  const nameOf = useConversationNames();
  return (
    <>
      <dt>{fieldName(path, texts)}</dt>
      <dd>
        {path === "sentAt" && typeof value === "number" ? <Moment at={value} /> : <Legible text={shown()} />}
      </dd>
    </>
  );

  function shown(): string {
    if (typeof value === "boolean") return texts.yes;
    if (value instanceof Uint8Array)
      return Array.from(value, (byte) => byte.toString(16).padStart(2, "0")).join("");
    return path === "quote/author" ? nameOf(String(value)) : String(value);
  }
}
