/**
 * The whole routes table. What is not listed here does not exist on the wire, except the files of the web build.
 */

import type { Route } from "../route.ts";
import { healthRoutes } from "./health.ts";
import { sessionRoutes } from "./session.ts";

export const routes: readonly Route[] = [...healthRoutes, ...sessionRoutes];
