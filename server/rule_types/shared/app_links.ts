import rison from 'rison-node';

/** Where Kibana is, for links that leave it. */
export interface KibanaAddress {
  /** `server.publicBaseUrl`; without it links begin with the path. */
  publicBaseUrl?: string;
  /** `server.basePath`, part of `publicBaseUrl` already. */
  serverBasePath: string;
}

export interface LinkPeriod {
  fromMs: number;
  toMs: number;
}

const DEFAULT_SPACE = 'default';
const MINUTE_MS = 60_000;

/** Addresses of the app's pages for actions, which run where no browser is. */
export class AppLinks {
  private readonly base: string;

  constructor({ publicBaseUrl, serverBasePath }: KibanaAddress, spaceId: string) {
    const space = spaceId === DEFAULT_SPACE ? '' : `/s/${encodeURIComponent(spaceId)}`;
    this.base = `${publicBaseUrl ?? serverBasePath}${space}/app/anomalies`;
  }

  incident(id: string): string {
    return `${this.base}/incidents/${encodeURIComponent(id)}`;
  }

  /** The Anomalies page with filters set, of the whole minutes of a period: lines are counted by the minute there. */
  anomalies(filters: Record<string, unknown>, { fromMs, toMs }: LinkPeriod): string {
    const time = {
      from: new Date(Math.floor(fromMs / MINUTE_MS) * MINUTE_MS).toISOString(),
      to: new Date(Math.ceil(toMs / MINUTE_MS) * MINUTE_MS).toISOString(),
    };
    const state = (value: object) => encodeURIComponent(rison.encode(value));
    return `${this.base}/anomalies?_g=${state({ time })}&_a=${state(filters)}`;
  }
}
