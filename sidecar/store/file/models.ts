import { createHash } from 'node:crypto';
import { mkdir, open, readFile, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { Model } from '../../../common/api/models/schema';
import { withThreshold } from '../with_threshold';
import { activated, earlierModels, rolledBack, type Activations } from '../activations';
import {
  ModelCorruptError,
  ModelExistsError,
  ModelNotFoundError,
  NoEarlierModelError,
  type ModelStore,
} from '../stores';

const LISTING = '.json';
const BUNDLE = '.bundle';
/** What stays of a deleted model, so that its version is not given out again. */
const DELETED = '.deleted';
const ACTIVE = 'active';

/** Raised when a listing changes so that the release before would misread it; without one it is the first. */
const LISTING_VERSION = 1;

interface Listing {
  version?: number;
  sha256: string;
  /** Whether it is active stands in its own file, not here. */
  model: Model;
}

/**
 * Models in a folder: `<id>.bundle` holds the bytes, `<id>.json` the listing. The first line of `active` names the active
 * one, those below name the ones before it, the last one first.
 */
export class FileModelStore implements ModelStore {
  constructor(private readonly dir: string) {}

  async list(): Promise<Model[]> {
    const active = await this.activeId();
    const ids = (await this.files())
      .filter((file) => file.endsWith(LISTING))
      .map((file) => file.slice(0, -LISTING.length));
    const listings = await Promise.all(ids.map((id) => this.listing(id)));
    return listings
      .flatMap((listing) => (listing ? [listing.model] : []))
      .map((model) => ({ ...model, active: model.id === active }))
      .sort((a, b) => b.created_at.localeCompare(a.created_at) || b.version - a.version);
  }

  async get(id: string): Promise<Model | null> {
    const listing = await this.listing(id);
    return listing ? { ...listing.model, active: (await this.activeId()) === id } : null;
  }

  async active(): Promise<Model | null> {
    const id = await this.activeId();
    return id === null ? null : this.get(id);
  }

  async nextVersion(name: string): Promise<number> {
    const versions = (await this.files()).map((file) => {
      const match = /^(.*)-v(\d+)\.(json|deleted|bundle)$/.exec(file);
      return match && match[1] === name ? Number(match[2]) : 0;
    });
    return Math.max(0, ...versions) + 1;
  }

  async save(model: Model, bytes: Uint8Array): Promise<void> {
    await mkdir(this.dir, { recursive: true });
    await this.claim(model.id, bytes);
    const listing: Listing = {
      version: LISTING_VERSION,
      sha256: sha256(bytes),
      model: { ...model, active: false },
    };
    await this.write(model.id + LISTING, JSON.stringify(listing, null, 2));
  }

  async loadBytes(id: string): Promise<Uint8Array> {
    const listing = await this.listing(id);
    if (!listing) throw new ModelNotFoundError(id);
    const bytes = await readOrNull(this.file(id + BUNDLE));
    if (!bytes) throw new ModelCorruptError(id, `${this.file(id + BUNDLE)} is missing`);
    if (sha256(bytes) !== listing.sha256) {
      throw new ModelCorruptError(id, 'its bytes are not those that were stored (SHA-256 differs)');
    }
    return bytes;
  }

  async activate(id: string): Promise<Model> {
    const listing = await this.listing(id);
    if (!listing) throw new ModelNotFoundError(id);
    await this.writeActivations(activated(await this.activations(), id));
    return { ...listing.model, active: true };
  }

  async activeBefore(): Promise<string[]> {
    const [activations, existing] = await Promise.all([this.activations(), this.list()]);
    return earlierModels(activations, existing).map(({ id }) => id);
  }

  async rollBack(name?: string): Promise<Model> {
    const [seen, existing] = await Promise.all([this.activations(), this.list()]);
    const earlier = earlierModels(seen, existing);
    const model = earlier.find((it) => name === undefined || it.name === name);
    if (!model) throw new NoEarlierModelError(name);
    await this.writeActivations(rolledBack(seen, model.id));
    return { ...model, active: true };
  }

  async setThreshold(id: string, threshold: number, budgetPerDay: number): Promise<Model> {
    const listing = await this.listing(id);
    if (!listing) throw new ModelNotFoundError(id);
    const model = withThreshold(listing.model, threshold, budgetPerDay);
    await this.write(id + LISTING, JSON.stringify({ ...listing, model }, null, 2));
    return { ...model, active: (await this.activeId()) === id };
  }

  async delete(id: string): Promise<void> {
    if (!(await this.listing(id))) throw new ModelNotFoundError(id);
    const activations = await this.activations();
    if (activations.activeId === id) await this.writeActivations(activated(activations, null));
    await this.write(id + DELETED, '');
    await rm(this.file(id + LISTING), { force: true });
    await rm(this.file(id + BUNDLE), { force: true });
  }

  private async files(): Promise<string[]> {
    try {
      return await readdir(this.dir);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  private async listing(id: string): Promise<Listing | null> {
    // An id that is no plain file name cannot be one that modelId gave out.
    if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(id)) return null;
    const content = await readOrNull(this.file(id + LISTING));
    if (!content) return null;
    try {
      const listing: Partial<Listing> = JSON.parse(content.toString('utf8'));
      const { version = 1 } = listing;
      if (version > LISTING_VERSION) {
        throw new Error(
          `it is of version ${version}, and this release knows up to ${LISTING_VERSION}`,
        );
      }
      if (!listing.model || typeof listing.sha256 !== 'string') throw new Error('it is incomplete');
      return { version, sha256: listing.sha256, model: listing.model };
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      throw new ModelCorruptError(id, `${this.file(id + LISTING)} cannot be read: ${reason}`);
    }
  }

  private async activeId(): Promise<string | null> {
    return (await this.activations()).activeId;
  }

  private async activations(): Promise<Activations> {
    const content = await readOrNull(this.file(ACTIVE));
    const [activeId = '', ...earlierIds] = (content?.toString('utf8') ?? '').trimEnd().split('\n');
    return { activeId: activeId.trim() || null, earlierIds };
  }

  private async writeActivations({ activeId, earlierIds }: Activations): Promise<void> {
    await this.write(ACTIVE, [activeId ?? '', ...earlierIds].join('\n'));
  }

  private file(name: string): string {
    return path.join(this.dir, name);
  }

  /** Takes the version by making its bundle, which only one can. */
  private async claim(id: string, bytes: Uint8Array): Promise<void> {
    try {
      const handle = await open(this.file(id + BUNDLE), 'wx', 0o600);
      try {
        await handle.writeFile(bytes);
        await handle.sync();
      } finally {
        await handle.close();
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new ModelExistsError(id);
      throw error;
    }
  }

  /** Whole or not at all: written beside, flushed, then renamed. */
  private async write(name: string, content: Uint8Array | string): Promise<void> {
    const target = this.file(name);
    const beside = `${target}.${process.pid}.tmp`;
    const handle = await open(beside, 'w', 0o600);
    try {
      await handle.writeFile(content);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(beside, target);
  }
}

async function readOrNull(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
