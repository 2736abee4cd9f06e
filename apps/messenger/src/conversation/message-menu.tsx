import { classNames } from "@openfranking/ui";
import type { ReactNode } from "react";
import { Button, Menu, MenuItem, MenuTrigger, Popover } from "react-aria-components";
import { navigate, paths } from "../paths.ts";
import type { ShownEntry } from "../session/model.ts";
import { useTexts } from "../text/use-texts.ts";
import styles from "./conversation.module.css";

interface MessageMenuProps {
  readonly conversation: string;
  readonly entry: ShownEntry;
  readonly isTabStop: boolean;
  readonly onReply: (entry: ShownEntry) => void;
}

export function MessageMenu({ conversation, entry, isTabStop, onReply }: MessageMenuProps): ReactNode {
  const { conversation: texts } = useTexts();
  return (
    <MenuTrigger>
      <Button
        className={classNames(styles.more)}
        aria-label={entry.isOwn ? texts.actionsMine : texts.actions(entry.sender.name)}
        excludeFromTabOrder={!isTabStop}
        data-message=""
      >
        <span aria-hidden="true">⋯</span>
      </Button>
      <Popover className={classNames(styles.popover)} placement={entry.isOwn ? "bottom end" : "bottom start"}>
        <Menu className={classNames(styles.menu)}>
          <MenuItem className={classNames(styles.item)} onAction={() => onReply(entry)}>
            {texts.reply}
          </MenuItem>
          <MenuItem
            className={classNames(styles.item)}
            onAction={() => navigate(paths.report(conversation, entry.commitment))}
          >
            {texts.report}
          </MenuItem>
        </Menu>
      </Popover>
    </MenuTrigger>
  );
}
