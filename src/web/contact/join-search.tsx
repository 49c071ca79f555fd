/** Joining an incident that nobody suggested: found by its number, type or place among the open ones. */

import { useMemo, useState } from "react";
import { listIncidentRows } from "../live/incident-rows.ts";
import { useRegion } from "../live/use-region.ts";
import { SearchBox } from "../parts/search-box.tsx";

export interface JoinSearchProps {
  readonly onJoin: (incident: number) => void;
}

/** Choices under the field; typing further narrows them. */
const choicesMost = 12;

export function JoinSearch({ onJoin }: JoinSearchProps) {
  const [text, setText] = useState("");
  const rows = useRegion(listIncidentRows);
  const choices = useMemo(() => {
    const words = text.trim().toLowerCase().split(/\s+/);
    if (text.trim() === "") return [];
    return rows
      .filter((row) => {
        const known = `${row.type} ${row.place} ${row.summary}`.toLowerCase();
        return words.every((word) => String(row.number).startsWith(word) || known.includes(word));
      })
      .slice(0, choicesMost)
      .map((row) => ({
        id: String(row.number),
        incident: row.number,
        title: `${row.number} ${row.type}`,
        detail: row.place,
      }));
  }, [rows, text]);
  return (
    <SearchBox
      label="Join another open incident"
      value={text}
      choices={choices}
      placeholder="Number, type or place"
      onText={setText}
      onChoose={(choice) => {
        setText("");
        onJoin(choice.incident);
      }}
    />
  );
}
