/**
 * Who is of the crew and what they hold: booked on with a staff number and what they take, booked off with all handed in, items given,
 * handed in or missing; the planned shift, what is left of the longest duty, and recalls of who was of the crew before.
 */

import { useState, type FormEvent } from "react";
import type { Command } from "../../core/commands.ts";
import { limits } from "../../core/limits.ts";
import type { CrewPeople } from "../../wire/crew-schema.ts";
import { messageOf } from "../api/problem.ts";
import { countText, shortTimeText } from "../view/format.ts";
import { faultOfItems, findNames } from "./use-crew-people.ts";
import { FaultNote } from "../parts/fault-note.tsx";

export interface CrewPeopleCardProps {
  readonly region: string;
  readonly people: CrewPeople;
  readonly onPress: (command: Command) => void;
}

type Member = CrewPeople["members"][number];
type Former = CrewPeople["were"][number];
type Held = Member["items"][number];

export function CrewPeopleCard({ region, people, onPress }: CrewPeopleCardProps) {
  const { unit, members, were, shift, dutyLeftMinutes, items } = people;
  const asked = were.filter(({ recall, items: held }) => recall !== null || held.length > 0);
  return (
    <section className="crew-card" aria-label="Crew and kit">
      <h2>Crew and kit</h2>
      {shift !== null && (
        <p className="soft">
          Planned {shortTimeText(shift.fromAt)} to {shortTimeText(shift.untilAt)},{" "}
          {countText(shift.crew, "head")}, {shift.state}
        </p>
      )}
      {shift !== null && (shift.state === "planned" || shift.state === "late") && (
        <AbsentButton shift={shift.shift} onPress={onPress} />
      )}
      {members.length > 0 && dutyLeftMinutes !== null && (
        <p className={dutyLeftMinutes < 120 ? "soon" : "soft"}>{leftText(dutyLeftMinutes)}</p>
      )}
      {items.length > 0 && (
        <p className="soft">
          {
            items
              .map(
                ({ code, kind, state, holder }) =>
                  `${kind} ${code} ${holder === null ? state : `with ${holder}`}`,
              )
              .join(", ") /* prettier-ignore */
          }
        </p>
      )}
      {members.length === 0 && <p className="soft">Nobody is booked on with this unit by name.</p>}
      <ul className="crew-people">
        {members.map((member) => (
          <MemberLine
            key={member.person}
            member={member}
            region={region}
            unit={unit}
            onPress={onPress}
          />
        ))}
        {asked.map((former) => (
          <FormerLine key={former.person} former={former} onPress={onPress} />
        ))}
      </ul>
      <BookOnForm region={region} unit={unit} onPress={onPress} />
    </section>
  );
}

/** Pressed twice, and without a reason: absence is a state and never a motive. */
function AbsentButton({
  shift,
  onPress,
}: {
  readonly shift: number;
  readonly onPress: (command: Command) => void;
}) {
  const [isAsking, setIsAsking] = useState(false);
  return (
    <button
      type="button"
      className="button"
      onClick={() => {
        if (isAsking) onPress({ type: "shift.mark-absent", shift });
        setIsAsking(!isAsking);
      }}
    >
      {isAsking ? "Nobody comes: tell the room" : "We do not come…"}
    </button>
  );
}

function leftText(minutes: number): string {
  if (minutes < 0) return "Somebody is over the longest duty: tell the control room.";
  return `${Math.floor(minutes / 60)} h ${minutes % 60} min left of the longest duty`;
}

interface MemberProps {
  readonly member: Member;
  readonly region: string;
  readonly unit: number;
  readonly onPress: (command: Command) => void;
}

function MemberLine({ member, region, unit, onPress }: MemberProps) {
  const { person, staffNumber, items, onDutyAt, restDebtMinutes } = member;
  return (
    <li aria-label={staffNumber}>
      <div className="row spread wrap">
        <span>
          <strong>{staffNumber}</strong>{" "}
          <span className="soft">since {shortTimeText(onDutyAt)}</span>
          {restDebtMinutes > 0 && (
            <span className="soon"> owed {(restDebtMinutes / 60).toFixed(1)} h of rest</span>
          )}
        </span>
        <button
          type="button"
          className="button"
          onClick={() => onPress({ type: "person.book-off", person, handIn: true })}
        >
          Book off{items.length > 0 ? ", all handed in" : ""}
          <span className="only-read-aloud"> {staffNumber}</span>
        </button>
      </div>
      <HeldItems items={items} onPress={onPress} />
      <GiveForm region={region} unit={unit} person={person} name={staffNumber} onPress={onPress} />
    </li>
  );
}

