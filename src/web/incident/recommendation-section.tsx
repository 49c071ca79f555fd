/**
 * Whom to send: the ranked options with their reasons, what each would cost, what nobody can fill and why, and the
 * age of what this rests on. Space or the number picks an option, Enter sends what is picked; units not on the list
 * are added by call sign. Nothing here changes anything until a person sends, and sending works without any of it.
 */

import { useEffect, useRef, useState, type KeyboardEvent } from "react";
import type { Command } from "../../core/commands.ts";
import type { Recommendation, RecommendedOption } from "../../core/recommendation.ts";
import { listUnitRows } from "../live/unit-rows.ts";
import { useMay } from "../live/use-act.ts";
import { useCommand, type CommandRunner } from "../live/use-command.ts";
import { useRegion } from "../live/use-region.ts";
import { CommandFault } from "../parts/command-fault.tsx";
import { HandPick } from "./hand-pick.tsx";
import type { IncidentPartProps } from "./incident-panel.tsx";
import { OptionLine } from "./option-line.tsx";
import { RecommendationBasis } from "./recommendation-basis.tsx";
import { useRecommendation } from "./use-recommendation.ts";

type Mode = "send" | "divert" | "stack";

/** Options on the screen; the rest of the ranking is reached by call sign. */
const optionsMost = 8;

/** The first option of every unit: a unit may be offered for several needs. */
function listOptions(recommendation: Recommendation | undefined): RecommendedOption[] {
  const seen = new Set<number>();
  const list: RecommendedOption[] = [];
  for (const option of recommendation?.options ?? []) {
    if (seen.has(option.unit)) continue;
    seen.add(option.unit);
    list.push(option);
  }
  return list.slice(0, optionsMost);
}

export function RecommendationSection({ row, detail }: IncidentPartProps) {
  const here = new Set(row.units.map((unit) => unit.unit));
  const { recommendation, fault, refresh } = useRecommendation(row.number, true);
  const options = listOptions(recommendation).filter((option) => !here.has(option.unit));
  /** What the person picked; undefined = what is recommended stands. */
  const [picked, setPicked] = useState<readonly number[] | undefined>(undefined);
  const recommended = options.filter((option) => option.chosen).map((option) => option.unit);
  const chosen = (picked ?? recommended).filter((unit) => !here.has(unit));
  const sender = useSender(row.number, chosen, () => {
    setPicked(undefined);
    refresh();
  });
  const toggle = (unit: number): void =>
    setPicked(chosen.includes(unit) ? chosen.filter((known) => known !== unit) : [...chosen, unit]);
  const isAnswered = recommendation !== undefined;
  return (
    <section className="section stack recommendation" aria-label="Recommendation">
      <div className="row spread">
        <h3>Whom to send</h3>
        <RecommendationBasis recommendation={recommendation} fault={fault} onRefresh={refresh} />
      </div>
      <Options
        options={options}
        chosen={chosen}
        takesFocus={detail.allocations.length === 0 && isAnswered}
        onToggle={toggle}
        onSend={() => void sender.send("send")}
      />
      {isAnswered && options.length === 0 && recommendation.shortfalls.length === 0 && (
        <p className="soft">
          {recommendation.deferred === undefined
            ? "The response plan asks for nobody more."
            : "It is deferred: nobody is proposed until it is taken up. Sending takes it up, once accepted."}
        </p>
      )}
      {recommendation?.withheld !== undefined && (
        <p className="soft">
          {recommendation.withheld.effect === "withhold"
            ? `Withheld under directive ${recommendation.withheld.directive}: nobody is proposed. A unit picked by hand can be sent all the same, once accepted.`
            : `Under directive ${recommendation.withheld.directive} no unit with ${recommendation.withheld.skills.join(" or ")} is proposed.`}
        </p>
      )}
      <Shortfalls recommendation={recommendation} />
      <HandPick
        units={chosen.filter((unit) => options.every((option) => option.unit !== unit))}
        without={[...here, ...chosen]}
        onAdd={(unit) => setPicked([...chosen, unit])}
        onRemove={toggle}
      />
      <SendButtons sender={sender} count={chosen.length} />
      <CommandFault runner={sender.runner} onAccept={(command) => void sender.run(command)} />
    </section>
  );
}

interface Sender {
  readonly runner: CommandRunner;
  /** How many of the picked units have an incident now. */
  readonly busyCount: number;
  readonly run: (command: Command) => Promise<boolean>;
  readonly send: (mode: "send" | "stack") => Promise<void>;
}

