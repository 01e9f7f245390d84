import { MAX_WATCHES, type Watch, type WatchRequest } from '../../common/api/patterns/schema';
import type { Logger } from '../logger';
import { ProblemError, type WatchStore } from '../store/stores';

/** Keeps the list of watched patterns. It is one list for all users. */
export class WatchService {
  constructor(
    private readonly watches: WatchStore,
    private readonly log: Logger,
  ) {}

  list(): Promise<Watch[]> {
    return this.watches.list();
  }

  /** Watching a pattern again changes nothing. @throws ProblemError where too many are watched */
  async add(request: WatchRequest): Promise<Watch> {
    const all = await this.watches.list();
    const known = all.find(({ template_id }) => template_id === request.template_id);
    if (known) return known;
    if (all.length >= MAX_WATCHES) {
      throw new ProblemError(
        409,
        'too_many_watches',
        `${MAX_WATCHES} patterns are watched already. Stop watching one of them first.`,
      );
    }
    const watch: Watch = {
      template_id: request.template_id,
      template_text: request.template_text,
      user: request.user ?? null,
      created_at: new Date().toISOString(),
    };
    await this.watches.save(watch);
    this.log.info({ pattern: watch.template_id, user: watch.user }, 'Pattern watched');
    return watch;
  }

  /** @throws ProblemError where it is not watched */
  async remove(templateId: string): Promise<Watch> {
    const watch = await this.watches.delete(templateId);
    if (!watch) {
      throw new ProblemError(
        404,
        'watch_not_found',
        `The pattern "${templateId}" is not watched; somebody may have stopped watching it already.`,
      );
    }
    this.log.info({ pattern: templateId }, 'Pattern not watched any more');
    return watch;
  }
}
