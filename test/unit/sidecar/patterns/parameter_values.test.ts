import { TemplateMiner } from '../../../../sidecar/pipeline/templates';
import { parameterValues } from '../../../../sidecar/patterns/parameter_values';

const USERS = ['root', 'admin', 'oracle', 'guest', 'test', 'ann', 'bob', 'eve', 'dan', 'pam'];
const failed = (i: number, user: string, invalid = false) =>
  `Failed password for ${invalid ? 'invalid user ' : ''}${user} from 10.0.0.${i % 5} port ${4000 + i} ssh2`;

describe('the values in lines of a pattern', () => {
  const training = Array.from({ length: 200 }, (_, i) =>
    i % 2 ? failed(i, USERS[i % 10]) : `Accepted publickey for ${USERS[i % 7]} after ${i} ms`,
  );
  const miner = new TemplateMiner();
  for (const line of training) miner.add(line);
  const templates = miner.freeze();
  const source = '';
  const id = templates.id(templates.match(failed(1, 'ann'), source));

  it('should be counted for each place that the pattern leaves open', () => {
    const lines = [
      { raw: failed(1, 'ann'), source },
      { raw: 'Accepted publickey for ann after 12 ms', source },
      null,
      { raw: failed(6, 'bob'), source },
      { raw: failed(7, 'ann'), source },
    ];
    const { matching, parameters } = parameterValues(templates, id, lines);
    expect(matching).toEqual([0, 3, 4]);
    const address = parameters.find(({ kind }) => kind === 'ip');
    expect(address).toMatchObject({
      name: 'address',
      lines: 3,
      distinct: 2,
      values: [
        { text: '10.0.0.1', lines: 2 },
        { text: '10.0.0.2', lines: 1 },
      ],
    });
    const port = parameters.find(({ name }) => name === 'port');
    expect(port).toMatchObject({ distinct: 3, lines: 3 });
    expect(parameters.indexOf(address as never)).toBeLessThan(parameters.indexOf(port as never));
  });

  it('should be none of lines of other patterns', () => {
    const lines = [{ raw: 'Accepted publickey for ann after 12 ms', source }];
    expect(parameterValues(templates, id, lines)).toEqual({ matching: [], parameters: [] });
    expect(parameterValues(templates, 'unknown', [{ raw: failed(1, 'ann'), source }])).toEqual({
      matching: [],
      parameters: [],
    });
  });
});