/** Sends free units and diverts busy ones: two commands, because a divert is an act of its own. */
function useSender(incident: number, chosen: readonly number[], onSent: () => void): Sender {
  const runner = useCommand();
  const rows = useRegion(listUnitRows);
  const isBusy = (unit: number): boolean =>
    (rows.find((known) => known.unit === unit)?.incident ?? 0) > 0;
  const run = async (command: Command): Promise<boolean> => {
    const answer = await runner.run(command);
    if (answer !== undefined) onSent();
    return answer !== undefined;
  };
  const send = async (mode: "send" | "stack"): Promise<void> => {
    const free = chosen.filter((unit) => !isBusy(unit));
    const groups: [Mode, readonly number[]][] =
      mode === "stack"
        ? [["stack", chosen]]
        : [
            ["send", free],
            ["divert", chosen.filter(isBusy)],
          ];
    for (const [how, units] of groups)
      if (units.length > 0 && !(await run({ type: "unit.send", incident, units, mode: how })))
        return;
  };
  return { runner, busyCount: chosen.filter(isBusy).length, run, send };
}

interface OptionsProps {
  readonly options: readonly RecommendedOption[];
  readonly chosen: readonly number[];
  /** Nobody was sent yet: the focus comes here, so that the next key is already the answer. */
  readonly takesFocus: boolean;
  readonly onToggle: (unit: number) => void;
  readonly onSend: () => void;
}

function Options({ options, chosen, takesFocus, onToggle, onSend }: OptionsProps) {
  const ref = useFirstFocus(takesFocus);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const boxes = [...(ref.current?.querySelectorAll<HTMLElement>("input") ?? [])];
    const at = boxes.indexOf(event.target as HTMLElement);
    if (event.key === "ArrowDown") boxes[Math.min(at + 1, boxes.length - 1)]?.focus();
    else if (event.key === "ArrowUp") boxes[Math.max(at - 1, 0)]?.focus();
    else if (event.key === "Enter" && !event.repeat) onSend();
    else if (/^[1-8]$/.test(event.key)) {
      const option = options[Number(event.key) - 1];
      if (option !== undefined) onToggle(option.unit);
    } else return;
    event.preventDefault();
  };
  return (
    <ol className="options" aria-label="Options, best first" ref={ref}>
      {options.map((option, index) => (
        <OptionLine
          key={option.unit}
          option={option}
          index={index}
          isPicked={chosen.includes(option.unit)}
          isFirst={index === 0}
          onToggle={() => onToggle(option.unit)}
          onKeyDown={onKeyDown}
        />
      ))}
    </ol>
  );
}

function SendButtons({ sender, count }: { readonly sender: Sender; readonly count: number }) {
  const { busyCount, send } = sender;
  const may = useMay("unit.send");
  return (
    <div className="row wrap">
      <button
        type="button"
        className="button primary"
        disabled={!may || count === 0}
        onClick={() => void send("send")}
      >
        {sendText(count, busyCount)} <kbd className="key">Enter</kbd>
      </button>
      <button
        type="button"
        className="button"
        disabled={!may || busyCount === 0 || busyCount < count}
        title="Behind what the unit does now"
        onClick={() => void send("stack")}
      >
        Stack
      </button>
    </div>
  );
}

function sendText(count: number, busy: number): string {
  const free = count - busy;
  if (count === 0) return "Send";
  if (busy === 0) return free === 1 ? "Send 1 unit" : `Send ${free} units`;
  return free === 0 ? `Divert ${busy}` : `Send ${free}, divert ${busy}`;
}

/** Puts the focus on the first option once, when nobody was sent yet: the next key is already the answer. */
function useFirstFocus(isWanted: boolean) {
  const ref = useRef<HTMLOListElement>(null);
  const isDone = useRef(false);
  useEffect(() => {
    const active = document.activeElement;
    const isIdle = active === null || active === document.body;
    if (!isWanted || isDone.current || !isIdle) return;
    isDone.current = true;
    ref.current?.querySelector<HTMLElement>("input")?.focus();
  }, [isWanted]);
  return ref;
}

function Shortfalls({ recommendation }: { readonly recommendation: Recommendation | undefined }) {
  const list = recommendation?.shortfalls ?? [];
  if (list.length === 0) return null;
  return (
    <ul className="shortfalls" aria-label="Needs nobody can fill">
      {list.map((shortfall) => {
        const need = [...shortfall.skills, ...shortfall.vehicles].join(", ");
        return (
          <li key={`${shortfall.need}-${shortfall.cause}`} className="fault">
            <b>
              {shortfall.count} × {need === "" ? "any unit" : need}: {shortfall.cause}
            </b>
            <br />
            {shortfall.detail}
          </li>
        );
      })}
    </ul>
  );
}
