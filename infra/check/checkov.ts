import { join } from 'node:path'
import { run } from '../local/command.ts'
import { root } from '../local/places.ts'
import { ensurePython } from '../local/python.ts'

/** A rule of checkov that a resource does not keep. */
interface Finding {
  readonly check_id: string
  readonly check_name: string
  /** Its type and its logical id, with a dot between. */
  readonly resource: string
}

interface Report {
  readonly results: { readonly failed_checks: readonly Finding[] }
  readonly summary: { readonly parsing_errors: number; readonly resource_count: number }
}

/** An environment of its own: nobody needs 290 MB of it to run a desk. */
export const checkovHome = join(root, '.local/check')
const environment = () =>
  ensurePython(undefined, { path: checkovHome, requirements: join(root, 'infra/check/requirements.txt') })

/** What checkov finds in these templates, by rules that are in the package: nothing is fetched, and nothing is told. */
export async function findingsIn(templates: readonly string[]): Promise<Finding[]> {
  const options = ['--framework', 'cloudformation', '--skip-download', '--quiet', '--compact', '--output', 'json']
  const program = join(await environment(), 'bin/checkov')
  const { output } = await run(program, [...options, '--file', ...templates], { cwd: root })
  const json = output.slice(output.search(/^[[{]/m))
  const reports = [JSON.parse(json) as Report | Report[]].flat()
  const unread = reports.some(({ summary }) => summary.parsing_errors > 0 || summary.resource_count === 0)
  if (reports.length === 0 || unread) throw new Error(`checkov could not read the templates:\n${output.slice(0, 2000)}`)
  return reports.flatMap(({ results }) => results.failed_checks)
}

const typeOf = ({ resource }: Finding) => resource.split('.')[0] ?? ''

/** Findings without a reason, and reasons without a finding: what has to be mended, or said, or taken away. */
export function unexplained(findings: readonly Finding[], reasons: Readonly<Record<string, string>>): string[] {
  const keyOf = (finding: Finding) => `${finding.check_id} ${typeOf(finding)}`
  const found = new Set(findings.map(keyOf))
  const bare = findings.filter((finding) => !(keyOf(finding) in reasons))
  const idle = Object.keys(reasons).filter((key) => !found.has(key))
  return [
    ...bare.map(({ check_id, check_name, resource }) => `${resource}: ${check_id} ${check_name}`),
    ...idle.map((key) => `Nothing is an exception by "${key}" any more: take it out of infra/check/exceptions.ts.`),
  ]
}
