import { classNames } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";
import { Legible } from "../ui/legible.tsx";
import { Moment } from "../ui/moment.tsx";

interface ViewsProps {
  readonly views: readonly { readonly reviewer: string; readonly viewedAt: number }[];
}

export function Views({ views }: ViewsProps): ReactNode {
  const { case: texts } = useTexts();
  return (
    <section className={classNames(page.card)} aria-labelledby="views">
      <h2 id="views">{texts.views}</h2>
      {views.length === 0 && <p className={classNames(page.soft)}>{texts.noViews}</p>}
      <ol>
        {views.map(({ reviewer, viewedAt }, i) => (
          // Views are only ever added at the end.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>
            <Legible text={reviewer} />, <Moment at={viewedAt} />
          </li>
        ))}
      </ol>
    </section>
  );
}
