import { personNameSchema } from "@openfranking/protocol";
import { Button, classNames, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { useMessenger } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { Bare } from "../ui/bare.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";

/** The first screen of all: an account comes into being with its name. */
export function ChooseName(): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const [name, setName] = useState("");
  const [fault, setFault] = useState<"missing" | "malformed" | { taken: string } | null>(null);
  const task = useTask();

  function submit(): void {
    const chosen = name.trim();
    const isName = personNameSchema.safeParse(chosen).success;
    setFault(isName ? null : chosen === "" ? "missing" : "malformed");
    if (!isName) return;
    task.run(async () => {
      if (!(await messenger.chooseName(chosen))) setFault({ taken: chosen });
    });
  }

  const error =
    fault === null ? null : typeof fault === "string" ? texts.name[fault] : texts.name.taken(fault.taken);
  return (
    <Bare>
      <Form
        className={classNames(page.stack)}
        validationBehavior="aria"
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <PageTitle>{texts.name.title}</PageTitle>
        <p>{texts.name.intro}</p>
        <TextField
          label={texts.name.label}
          hint={texts.name.hint}
          value={name}
          onChange={setName}
          error={error}
          maxLength={64}
          kind="name"
        />
        <Problem error={task.error} />
        <Button type="submit" isPending={task.isPending}>
          {texts.name.submit}
        </Button>
        <p className={classNames(page.soft)}>{texts.name.keep}</p>
      </Form>
    </Bare>
  );
}
