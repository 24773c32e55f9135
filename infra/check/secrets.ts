import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { run } from '../local/command.ts'
import { tracked } from './pinned.ts'

/** The example of AWS's own documentation, which the test of our signature is computed with. */
const known = ['wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY']

const preset = '@secretlint/secretlint-rule-preset-recommend'
const rules = {
  rules: [{ id: preset, rules: [{ id: '@secretlint/secretlint-rule-aws', options: { allows: known } }] }],
}

/** What looks like a key, a token or a password in a file that is committed or would be; empty: nothing. */
export async function secretsIn(root: string): Promise<string> {
  const files = tracked(root).filter((file) => existsSync(join(root, file)))
  const options = [
    '--secretlintrcJSON',
    JSON.stringify(rules),
    '--no-color',
    '--no-terminalLink',
    '--no-glob',
    ...files,
  ]
  const { code, output } = await run(
    process.execPath,
    [join(root, 'node_modules/secretlint/bin/secretlint.js'), ...options],
    { cwd: root },
  )
  return code === 0 ? '' : output
}
