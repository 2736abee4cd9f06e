import type { TeamKeyPair } from "@openfranking/protocol";
import { recoveryCode } from "@openfranking/review";
import { Button, Checkbox, classNames, Notice, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useMemo, useState } from "react";
import { Form } from "react-aria-components";
import { useTexts } from "../text/use-texts.ts";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import styles from "./write-down-code.module.css";

interface WriteDownCodeProps {
  readonly team: TeamKeyPair;
  readonly isPending: boolean;
  readonly error: Error | null;
  readonly onConfirmed: () => void;
  readonly onReload: () => void;
}

/** Shows the recovery code once, and goes on when the reviewer shows that it is written down. */
export function WriteDownCode({
  team,
  isPending,
  error,
  onConfirmed,
  onReload,
}: WriteDownCodeProps): ReactNode {
  const { team: texts } = useTexts();
  const groups = useMemo(() => recoveryCode(team.secretKey).split("-"), [team]);
  const [isWritten, setIsWritten] = useState(false);
  const [lastGroup, setLastGroup] = useState("");
  const [mistake, setMistake] = useState<"written" | "last" | null>(null);

  function confirm(): void {
    const isRight = lastGroup.trim().toUpperCase() === groups.at(-1);
    const found = !isWritten ? "written" : isRight ? null : "last";
    setMistake(found);
    if (found === null && !isPending) onConfirmed();
  }

  return (
    <Form
      className={classNames(page.stack, page.narrow)}
      onSubmit={(event) => {
        event.preventDefault();
        confirm();
      }}
    >
      <PageTitle>{texts.codeTitle}</PageTitle>
      <Notice tone="caution">{texts.codeIntro}</Notice>
      <ol className={classNames(styles.code)} aria-label={texts.codeLabel} data-testid="recovery-code">
        {groups.map((group, i) => (
          // The groups of one code never move.
          // biome-ignore lint/suspicious/noArrayIndexKey: see above
          <li key={i}>{group}</li>
        ))}
      </ol>
      <Checkbox isSelected={isWritten} onChange={setIsWritten}>
        {texts.codeWritten}
      </Checkbox>
      {mistake === "written" && (
        <Notice tone="bad" isAlert>
          {texts.notTicked}
        </Notice>
      )}
      <TextField
        label={texts.lastGroup}
        value={lastGroup}
        onChange={setLastGroup}
        error={mistake === "last" ? texts.lastGroupWrong : null}
        maxLength={8}
        kind="code"
      />
      <Problem error={error} onRetry={onReload} />
      <Button type="submit" isPending={isPending}>
        {texts.finish}
      </Button>
    </Form>
  );
}
