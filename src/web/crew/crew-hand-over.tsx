/** Between crews of one unit: what the crew before left, read and taken over by name; and the sheet at booking off. */

import { useState } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import type { CrewPeople } from "../../wire/crew-schema.ts";
import { countText, shortTimeText } from "../view/format.ts";

interface LeftProps {
  readonly people: CrewPeople;
  readonly onPress: (command: Command) => void;
}

/** Nothing while the crew before left nothing, or it was taken over. */
export function LeftByCrew({ people, onPress }: LeftProps) {
  const [name, setName] = useState("");
  const { handOver, were } = people;
  if (handOver === null) return null;
  const held = were.flatMap(({ staffNumber, items }) =>
    items.map(({ kind, code }) => `${kind} ${code} with ${staffNumber}`),
  );
  return (
    <section className="crew-card" aria-label="Left by the crew before">
      <h2>Left by the crew before, {shortTimeText(handOver.begunAt)}</h2>
      {handOver.words !== "" && <p className="crew-summary">{handOver.words}</p>}
      {held.length > 0 && <p>Not handed in: {held.join(", ")}</p>}
      <form
        className="row wrap"
        onSubmit={(event) => {
          event.preventDefault();
          onPress({ type: "hand-over.confirm", handOver: handOver.handOver, name });
          setName("");
        }}
      >
        <label>
          Your name
          <input
            className="input crew-input"
            required
            maxLength={limits.nameLength}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
        </label>
        <button className="button primary">Read and taken over</button>
      </form>
    </section>
  );
}

interface BookOffProps {
  readonly unit: number;
  /** Undefined = not known without a network; the unit can book off all the same. */
  readonly people: CrewPeople | undefined;
  readonly onPress: (command: Command) => void;
  readonly onDone: () => void;
}

/** What is out, what the next crew must know, and whether the people go with the unit. */
export function BookOffSheet({ unit, people, onPress, onDone }: BookOffProps) {
  const [words, setWords] = useState("");
  const [withPeople, setWithPeople] = useState(true);
  const members = people?.members ?? [];
  const out = people?.itemsOut ?? 0;
  const bookOff = (): void => {
    if (withPeople)
      for (const { person } of members) onPress({ type: "person.book-off", person, handIn: true });
    onPress({ type: "unit.book-off", unit, ...(words.trim() === "" ? {} : { words }) });
    onDone();
  };
  return (
    <form
      className="crew-card"
      aria-label="Book off"
      onSubmit={(event) => {
        event.preventDefault();
        bookOff();
      }}
    >
      <h2>Book off</h2>
      {out > 0 && (
        <p>
          {countText(out, "item")} out: what is not handed in goes to the next crew by this
          hand-over.
        </p>
      )}
      {members.length > 0 && (
        <label className="row">
          <input
            type="checkbox"
            checked={withPeople}
            onChange={(event) => setWithPeople(event.target.checked)}
          />
          {members.map(({ staffNumber }) => staffNumber).join(", ")} too, everything handed in
        </label>
      )}
      <label>
        What the next crew must know
        <input
          className="input crew-input"
          maxLength={limits.noteLength}
          value={words}
          onChange={(event) => setWords(event.target.value)}
        />
      </label>
      <div className="row">
        <button className="button primary">Book off now</button>
        <button type="button" className="button" onClick={onDone}>
          Stay on
        </button>
      </div>
    </form>
  );
}
