import { limits } from "@openfranking/protocol";
import { type ReviewedItem, supportsAction } from "@openfranking/review";
import { Button, Choices, classNames, Notice, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { useTexts } from "../text/use-texts.ts";
import { Confirm, type Outcome } from "./confirm.tsx";

const order: readonly Outcome[] = ["action-taken", "no-violation", "cannot-verify"];

interface DecideProps {
  readonly reportNumber: string;
  /** Null before the evidence is open. */
  readonly items: readonly ReviewedItem[] | null;
}

/** An outcome and its reason; then once more to confirm. Nobody is restricted on what no item verifies. */
export function Decide({ reportNumber, items }: DecideProps): ReactNode {
  const { decision: texts } = useTexts();
  const [outcome, setOutcome] = useState<Outcome | null>(null);
  const [reason, setReason] = useState("");
  const [isAsked, setIsAsked] = useState(false);
  const [isSubmitted, setIsSubmitted] = useState(false);
  const mayRestrict = items !== null && supportsAction(items);
  const given = reason.trim();

  if (isAsked && outcome !== null) {
    const decision = { reportNumber, outcome, reason: given };
    return <Confirm {...decision} onChange={() => setIsAsked(false)} />;
  }
  return (
    <Form
      className={classNames(page.card)}
      aria-labelledby="decide"
      onSubmit={(event) => {
        event.preventDefault();
        setIsSubmitted(true);
        setIsAsked(outcome !== null && given !== "");
      }}
    >
      <h2 id="decide">{texts.title}</h2>
      {!mayRestrict && <Notice tone="info">{items === null ? texts.unopened : texts.unsupported}</Notice>}
      <Choices
        label={texts.outcome}
        value={outcome}
        onChange={setOutcome}
        error={isSubmitted && outcome === null ? texts.outcomeMissing : null}
        options={order
          .filter((value) => value !== "action-taken" || mayRestrict)
          .map((value) => ({ value, label: texts.outcomes[value], hint: texts.outcomeHint[value] }))}
      />
      <TextField
        label={texts.reason}
        hint={`${texts.reasonHint} ${texts.remaining(limits.noteCharacters - reason.length)}`}
        value={reason}
        onChange={setReason}
        error={isSubmitted && given === "" ? texts.reasonMissing : null}
        maxLength={limits.noteCharacters}
        lines={4}
      />
      <div>
        <Button type="submit">{texts.review}</Button>
      </div>
    </Form>
  );
}
