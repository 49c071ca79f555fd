/**
 * The incident type, found by words. While the field is empty, the types that fit what was written about the contact
 * come first. Tab or Enter takes the marked one.
 */

import { useMemo, useState } from "react";
import type { IncidentTypeConfig } from "../../core/region/config.ts";
import { SearchBox, type SearchChoice } from "../parts/search-box.tsx";
import { gradeText } from "../view/format.ts";
import { isHeard, searchTypes } from "./type-search.ts";

export interface TypeFieldProps {
  readonly types: readonly IncidentTypeConfig[];
  readonly value: string;
  /** What was written about the contact. */
  readonly heard: string;
  readonly onChange: (code: string) => void;
  readonly isInvalid?: boolean;
  readonly inputId: string;
}

/** The list scrolls; nobody reads further than this. */
const choicesMost = 40;

interface TypeChoice extends SearchChoice {
  readonly name: string;
}

export function TypeField({ types, value, heard, onChange, isInvalid, inputId }: TypeFieldProps) {
  const chosen = types.find((type) => type.code === value);
  const [typed, setTyped] = useState<string | undefined>(undefined);
  const text = typed ?? chosen?.name ?? "";
  const choices = useMemo<readonly TypeChoice[]>(
    () =>
      searchTypes(types, typed ?? "", heard)
        .slice(0, choicesMost)
        .map((type) => ({
          id: type.code,
          name: type.name,
          title: type.name,
          detail: `${isHeard(type, heard) ? "fits the words · " : ""}${gradeText(type.grade)}`,
        })),
    [types, typed, heard],
  );
  return (
    <SearchBox
      label="Type"
      value={text}
      choices={choices}
      inputId={inputId}
      isInvalid={isInvalid ?? false}
      takesOnTab
      opensOnFocus={value === "" && heard.trim() !== ""}
      placeholder="Type words: crash, fight, missing …"
      onText={(next) => {
        setTyped(next);
        if (value !== "") onChange("");
      }}
      onChoose={(choice) => {
        setTyped(undefined);
        onChange(choice.id);
      }}
      note={
        typed !== undefined && typed !== "" && value === "" ? (
          <NoTypeNote count={choices.length} />
        ) : undefined
      }
    />
  );
}

function NoTypeNote({ count }: { readonly count: number }) {
  return count === 0 ? (
    <>No type fits these words. Try others, or “other”.</>
  ) : (
    <>Enter or Tab takes the marked type.</>
  );
}
