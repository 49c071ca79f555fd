/**
 * Which Host and Origin headers this server answers to. A page of another site can make a browser send requests
 * here, and by DNS rebinding even under its own host name; both are refused before anything else is looked at. On
 * loopback the names of the machine itself are good under any port (people forward ports), elsewhere only `origins`.
 */

import { isLoopback } from "../config.ts";
import type { ServerConfig } from "../config-schema.ts";
import { Problem } from "../problem.ts";

export interface HostGuard {
  checkHost(host: string | undefined): void;
  /** For requests that change something. Browsers always send Origin with those; other clients need not. */
  checkOrigin(origin: string | undefined, fetchSite: string | undefined): void;
}

function hostnameOf(host: string): string {
  const match = /^(\[[0-9a-f:]+\]|[^:/?#@\s]+)(?::\d{1,5})?$/i.exec(host);
  return match === null ? "" : match[1].replace(/^\[|\]$/g, "").toLowerCase();
}

export function makeHostGuard(config: Pick<ServerConfig, "host" | "origins">): HostGuard {
  const local = isLoopback(config.host);
  const hosts = new Set(config.origins.map((origin) => new URL(origin).host));
  const origins = new Set(config.origins);
  const isLocalOrigin = (origin: string) => {
    if (!URL.canParse(origin)) return false;
    return isLoopback(new URL(origin).hostname.replace(/^\[|\]$/g, ""));
  };
  return {
    checkHost(host) {
      if (host !== undefined && (hosts.has(host) || (local && isLoopback(hostnameOf(host)))))
        return;
      throw new Problem(
        "host.not-allowed",
        "Use one of the addresses this server is configured for (origins).",
      );
    },
    checkOrigin(origin, fetchSite) {
      if (origin === undefined) {
        if (fetchSite === undefined || fetchSite === "same-origin" || fetchSite === "none") return;
      } else if (origins.has(origin) || (local && isLocalOrigin(origin))) return;
      throw new Problem(
        "origin.not-allowed",
        "Requests that change something must come from Muster's own pages or from a program.",
      );
    },
  };
}
