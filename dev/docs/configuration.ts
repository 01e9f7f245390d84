import { CONFIG_FILE_VARIABLE, describeOptions } from '../../sidecar/config';

const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll('\n', ' ');

/** docs/configuration.md, from the sidecar's own schema. */
export function configurationPage(): string {
  const rows = describeOptions().map((option) => {
    const standard = option.defaultText === '' ? 'none' : `\`${option.defaultText}\``;
    return `| \`${option.env}\` | \`${option.name}\` | ${cell(option.description)} | ${cell(option.range)} | ${standard} |`;
  });
  return [
    '# Configuration of the sidecar',
    '',
    'Made from the schema by `npm run docs`; do not edit by hand.',
    '',
    `Options come from environment variables, or from a JSON file that \`${CONFIG_FILE_VARIABLE}\` names, by the names in the`,
    'second column. A variable wins over the file. A value that is not allowed ends the start with a sentence that names the',
    'option, the value and what is allowed.',
    '',
    '| variable | in the file | what it is | allowed | default |',
    '| --- | --- | --- | --- | --- |',
    ...rows,
    '',
  ].join('\n');
}
