import { system } from '../../schemas/actor.ts'
import type { Subscription } from '../../schemas/subscription.ts'
import type { Instant } from '../../schemas/time.ts'
import { environment } from '../platform/environment.ts'
import { saveRecord } from '../platform/table/commit-record.ts'
import { loadRecord } from '../platform/table/records.ts'
import { subscriptions, subscriptionsChanged } from '../platform/table/subscriptions.ts'
import { logger } from '../platform/telemetry.ts'
import { createStack, deleteStack, failureOf, findStack, type Stack, switchOff, updateStack } from './stacks.ts'
import type { Parameters } from './template.ts'

/** `done`: there is nothing to do. `begun`: something was begun just now. `busy`: somebody is at it. `failed`: only a person can mend it. */
type Came = 'done' | 'begun' | 'busy' | 'failed'

/**
 * Takes the next step towards what is to be deployed for a subscription as it is now. With a version it is for that one, or
 * an older: for what came after it, also for its end, there is an event of its own.
 */
export async function bringAbout(id: string, version: number | undefined, now: Instant): Promise<Came> {
  const subscription = await loadRecord(subscriptions, { id })
  if (version !== undefined && (subscription?.version ?? Number.POSITIVE_INFINITY) > version) return 'done'
  const name = nameOf(id)
  const stack = await findStack(name)
  if (stack && /_IN_PROGRESS$/.test(stack.status)) return 'busy'
  if (!subscription || subscription.target.kind === 'webhook') {
    if (!stack) return 'done'
    await deleteStack(name)
    return 'begun'
  }
  if (subscription.state !== 'active') return off(name, stack)
  return on(subscription, name, stack, now)
}

/** A rule that is off takes nothing. What it could not deliver before stays. */
async function off(name: string, stack: Stack | undefined): Promise<Came> {
  if (!stack || stack.parameters.State === 'DISABLED') return 'done'
  // What never came to be has no rule.
  if (isUnmade(stack)) await deleteStack(name)
  else await switchOff(name, stack)
  return 'begun'
}

async function on(subscription: Subscription, name: string, stack: Stack | undefined, now: Instant): Promise<Came> {
  const wanted = parametersFor(subscription)
  const token = `approval-${wanted.Approval}-${subscription.activeSince?.replace(/\D/g, '')}`
  if (!stack) {
    await createStack(name, wanted, token)
    return 'begun'
  }
  if (isSame(wanted, stack) && isWhole(stack)) {
    return (await note(subscription, { deployedAt: subscription.deployedAt ?? now })) ? 'done' : 'busy'
  }
  const failure = await failureOf(name, token)
  if (failure !== undefined) {
    logger.error('A subscription could not be deployed', { subscription: subscription.id, failure })
    return (await note(subscription, { undeployed: failure.slice(0, 500) })) ? 'failed' : 'busy'
  }
  if (isUnmade(stack)) await deleteStack(name)
  else await updateStack(name, wanted, token)
  return 'begun'
}

/** One whose making failed can only be taken away; one whose taking away failed is taken away again. */
const isUnmade = ({ status }: Stack): boolean => /^(ROLLBACK_|CREATE_FAILED|DELETE_FAILED)/.test(status)

/** After an update that failed, too, it is as its parameters say. */
const isWhole = ({ status }: Stack): boolean => /^(CREATE|UPDATE|UPDATE_ROLLBACK)_COMPLETE$/.test(status)

const isSame = (wanted: Parameters, { parameters }: Stack): boolean =>
  (Object.keys(wanted) as (keyof Parameters)[]).every((name) => parameters[name] === wanted[name])

/** Says with the subscription what came of it. Whoever has changed it meanwhile has sent an event of their own. */
async function note(before: Subscription, came: Pick<Subscription, 'deployedAt' | 'undeployed'>): Promise<boolean> {
  const { deployedAt, undeployed, ...rest } = before
  if (deployedAt === came.deployedAt && undeployed === came.undeployed) return true
  const now = new Date().toISOString()
  const after = { ...rest, ...came, version: before.version + 1, updatedAt: now }
  const by = { actor: system, now, requestId: `deployment-${before.id}` }
  return (await saveRecord(subscriptions, { before, after, by, writes: [subscriptionsChanged()] })).is === 'committed'
}

const prefix = () => environment('SUBSCRIPTION_PREFIX')
const shortOf = (id: string) => id.slice('sub_'.length)
const nameOf = (id: string) => `${prefix()}-${shortOf(id)}`

function parametersFor({ id, approval, target }: Subscription): Parameters {
  if (target.kind === 'webhook') throw new Error('Nothing is deployed for a webhook')
  return {
    Prefix: prefix(),
    Id: shortOf(id),
    Subscription: id,
    Approval: String(approval),
    Bus: environment('PARTNERS_BUS_ARN').split('/').at(-1) ?? '',
    RulesArn: environment('PARTNERS_BUS_ARN').replace(':event-bus/', ':rule/'),
    TargetArn: target.arn,
    TargetAction: target.kind === 'queue' ? 'sqs:SendMessage' : 'events:PutEvents',
    Boundary: environment('BOUNDARY_ARN'),
    AlarmTopic: process.env.ALARM_TOPIC_ARN ?? '',
    AlarmDescription: environment('ALARM_DESCRIPTION'),
    State: 'ENABLED',
  }
}
