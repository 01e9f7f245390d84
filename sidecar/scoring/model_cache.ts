import type { TrainedPipeline } from '../pipeline';

/** Loaded models, the least recently used let go first. Two requests for one model load it once. */
export class ModelCache {
  private readonly loaded = new Map<string, Promise<TrainedPipeline>>();

  constructor(
    private readonly size: number,
    private readonly load: (id: string) => Promise<TrainedPipeline>,
  ) {}

  get(id: string): Promise<TrainedPipeline> {
    const known = this.loaded.get(id);
    if (known) {
      this.loaded.delete(id);
      this.loaded.set(id, known);
      return known;
    }
    const loading = this.load(id);
    this.loaded.set(id, loading);
    // A failure is not kept: the next request tries again.
    loading.catch(() => {
      if (this.loaded.get(id) === loading) this.loaded.delete(id);
    });
    while (this.loaded.size > this.size) {
      const [oldest] = this.loaded.keys();
      this.loaded.delete(oldest);
    }
    return loading;
  }

  /** Calls back with every model that is loaded. */
  async forEach(visit: (pipeline: TrainedPipeline, id: string) => Promise<void>): Promise<void> {
    await Promise.all(
      [...this.loaded].map(async ([id, loading]) => {
        const pipeline = await loading.catch(() => null);
        if (pipeline) await visit(pipeline, id);
      }),
    );
  }

  delete(id: string): void {
    this.loaded.delete(id);
  }
}
