/** The link of mutual aid between the regions of this process and those of the servers that the configuration names. */

import { readFileSync } from "node:fs";
import { AidLink, type AidRegions } from "../live/aid/aid-link.ts";
import { RemotePeer } from "../live/aid/remote-peer.ts";
import type { Log } from "../live/log.ts";
import type { EventStore } from "../store/port.ts";
import { ConfigFault } from "./config.ts";
import type { ServerConfig } from "./config-schema.ts";

export function startAidLink(
  config: ServerConfig,
  regions: AidRegions,
  store: EventStore,
  log: Log,
): AidLink {
  const link = new AidLink(regions, store, log, remotePeers(config));
  link.start();
  return link;
}

/** Throws a ConfigFault where a token can not be read. */
function remotePeers({ aid }: ServerConfig): RemotePeer[] {
  return aid.links.map(({ region, url, tokenFile }) => {
    try {
      return new RemotePeer({ region, url, token: readFileSync(tokenFile, "utf8").trim() });
    } catch (error) {
      throw new ConfigFault(
        "config.unreadable",
        `aid.links: ${tokenFile} cannot be read (${(error as Error).message}).`,
      );
    }
  });
}
