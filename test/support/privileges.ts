import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { all, type Templates } from '../infra/templates.ts'

interface Statement {
  Action: string | string[]
}

/** What the platform does in a function's name: its log, and what brings it its messages. No call of ours. */
const byThePlatform =
  /^(logs:|sqs:(ChangeMessageVisibility|DeleteMessage|GetQueueAttributes|GetQueueUrl|ReceiveMessage)$|dynamodb:(DescribeStream|GetRecords|GetShardIterator|ListStreams)$)/

const resourceId = (value: unknown): string | undefined => (value as { 'Fn::GetAtt'?: [string] })?.['Fn::GetAtt']?.[0]

/** The actions that each function is granted, by its name. */
export function grantedTo(templates: Templates): Map<string, Set<string>> {
  const policies = Object.values(all(templates, 'AWS::IAM::Policy'))
  return new Map(
    Object.values(all(templates, 'AWS::Lambda::Function')).flatMap(({ Properties }) => {
      const name = Properties.Environment?.Variables?.AWS_SDK_UA_APP_ID
      if (!name) return []
      const role = resourceId(Properties.Role)
      const theirs = policies.filter(({ Properties: of }) => of.Roles.some(({ Ref }: { Ref: string }) => Ref === role))
      const statements = theirs.flatMap(({ Properties: of }) => of.PolicyDocument.Statement as Statement[])
      const actions = statements
        .flatMap(({ Action }) => [Action].flat())
        .filter((action) => !byThePlatform.test(action))
      return [[String(name), new Set(actions)] as const]
    }),
  )
}

/** The actions that each function has asked for, as the emulators wrote them down (infra/local/calls_seen.py). */
export function seenIn(folder: string): Map<string, Set<string>> {
  const seen = new Map<string, Set<string>>()
  for (const file of existsSync(folder) ? readdirSync(folder) : []) {
    for (const line of readFileSync(join(folder, file), 'utf8').split('\n').filter(Boolean)) {
      const [name = '', action = ''] = line.split(' ')
      seen.set(name, (seen.get(name) ?? new Set()).add(action))
    }
  }
  return seen
}

/** What was asked for and is not granted, and what is granted and was never asked for, one `function action` a line. */
export function compared(
  granted: ReadonlyMap<string, ReadonlySet<string>>,
  seen: ReadonlyMap<string, ReadonlySet<string>>,
) {
  const lacking = (from: typeof granted, other: typeof granted) =>
    [...from].flatMap(([name, actions]) =>
      [...actions].filter((action) => !other.get(name)?.has(action)).map((action) => `${name} ${action}`),
    )
  return { notGranted: lacking(seen, granted).toSorted(), neverUsed: lacking(granted, seen).toSorted() }
}
