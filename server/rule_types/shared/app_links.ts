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

  /** The Anomalies page with filters set. */
  anomalies(filters: Record<string, unknown>, { fromMs, toMs }: LinkPeriod): string {
    const time = { from: new Date(fromMs).toISOString(), to: new Date(toMs).toISOString() };
    const state = (value: object) => encodeURIComponent(rison.encode(value));
    return `${this.base}/anomalies?_g=${state({ time })}&_a=${state(filters)}`;
  }
}
