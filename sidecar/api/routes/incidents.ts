import {
  incidentDetailSchema,
  incidentListRequestSchema,
  incidentListSchema,
  incidentVerdictRequestSchema,
  periodSummarySchema,
  summaryRequestSchema,
} from '../../../common/api/incidents/schema';
import { requireElasticsearch, type Services } from '../../services';
import { endpoint, type Endpoint } from '../endpoint';
import { idParams } from './ids';

const tag = 'Incidents';
const problems = { 404: 'There is no such incident' };

export function incidentEndpoints(services: Services): Endpoint[] {
  return [
    endpoint({
      method: 'get',
      path: '/v1/incidents',
      tag,
      summary: 'Incidents, newest first: related flagged lines, each told as one thing',
      query: incidentListRequestSchema,
      response: incidentListSchema,
      handle: ({ query }) => requireElasticsearch(services).incidents.list(query),
    }),
    endpoint({
      method: 'get',
      path: '/v1/incidents/{id}',
      tag,
      summary: 'One incident: what happened in which order, where it began, and its first lines',
      params: idParams,
      response: incidentDetailSchema,
      problems,
      handle: ({ params }) => requireElasticsearch(services).incidents.get(params.id),
    }),
    endpoint({
      method: 'post',
      path: '/v1/incidents/{id}/verdict',
      tag,
      summary: 'Confirm an incident, call it a false alarm, or take that back',
      params: idParams,
      body: incidentVerdictRequestSchema,
      response: incidentDetailSchema,
      problems,
      handle: ({ params, body }) => requireElasticsearch(services).incidents.judge(params.id, body),
    }),
    endpoint({
      method: 'get',
      path: '/v1/summary',
      tag,
      summary: 'A period in a few plain sentences, with the figures behind them',
      query: summaryRequestSchema,
      response: periodSummarySchema,
      handle: ({ query }) => requireElasticsearch(services).incidents.summarize(query),
    }),
  ];
}
