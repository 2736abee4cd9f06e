import { type Category, categories } from "@openfranking/protocol";
import { Choices, Notice } from "@openfranking/ui";
import type { ReactNode } from "react";
import { useTexts } from "../text/use-texts.ts";

interface ChooseCategoryProps {
  readonly value: Category | null;
  readonly onChange: (category: Category) => void;
  readonly error: string | null;
}

const dangerous: readonly Category[] = ["threats", "child-safety", "self-harm"];

export function ChooseCategory({ value, onChange, error }: ChooseCategoryProps): ReactNode {
  const { report } = useTexts();
  return (
    <>
      <Choices
        label={report.category}
        value={value}
        onChange={onChange}
        error={error}
        isDense
        options={categories.map((category) => ({ value: category, label: report.categories[category] }))}
      />
      {value !== null && dangerous.includes(value) && (
        <Notice tone="info">
          <p>{report.danger}</p>
          <p>
            {report.helpline}{" "}
            <a href="https://findahelpline.com/" target="_blank" rel="noreferrer">
              findahelpline.com
            </a>
          </p>
          {value === "child-safety" && <p>{report.childSafety}</p>}
        </Notice>
      )}
      {value === "spam" && (
        <Notice tone="info">
          <p>{report.notWanted}</p>
        </Notice>
      )}
    </>
  );
}
