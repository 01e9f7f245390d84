import { statusSchema } from '../common/api/status/schema';
import type { SidecarClient } from './sidecar_client';

/** So long is an answer good: screens ask several routes at once. */
const FRESH_MS = 2_000;

/** Which model is active, asked of the sidecar; undefined where it cannot say, and screens go on without. */
export class ActiveModel {
  private known: { atMs: number; model: Promise<string | undefined> } | undefined;

  constructor(private readonly sidecar: SidecarClient) {}

  id(nowMs = Date.now()): Promise<string | undefined> {
    if (!this.known || nowMs - this.known.atMs > FRESH_MS) {
      this.known = { atMs: nowMs, model: this.ask() };
    }
    return this.known.model;
  }

  /** To be called when the active model may have changed. */
  forget(): void {
    this.known = undefined;
  }

  private async ask(): Promise<string | undefined> {
    try {
      const status = await this.sidecar.call('GET', '/v1/status', statusSchema, {
        timeoutMs: this.sidecar.statusTimeoutMs,
      });
      return status.active_model?.id;
    } catch {
      return undefined;
    }
  }
}
