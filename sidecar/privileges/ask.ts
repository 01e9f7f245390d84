import type { Client } from '@elastic/elasticsearch';
import type { PrivilegeGap, PrivilegeStatus } from '../../common/api/status/schema';
import type { Config } from '../config';
import { statusOf } from '../elasticsearch/errors';
import { withRetry, type RetryOptions } from '../elasticsearch/retry';
import {
  excessiveRole,
  indispensableRole,
  neededRole,
  type IndexPrivileges,
  type Role,
} from './role';

/** How an Elasticsearch without security answers: it knows no such request. */
const NO_SECURITY = [400, 404, 405];

type Granted = Record<string, boolean>;
interface Answer {
  cluster: Granted;
  index: Record<string, Granted>;
}

/** What the account has of what it should have, and of what it should not. @throws the error of Elasticsearch */
export async function askPrivileges(
  client: Client,
  config: Pick<Config, 'sourcePattern' | 'ingestPrefix'>,
  retry: RetryOptions,
): Promise<PrivilegeStatus> {
  const roles = {
    needed: neededRole(config),
    indispensable: indispensableRole(config),
    excessive: excessiveRole(config),
  };
  const all = Object.values(roles);
  let answer: Answer;
  try {
    answer = await withRetry(
      () =>
        client.security.hasPrivileges({
          cluster: [...new Set(all.flatMap(({ cluster }) => cluster))],
          index: byName(all.flatMap(({ indices }) => indices)),
        }),
      retry,
    );
  } catch (error) {
    if (!NO_SECURITY.includes(statusOf(error) ?? 0)) throw error;
    return { security: 'off', missing: [], indispensable: [], excessive: [] };
  }
  return {
    security: 'on',
    missing: gapsIn(answer, roles.needed, false),
    indispensable: gapsIn(answer, roles.indispensable, false),
    excessive: gapsIn(answer, roles.excessive, true),
  };
}

/** Each name once, with all that is asked about it. */
function byName(indices: readonly IndexPrivileges[]): IndexPrivileges[] {
  const asked = new Map<string, Set<string>>();
  for (const { names, privileges } of indices) {
    for (const name of names) {
      asked.set(name, new Set([...(asked.get(name) ?? []), ...privileges]));
    }
  }
  return [...asked].map(([name, privileges]) => ({ names: [name], privileges: [...privileges] }));
}

/** The privileges of a role that the answer grants, or does not, by what they are on. */
function gapsIn({ cluster, index }: Answer, role: Role, granted: boolean): PrivilegeGap[] {
  const of = (given: Granted | undefined, privileges: string[]) =>
    privileges.filter((privilege) => (given?.[privilege] ?? false) === granted);
  const gaps: PrivilegeGap[] = [{ on: null, privileges: of(cluster, role.cluster) }];
  for (const { names, privileges } of role.indices) {
    for (const name of names) gaps.push({ on: name, privileges: of(index[name], privileges) });
  }
  return gaps.filter(({ privileges }) => privileges.length > 0);
}
