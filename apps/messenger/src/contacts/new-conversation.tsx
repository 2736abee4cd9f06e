import { Button, classNames, GroupedCheckbox, Notice, TextField } from "@openfranking/ui";
import controls from "@openfranking/ui/controls.module.css";
import page from "@openfranking/ui/page.module.css";
import { type ReactNode, useState } from "react";
import { CheckboxGroup, Form, Label, Text } from "react-aria-components";
import { navigate, paths } from "../paths.ts";
import { useMessenger, useSnapshot } from "../session/session.tsx";
import { useTexts } from "../text/use-texts.ts";
import { BackLink } from "../ui/back-link.tsx";
import { Legible } from "../ui/legible.tsx";
import { PageTitle } from "../ui/page-title.tsx";
import { Problem } from "../ui/problem.tsx";
import { useTask } from "../ui/use-task.ts";
import { AddContact } from "./add-contact.tsx";

export function NewConversation(): ReactNode {
  const texts = useTexts();
  return (
    <div className={classNames(page.stack, page.page)}>
      <BackLink to={paths.conversations} />
      <PageTitle>{texts.contacts.title}</PageTitle>
      <ChoosePeople />
      <AddContact />
    </div>
  );
}

function ChoosePeople(): ReactNode {
  const texts = useTexts();
  const messenger = useMessenger();
  const { contacts } = useSnapshot();
  const [accounts, setAccounts] = useState<readonly string[]>([]);
  const [groupName, setGroupName] = useState("");
  const [isMissing, setIsMissing] = useState(false);
  const task = useTask();
  const chosen = contacts.filter((contact) => accounts.includes(contact.account));
  const isGroup = chosen.length > 1;

  function submit(): void {
    setIsMissing(chosen.length === 0);
    if (chosen.length === 0) return;
    const name = isGroup && groupName.trim() !== "" ? groupName.trim() : null;
    task.run(async () => navigate(paths.conversation(await messenger.start(chosen, name))));
  }

  if (contacts.length === 0) return <p>{texts.contacts.none}</p>;
  return (
    <Form
      className={classNames(page.stack)}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <CheckboxGroup className={classNames(controls.choices)} value={[...accounts]} onChange={setAccounts}>
        <Label className={classNames(controls.label)}>{texts.contacts.who}</Label>
        <Text slot="description" className={classNames(controls.hint)}>
          {texts.contacts.whoHint}
        </Text>
        {contacts.map((contact) => (
          <GroupedCheckbox key={contact.account} value={contact.account}>
            <Legible text={contact.name} />
          </GroupedCheckbox>
        ))}
      </CheckboxGroup>
      {isGroup && (
        <TextField
          label={texts.contacts.groupName}
          value={groupName}
          onChange={setGroupName}
          error={null}
          maxLength={80}
          isRequired={false}
        />
      )}
      {isMissing && (
        <Notice tone="bad" isAlert>
          <p>{texts.contacts.chooseOne}</p>
        </Notice>
      )}
      <Problem error={task.error} />
      <Button type="submit" isPending={task.isPending}>
        {task.isPending
          ? texts.contacts.starting
          : isGroup
            ? texts.contacts.startGroup
            : texts.contacts.start}
      </Button>
    </Form>
  );
}
