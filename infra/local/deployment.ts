import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { CloudFormationClient, DescribeStacksCommand, type Stack } from '@aws-sdk/client-cloudformation'
import { lastOf, run } from './command.ts'
import { awsEnvironment, clientFor, region } from './environment.ts'
import { places, root } from './places.ts'
import { Trouble } from './trouble.ts'

const cdk = join(root, 'node_modules/aws-cdk/bin/cdk')
const account = '000000000000'
const bootstrapStack = 'CDKToolkit'

export async function stacksAt(endpoint: string): Promise<Stack[]> {
  const { Stacks } = await new CloudFormationClient(clientFor(endpoint)).send(new DescribeStacksCommand({}))
  return (Stacks ?? []).filter(({ StackStatus }) => StackStatus !== 'DELETE_COMPLETE')
}

export const isWhole = ({ StackStatus }: Stack) =>
  StackStatus === 'CREATE_COMPLETE' || StackStatus === 'UPDATE_COMPLETE' || StackStatus === 'UPDATE_ROLLBACK_COMPLETE'

export const isBootstrapped = (stacks: readonly Stack[]) =>
  stacks.some((stack) => stack.StackName === bootstrapStack && isWhole(stack))

/** The desk's own stacks' outputs by their keys. */
export function outputsOf(stacks: readonly Stack[]): Record<string, string> {
  const outputs = stacks.filter(({ StackName }) => StackName !== bootstrapStack).flatMap(({ Outputs }) => Outputs ?? [])
  return Object.fromEntries(outputs.map(({ OutputKey, OutputValue }) => [OutputKey, OutputValue]))
}

/** An interrupted deployment goes on inside the emulator: its state is worth writing only once that has ended. */
export async function settled(endpoint: string, withinMs = 20_000): Promise<void> {
  const until = Date.now() + withinMs
  // One in review waits for a command that will not come.
  const isMoving = ({ StackStatus }: Stack) => /^(?!REVIEW).*_IN_PROGRESS$/.test(StackStatus ?? '')
  while (Date.now() < until && (await stacksAt(endpoint)).some(isMoving)) await wait(200)
}

export const synthesize = (endpoint: string, signal?: AbortSignal) =>
  command(endpoint, ['synth', '--quiet', '--output', places.assembly], 'The stacks could not be built.', signal)

export const bootstrap = (endpoint: string, signal?: AbortSignal) =>
  command(
    endpoint,
    ['bootstrap', `aws://${account}/${region}`, '--app', places.assembly],
    'The emulator could not be bootstrapped.',
    signal,
  )

export const deploy = (endpoint: string, signal?: AbortSignal) =>
  command(
    endpoint,
    ['deploy', '--all', '--app', places.assembly, '--require-approval', 'never', '--progress', 'events'],
    'The stacks could not be deployed.',
    signal,
  )

async function command(endpoint: string, options: string[], failure: string, signal?: AbortSignal): Promise<void> {
  if (options[0] === 'synth') rmSync(places.assembly, { recursive: true, force: true })
  const quiet = ['--no-notices', '--no-version-reporting', '--no-color']
  const env = {
    ...awsEnvironment(endpoint),
    CI: 'true',
    CDK_DISABLE_CLI_TELEMETRY: 'true',
    CDK_DEFAULT_ACCOUNT: account,
    CDK_DEFAULT_REGION: region,
  }
  const outcome = await run(process.execPath, [cdk, ...options, ...quiet], {
    env,
    log: places.deployLog,
    signal,
    cwd: root,
  })
  if (outcome.code === 0) return
  throw new Trouble(
    failure,
    `Fix what is said above (all of it in ${places.deployLog}), then run this again; \`npm start -- --fresh\` starts over.`,
    lastOf(outcome, 15),
  )
}
