import type { IncidentEvent } from '../../../../common/incident';

/** What is new with an event against those before it. */
export type EventLead = 'first' | 'host' | 'service' | undefined;

/** The first sign; where it reaches another host; where another service joins in. In the order of the events. */
export function eventLeads(
  events: readonly Pick<IncidentEvent, 'host' | 'service'>[],
): EventLead[] {
  const hosts = new Set<string>();
  const services = new Set<string>();
  return events.map(({ host, service }, i) => {
    const isNewHost = !hosts.has(host);
    const isNewService = !services.has(service);
    hosts.add(host);
    services.add(service);
    if (i === 0) return 'first';
    if (isNewHost) return 'host';
    return isNewService ? 'service' : undefined;
  });
}
