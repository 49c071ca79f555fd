/** Sentences about requests, for the preview of a line: what would be asked, of whom, and which step would be taken. */

import { microsPerMinute, type Instant } from "../../base/instant.ts";
import type { RequestCommand } from "../request/request-commands.ts";
import type { Owner, Party } from "../request/request-facts.ts";

export function partyText({ kind, code }: Party): string {
  return kind === "own region" ? kind : `${kind} ${code}`;
}

export function ownerText({ kind, name }: Owner): string {
  return `${kind} ${name}`;
}

function inText(at: Instant | undefined, now: Instant): string {
  return at === undefined ? "" : `, in ${Math.round((at - now) / microsPerMinute)} min`;
}

export function requestSentence(command: RequestCommand, now: Instant): string {
  if (command.type === "request.ask") {
    const { direction, quantity, kind, item, party } = command;
    const what = `${quantity} ${item ?? kind}`;
    return direction === "outgoing"
      ? `Ask ${partyText(party)} for ${what}${inText(command.neededAt, now)}`
      : `${partyText(party)} asks us for ${what}${inText(command.neededAt, now)}`;
  }
  const name = `request ${command.request}`;
  switch (command.type) {
    case "request.receive":
      return `Acknowledge ${name}`;
    case "request.answer":
      return `Answer ${name}: ${command.answer}${command.quantity === undefined ? "" : `, ${command.quantity}`}${command.reason === undefined ? "" : `, ${command.reason}`}`;
    case "request.commit":
      return `Commit ${command.quantity ?? "what was accepted"} to ${name}${inText(command.etaAt, now)}`;
    case "request.set-out":
      return `What ${name} asks for sets out${inText(command.etaAt, now)}`;
    case "request.arrive":
      return `What ${name} asks for has arrived`;
    case "request.release":
      return `Release ${name}, fulfilled: ${command.reason}`;
    case "request.withdraw":
      return `Withdraw ${name}: ${command.reason}`;
    case "request.extend":
      return `Another deadline for ${name}${inText(command.deadlineAt, now)}: ${command.reason}`;
    case "request.assign":
      return `${name} is owned by ${ownerText(command.owner)}: ${command.reason}`;
  }
}