function FormerLine({
  former,
  onPress,
}: {
  readonly former: Former;
  readonly onPress: (command: Command) => void;
}) {
  const { person, staffNumber, recall, items } = former;
  return (
    <li aria-label={staffNumber}>
      <p>
        <strong>{staffNumber}</strong> <span className="soft">off duty</span>
        {recall !== null && (
          <span className="soon">
            {" "}
            recalled{recall.state === "asked" ? `, answer by ${shortTimeText(recall.dueAt)}` : ""}
          </span>
        )}
      </p>
      {recall?.state === "asked" && (
        <div className="row">
          {(["comes", "does not come"] as const).map((answer) => (
            <button
              key={answer}
              type="button"
              className="button"
              onClick={() => onPress({ type: "person.answer-recall", person, answer })}
            >
              {answer === "comes" ? "Comes" : "Does not come"}
              <span className="only-read-aloud"> {staffNumber}</span>
            </button>
          ))}
        </div>
      )}
      <HeldItems items={items} onPress={onPress} />
    </li>
  );
}

function HeldItems({
  items,
  onPress,
}: {
  readonly items: readonly Held[];
  readonly onPress: (command: Command) => void;
}) {
  const [missing, setMissing] = useState(-1);
  const [reason, setReason] = useState("");
  return (
    <ul className="crew-held">
      {items.map(({ item, code, kind, sinceAt }) => (
        <li key={item} className="row spread wrap">
          <span>
            {kind} <strong>{code}</strong>{" "}
            <span className="soft">since {shortTimeText(sinceAt)}</span>
          </span>
          <span className="row">
            <button
              type="button"
              className="button"
              onClick={() => onPress({ type: "item.hand-in", item })}
            >
              Hand in<span className="only-read-aloud"> {code}</span>
            </button>
            <button
              type="button"
              className="button"
              aria-expanded={missing === item}
              onClick={() => setMissing(missing === item ? -1 : item)}
            >
              Missing…<span className="only-read-aloud"> {code}</span>
            </button>
          </span>
          {missing === item && (
            <form
              className="row wrap"
              onSubmit={(event) => {
                event.preventDefault();
                onPress({ type: "item.miss", item, reason });
                setMissing(-1);
                setReason("");
              }}
            >
              <label>
                Where it was last
                <input
                  className="input crew-input"
                  required
                  maxLength={limits.reasonLength}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </label>
              <button className="button primary">It is missing</button>
            </form>
          )}
        </li>
      ))}
    </ul>
  );
}

interface GiveProps {
  readonly region: string;
  readonly unit: number;
  readonly person: number;
  readonly name: string;
  readonly onPress: (command: Command) => void;
}

function GiveForm({ region, unit, person, name, onPress }: GiveProps) {
  const [codes, setCodes] = useState("");
  const [fault, setFault] = useState("");
  const give = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const names = await findNames(region, unit, "", codes);
      const wrong = faultOfItems(names);
      setFault(wrong);
      if (wrong !== "") return;
      for (const { item } of names.items) onPress({ type: "item.issue", item: item ?? 0, person });
      setCodes("");
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  return (
    <form className="row wrap" onSubmit={(event) => void give(event)}>
      <label>
        Takes<span className="only-read-aloud"> for {name}</span>
        <input
          className="input crew-input"
          required
          placeholder="K17 R203"
          value={codes}
          onChange={(event) => setCodes(event.target.value)}
        />
      </label>
      <button className="button">
        Take<span className="only-read-aloud"> for {name}</span>
      </button>
      <FaultNote text={fault} />
    </form>
  );
}

function BookOnForm({ region, unit, onPress }: Omit<GiveProps, "person" | "name">) {
  const [staff, setStaff] = useState("");
  const [codes, setCodes] = useState("");
  const [fault, setFault] = useState("");
  const bookOn = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    try {
      const names = await findNames(region, unit, staff, codes);
      const { person, isOnDuty } = names;
      const wrong =
        person === null
          ? `Nobody of the roster has the staff number ${staff.toUpperCase()}.`
          : isOnDuty
            ? `${staff.toUpperCase()} is booked on already.`
            : faultOfItems(names);
      setFault(wrong);
      if (wrong !== "" || person === null) return;
      const items = names.items.map(({ item }) => item ?? 0);
      onPress({
        type: "person.book-on",
        person,
        crewOf: unit,
        ...(items.length === 0 ? {} : { items }),
      });
      setStaff("");
      setCodes("");
    } catch (thrown) {
      setFault(messageOf(thrown));
    }
  };
  return (
    <form className="row wrap crew-book-on" onSubmit={(event) => void bookOn(event)}>
      <label>
        Staff number
        <input
          className="input crew-input"
          required
          autoCapitalize="characters"
          maxLength={limits.staffNumberLength}
          value={staff}
          onChange={(event) => setStaff(event.target.value)}
        />
      </label>
      <label>
        Takes (codes)
        <input
          className="input crew-input"
          value={codes}
          onChange={(event) => setCodes(event.target.value)}
        />
      </label>
      <button className="button primary">Book a person on</button>
      <FaultNote text={fault} />
    </form>
  );
}
