import { useLanguage } from "@openfranking/ui";
import type { ReactNode } from "react";

/** A time in ms since the Unix epoch, in the reviewer's language and zone. */
export function Moment({ at }: { at: number }): ReactNode {
  const { locale } = useLanguage();
  const date = new Date(at);
  // A time that a message claims can be one that no calendar has.
  if (Number.isNaN(date.getTime())) return String(at);
  const text = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "medium" }).format(date);
  return <time dateTime={date.toISOString()}>{text}</time>;
}
