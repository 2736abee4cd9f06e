import type { Field } from "@openfranking/franking";
import { classNames, useLanguage } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";

/** Attachments by what the message says of them: no file is part of a report. */
export function Attachments({ fields }: { fields: readonly Field[] }): ReactNode {
  const texts = useTexts();
  const { locale } = useLanguage();
  const values = new Map(fields);
  const numbers = [...new Set(fields.flatMap(([path]) => /^attachments\/(\d+)\//u.exec(path)?.[1] ?? []))];
  if (numbers.length === 0) return null;
  const size = (n: unknown) => (typeof n === "number" ? texts.field.bytes(n.toLocaleString(locale)) : "");
  return (
    <div>
      <p className={classNames(page.soft)}>{texts.field.attachments}</p>
      <ul>
        {numbers.map((number) => {
          const part = (name: string) => values.get(`attachments/${number}/${name}`);
          return (
            <li key={number}>
              <Legible text={String(part("name") ?? "")} /> (
              <Legible text={String(part("mediaType") ?? "")} />, {size(part("bytes"))})
            </li>
          );
        })}
      </ul>
    </div>
  );
}
