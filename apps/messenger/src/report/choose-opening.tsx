import { Checkbox, Choices, classNames } from "@openfranking/ui";
import controls from "@openfranking/ui/controls.module.css";
import type { ReactNode } from "react";
import type { Opening, ShownEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import { fieldName } from "./field-name.ts";
import styles from "./report.module.css";

interface ChooseOpeningProps {
  readonly entry: ShownEntry;
  readonly open: Opening;
  readonly onChange: (open: Opening) => void;
}

/** How much of a chosen message is shown. Its parts are offered where it has some that can stay hidden. */
export function ChooseOpening({ entry, open, onChange }: ChooseOpeningProps): ReactNode {
  const { report } = useTexts();
  const paths = entry.content.fields.map(([path]) => path);
  const required = paths.filter(mustShow);
  const kind = typeof open === "object" ? "some" : open;
  const some = { value: "some", label: report.open.some, hint: report.openHint.some } as const;

  function choose(chosen: "all" | "some" | "withheld"): void {
    onChange(chosen === "some" ? { paths: required } : chosen);
  }

  return (
    <div className={classNames(styles.opening)}>
      <Choices
        label={report.openAs}
        value={kind}
        onChange={choose}
        error={null}
        options={[
          { value: "all", label: report.open.all },
          ...(paths.length > 1 ? [some] : []),
          { value: "withheld", label: report.open.withheld, hint: report.openHint.withheld },
        ]}
      />
      {typeof open === "object" && <ChooseParts paths={paths} chosen={open.paths} onChange={onChange} />}
    </div>
  );
}

interface ChoosePartsProps {
  readonly paths: readonly string[];
  readonly chosen: readonly string[];
  readonly onChange: (open: Opening) => void;
}

function ChooseParts({ paths, chosen, onChange }: ChoosePartsProps): ReactNode {
  const texts = useTexts();

  function toggle(path: string, isChosen: boolean): void {
    // The parts of an attachment go together.
    const together = new Set(paths.filter((other) => groupOf(other) === groupOf(path)));
    onChange({ paths: paths.filter((other) => (together.has(other) ? isChosen : chosen.includes(other))) });
  }

  return (
    <div className={classNames(controls.choices, styles.parts)}>
      {paths.map((path) => (
        <Checkbox
          key={path}
          isSelected={chosen.includes(path)}
          isDisabled={mustShow(path)}
          onChange={(isChosen) => toggle(path, isChosen)}
        >
          {fieldName(path, texts)}
          {mustShow(path) && <span className={classNames(controls.hint)}> ({texts.report.mustShow})</span>}
        </Checkbox>
      ))}
    </div>
  );
}

/** A quoted threat must not be presentable as the quoter's own: the moderation refuses an opening without these. */
function mustShow(path: string): boolean {
  return path === "forwarded" || path === "quote/author";
}

function groupOf(path: string): string {
  return /^attachments\/\d+/u.exec(path)?.[0] ?? path;
}
