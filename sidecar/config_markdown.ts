import { CONFIG_FILE_VARIABLE, describeOptions, SECRET_FILE_SUFFIX } from './config';

/** docs/configuration.md, made from the options themselves. */
export function configurationMarkdown(): string {
  const options = describeOptions().map(({ name, env, description, range, defaultText, secret }) =>
    [
      `## \`${env}\``,
      '',
      description,
      '',
      `- in the file: \`${name}\``,
      `- allowed: ${range}`,
      `- default: ${defaultText === '' ? 'none' : `\`${defaultText}\``}`,
      ...(secret
        ? [
            `- or in the file that \`${env}${SECRET_FILE_SUFFIX}\` names`,
            '- secret: never in a log, an error or an answer',
          ]
        : []),
    ].join('\n'),
  );
  return [
    '# Configuration of the sidecar',
    [
      'Every option is an environment variable, or a key of the JSON file that',
      `\`${CONFIG_FILE_VARIABLE}\` names; the variable wins. A value that is not allowed ends the start with a`,
      'sentence that names the option, the value and the range. This page is made from the options in',
      '`sidecar/options.ts` and `sidecar/kafka_options.ts` by `npx tsx sidecar/config_markdown.ts`.',
    ].join('\n'),
    ...options,
  ]
    .join('\n\n')
    .concat('\n');
}

if (require.main === module) process.stdout.write(configurationMarkdown());
