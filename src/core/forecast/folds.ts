/** What each event of forecast-events.ts does to the state: the change that its decider called. */

import type { FoldsOf } from "../fold.ts";
import { lapseForecast, recordForecast } from "./changes.ts";
import type { ForecastEvent } from "./forecast-events.ts";

export const forecastFolds: FoldsOf<ForecastEvent> = {
  "forecast.recorded": (state, event) => {
    recordForecast(state, event.at, event);
  },
  "forecast.lapsed": (state, event) => {
    lapseForecast(state, event.at);
  },
};
