import { commands } from '../catalogue.ts'
import { type Command, exitCodes, type Options } from './command.ts'
import { meaningOf, usageOf } from './help.ts'
import { common, dry, sure } from './reading.ts'

const path = 'docs/command-line.md'

/** The page of the operator's command line, whole, from what the commands say of themselves. */
export const commandLinePage = (_root: string): [path: string, text: string] => [path, pageOf(commands)]

const opening = `# The operator's command line

One command line for whoever runs a desk, against any stage: \`npm run desk -- <command>\`. It works with your own credentials of AWS (\`--stage dev\`, \`--stage prod\`; region and account as the environment says), or on the desk that runs here (\`--stage local\`, which holds if nothing is said). What a stage has it finds from its CloudFormation stacks (\`service-desk-<stage>…\`), so what a stack adds is known by itself; nothing is configured for it.

- **For people** tables and sentences; **for programs** \`--json\`: one JSON value on standard output. Progress and complaints are on standard error.
- **Dry runs**: each command that changes something has \`--dry-run\`. What takes something away for good asks first, unless told \`--yes\`.
- **Help**: \`npm run desk -- --help\` lists the commands, \`--help\` after one says what it takes.

This page is written by \`npm run generate\` from the commands themselves (\`infra/operator/commands/\`).`

/** A cell of a table: a bar would end it. */
const cell = (text: string): string => text.replaceAll('|', '\\|')

const optionRows = (options: Options): string[] =>
  Object.entries(options).map(
    ([name, option]) =>
      `| \`--${name}${option.value ? ` <${cell(option.value)}>` : ''}\` | ${cell(meaningOf(option))} |`,
  )

function pageOf(all: readonly Command[]): string {
  return `${[
    opening,
    '## How it ends\n| exit code | means |\n|---|---|',
    Object.entries(exitCodes)
      .map(([code, means]) => `| ${code} | ${means} |`)
      .join('\n'),
    '## Options of all commands\n| option | does |\n|---|---|',
    optionRows({ ...common, ...dry, ...sure }).join('\n'),
    '## Commands\n| command | does |\n|---|---|',
    all.map(({ name, does }) => `| [\`${name}\`](#${name.replaceAll(' ', '-')}) | ${cell(does)} |`).join('\n'),
    ...all.map(sectionOf),
  ]
    .join('\n\n')
    .replaceAll('|---|---|\n\n', '|---|---|\n')}\n`
}

function sectionOf(command: Command): string {
  const { name, does, more, operands = [], options = {}, changes, examples } = command
  const rows = [...operands.map((one) => `| \`<${one.name}>\` | ${cell(one.does)} |`), ...optionRows(options)]
  return [
    `### ${name}`,
    [`${does}.`, more, changes && `Changes: ${changes}.`].filter(Boolean).join(' '),
    `\`\`\`sh\n${usageOf(command)}\n\`\`\``,
    ...(rows.length > 0 ? [`| given | means |\n|---|---|\n${rows.join('\n')}`] : []),
    ['```sh', ...examples.map(([line, what]) => `npm run desk -- ${line}    # ${what}`), '```'].join('\n'),
  ].join('\n\n')
}
