/**
 * Who reads an article and judges what was confirmed of it: this process by recorded calls, or the server of a region by its
 * log. Both give the same readings and cards; only the region's have proofs.
 */
import { type Instant, instantFromMillis, rfc3339FromInstant } from "../../base/instant.ts";
import { ZoneOffsets } from "../../base/zone-offsets.ts";
import { loadSuggester } from "../../live/statements/wink.ts";
import { type Card, makeCard } from "../../record/statement/card.ts";
import { evaluate } from "../../record/statement/evaluate.ts";
import { type ConfirmedReading, formOf } from "../../wire/reading/confirmed.ts";
import { type ReadText, readText } from "../../wire/reading/read-text.ts";
import { requestLimits } from "../../wire/statement/requests.ts";
import { CliFault } from "../fault.ts";
import { openRegion, type RegionOptions } from "../region-call.ts";
import { readPlaces } from "./read-places.ts";
import { RecordShelf } from "./read-record.ts";

export interface ArticleReader {
  /** `asOf`: the local date that the text speaks from; null: relative times stay open. */
  readonly read: (text: string, asOf: string | null) => Promise<ReadText>;
  readonly judge: (reading: ConfirmedReading, asOf: string | null) => Promise<Card>;
}

interface CallsOptions {
  readonly calls?: string;
  readonly mapping?: string;
  readonly places?: string;
}

/** Without calls it reads and judges nothing. */
export async function readByCalls(options: CallsOptions): Promise<ArticleReader> {
  const record =
    options.calls === undefined
      ? undefined
      : (await new RecordShelf(options.calls, options.mapping).read(undefined)).record;
  return {
    read: async (text, asOf) => {
      const places = await readPlaces(options.places, record?.areas ?? []);
      const suggester = await loadSuggester();
      return readText(text, suggester(text), { record, places, asOf });
    },
    judge: async ({ sentence, statement, confirmedBy }, asOf) => {
      if (record === undefined)
        throw new CliFault("cli.asked-wrongly", "verdicts need a record: give --calls or --region");
      const asked = statement.asOf ?? (asOf === null ? null : dayAfter(asOf, record.zone));
      const query = { ...statement, asOf: asked };
      const checked = { at: instantFromMillis(Date.now()), by: confirmedBy, proof: null };
      return makeCard(sentence, query, evaluate(query, record), record, checked);
    },
  };
}

/** The card says the account that asked, beside the name that confirmed. */
export async function readByRegion(
  options: RegionOptions & { readonly timeZone: string },
): Promise<ArticleReader> {
  const { client, path } = await openRegion(options);
  const { timeZone } = options;
  return {
    read: (text, asOf) => {
      if (text.length > requestLimits.textLength)
        throw new CliFault(
          "check.too-long",
          `got ${text.length} characters, expected at most ${requestLimits.textLength} for a region's server`,
        );
      return client.ask<ReadText>("POST", `${path}/statements/read`, { text, asOf, timeZone });
    },
    judge: async ({ sentence, statement, confirmedBy }, asOf) => {
      const zone = new ZoneOffsets(timeZone);
      const asked = statement.asOf ?? (asOf === null ? null : dayAfter(asOf, zone));
      const form = {
        ...formOf(statement, sentence),
        asOf: asked === null ? null : rfc3339FromInstant(asked),
      };
      const body = { statement: form, timeZone };
      const { card } = await client.ask<{ card: Card }>(
        "POST",
        `${path}/statements/evaluate`,
        body,
      );
      return { ...card, confirmedBy: `${confirmedBy} (${card.confirmedBy})` };
    },
  };
}

/** The end of the as-of day by the clocks of the record's area. */
function dayAfter(asOf: string, zone: ZoneOffsets): Instant {
  return zone.instantOfLocal((Date.parse(asOf) + 86_400_000) * 1000);
}
