import type { Client } from '@elastic/elasticsearch';
import type { Schedule } from '../../../common/api/schedules/schema';
import { STATE_INDICES } from '../../../common/indices';
import { isConflict } from '../../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../../elasticsearch/retry';
import type { ScheduleStore } from '../stores';
import { searchAll } from './search_all';

const INDEX = STATE_INDICES.schedules;
const MAX_CONFLICTS = 10;

interface ScheduleDocument {
  schedule: Schedule;
}

/** Schedules, one document each, changed with optimistic concurrency: users and the runner both write them. */
export class ElasticsearchScheduleStore implements ScheduleStore {
  constructor(
    private readonly client: Client,
    private readonly retry: RetryOptions,
  ) {}

  async list(): Promise<Schedule[]> {
    await withRetry(() => this.client.indices.refresh({ index: INDEX }), this.retry);
    const hits = await searchAll<ScheduleDocument>(
      this.client,
      INDEX,
      { match_all: {} },
      this.retry,
    );
    return hits
      .flatMap((hit) => (hit._source ? [hit._source.schedule] : []))
      .sort((a, b) => a.created_at.localeCompare(b.created_at));
  }

  async get(id: string): Promise<Schedule | null> {
    return (await this.read(id))?.schedule ?? null;
  }

  async create(schedule: Schedule): Promise<void> {
    const document: ScheduleDocument = { schedule };
    await withRetry(
      () => this.client.index({ index: INDEX, id: schedule.id, document }),
      this.retry,
    );
  }

  async change(
    id: string,
    change: (schedule: Schedule) => Schedule | null,
  ): Promise<Schedule | null> {
    for (let attempt = 1; ; attempt++) {
      const found = await this.read(id);
      if (!found) return null;
      const schedule = change(found.schedule);
      if (!schedule) return null;
      const document: ScheduleDocument = { schedule };
      try {
        await withRetry(
          () => this.client.index({ index: INDEX, id, document, ...found.condition }),
          this.retry,
        );
        return schedule;
      } catch (error) {
        if (!isConflict(error) || attempt >= MAX_CONFLICTS) throw error;
        // A try whose answer was lost may have written it already.
        const current = (await this.read(id))?.schedule;
        if (JSON.stringify(current) === JSON.stringify(schedule)) return schedule;
      }
    }
  }

  async delete(id: string): Promise<void> {
    await withRetry(() => this.client.delete({ index: INDEX, id }, { ignore: [404] }), this.retry);
  }

  private async read(id: string) {
    const answer = await withRetry(
      () => this.client.get<ScheduleDocument>({ index: INDEX, id }, { ignore: [404] }),
      this.retry,
    );
    if (!answer.found || !answer._source) return null;
    const condition = { if_seq_no: answer._seq_no, if_primary_term: answer._primary_term };
    return { schedule: answer._source.schedule, condition };
  }
}
