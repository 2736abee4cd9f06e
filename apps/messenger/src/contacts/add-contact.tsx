import { personNameSchema } from "@openfranking/protocol";
import { Button, classNames, TextField } from "@openfranking/ui";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { Form } from "react-aria-components";
import { useMessenger } from "../session/session.tsx";
import type { Texts } from "../text/en.ts";
import { useTexts } from "../text/use-texts.ts";
import { useAnnounce } from "../ui/announcer.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";

type Fault = {
  readonly kind: "unknown" | "changed" | "self" | "missing" | "malformed";
  readonly name: string;
};

export function AddContact(): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const announce = useAnnounce();
  const [name, setName] = useState("");
  const [fault, setFault] = useState<Fault | null>(null);
  const task = useTask();

  function submit(): void {
    const asked = name.trim();
    const isName = personNameSchema.safeParse(asked).success;
    setFault(isName ? null : { kind: asked === "" ? "missing" : "malformed", name: asked });
    if (!isName) return;
    task.run(async () => {
      const result = await messenger.addContact(asked);
      if (result === "added") {
        announce(texts.contacts.added(asked));
        setName("");
      } else setFault({ kind: result, name: asked });
    });
  }

  return (
    <Form
      className={classNames(page.stack)}
      validationBehavior="aria"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label={texts.contacts.add}
        value={name}
        onChange={setName}
        error={fault === null ? null : faultText(fault, texts)}
        maxLength={64}
        kind="name"
        isRequired={false}
      />
      <Problem error={task.error} />
      <Button type="submit" look="plain" isPending={task.isPending}>
        {texts.contacts.addButton}
      </Button>
    </Form>
  );
}

function faultText(fault: Fault, texts: Texts): string {
  switch (fault.kind) {
    case "unknown":
      return texts.contacts.unknown(fault.name);
    case "changed":
      return texts.contacts.changed(fault.name);
    case "self":
      return texts.contacts.self;
    case "missing":
      return texts.name.missing;
    case "malformed":
      return texts.name.malformed;
  }
}
