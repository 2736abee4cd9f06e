import type { Field, FieldValue } from "@openfranking/franking";
import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import type { Texts } from "../text/texts.ts";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";
import { Account } from "./account.tsx";
import { Attachments } from "./attachments.tsx";
import styles from "./evidence.module.css";

interface FieldsProps {
  readonly fields: readonly Field[];
  readonly hidden: readonly string[];
}

type Values = ReadonlyMap<string, FieldValue>;

/** What a message says, field by field in one fixed order. A field without a form of its own is shown by its path: none is left out. */
export function Fields({ fields, hidden }: FieldsProps): ReactNode {
  const { field: texts, evidence } = useTexts();
  const values: Values = new Map(fields);
  const others = fields.filter(([path]) => !knownPaths.has(path) && !path.startsWith("attachments/"));
  return (
    <div className={classNames(styles.fields)}>
      {values.has("forwarded") && <p className={classNames(styles.mark)}>{texts.forwarded}</p>}
      <Quote values={values} />
      {values.has("text") && (
        <p className={classNames(styles.text)}>
          <Legible text={wordsOf(values.get("text"))} />
        </p>
      )}
      <Named name={texts.reaction} value={values.get("reaction")} />
      <Named name={texts.groupName} value={values.get("group/name")} />
      <LinkPreview values={values} />
      <Attachments fields={fields} />
      {others.map(([path, value]) => (
        <Named key={path} name={path} value={value} />
      ))}
      <SentAt value={values.get("sentAt")} />
      {hidden.length > 0 && (
        <p className={classNames(styles.hidden)}>
          {evidence.hidden}: {hidden.map((path) => nameOf(path, texts)).join(", ")}
        </p>
      )}
    </div>
  );
}

const previewPaths = ["preview/title", "preview/description", "preview/url"];
const knownPaths = new Set([
  ...previewPaths,
  "forwarded",
  "quote/author",
  "quote/text",
  "text",
  "reaction",
  "group/name",
  "sentAt",
]);

function Quote({ values }: { values: Values }): ReactNode {
  const { field: texts } = useTexts();
  const author = values.get("quote/author");
  const text = values.get("quote/text");
  if (author === undefined && text === undefined) return null;
  return (
    <figure className={classNames(styles.quote)}>
      <figcaption>
        {author === undefined ? (
          texts.quote
        ) : (
          <>
            {texts.quoteOf} <Account relay={null} account={wordsOf(author)} />
          </>
        )}
      </figcaption>
      {text !== undefined && (
        <blockquote>
          <Legible text={wordsOf(text)} />
        </blockquote>
      )}
    </figure>
  );
}

function LinkPreview({ values }: { values: Values }): ReactNode {
  const { field: texts } = useTexts();
  const shown = previewPaths.filter((path) => values.has(path));
  if (shown.length === 0) return null;
  return (
    <div className={classNames(styles.quote)}>
      <p>{texts.preview}</p>
      {shown.map((path) => (
        <p key={path}>
          <Legible text={wordsOf(values.get(path))} />
        </p>
      ))}
    </div>
  );
}

function Named({ name, value }: { name: string; value: FieldValue | undefined }): ReactNode {
  if (value === undefined) return null;
  return (
    <p>
      <span className={classNames(page.soft)}>{name}: </span>
      <Legible text={wordsOf(value)} />
    </p>
  );
}

function SentAt({ value }: { value: FieldValue | undefined }): ReactNode {
  const { field: texts } = useTexts();
  if (value === undefined) return null;
  return (
    <p className={classNames(page.soft)}>
      {texts.sentAt} {typeof value === "number" ? <Moment at={value} /> : <Legible text={wordsOf(value)} />}
    </p>
  );
}

function wordsOf(value: FieldValue | undefined): string {
  return value instanceof Uint8Array ? `(${value.length} B)` : String(value ?? "");
}

function nameOf(path: string, { path: names }: Texts["field"]): string {
  return names[path] ?? path;
}
