import { EXAMPLE_MESSAGES } from '../../../common/notifications/example_messages';
import { PLACEHOLDER_NAMES } from '../../../common/notifications/placeholders';
import { fillTemplate, TemplateError } from '../../../common/notifications/template';

const { firing, recovered } = EXAMPLE_MESSAGES;
const faultOf = (template: string) => {
  try {
    fillTemplate(template, firing);
    return null;
  } catch (error) {
    return error instanceof TemplateError ? [error.kind, error.what] : error;
  }
};

describe('templates of webhooks', () => {
  it('should put in every placeholder, escaped as JSON is', () => {
    const template = `{${PLACEHOLDER_NAMES.map((name) => `"${name}": "{{ ${name} }}"`).join()}}`;
    const odd = { ...firing, text: 'a "quote"\n\\ and {{title}}' };
    const filled = JSON.parse(fillTemplate(template, odd)) as Record<string, string>;
    expect(filled.text).toBe(odd.text);
    expect(filled).toMatchObject({ status: 'firing', action: 'trigger', count: '12' });
    expect(filled).toMatchObject({ severity: 'critical', level: 'critical', priority: 'P1' });
    expect(Object.values(filled).filter((value) => value === '')).toEqual([]);
  });

  it('should put in numbers as numbers, and resolve what is over', () => {
    const body = fillTemplate('{"n": {{count}}, "a": "{{action}}"}', recovered);
    expect(JSON.parse(body)).toEqual({ n: 12, a: 'resolve' });
  });

  it('should say what is wrong with a template', () => {
    expect(faultOf('{"a": "{{nothing}}"}')).toEqual(['unknown_placeholder', 'nothing']);
    expect(faultOf('{"a": "{{toString}}"}')).toEqual(['unknown_placeholder', 'toString']);
    expect(faultOf('{"a": {{text}}}')).toEqual(['not_json', expect.any(String)]);
    expect(faultOf('plain')).toEqual(['not_json', expect.any(String)]);
  });
});
