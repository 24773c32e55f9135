import { refuseFields } from '../../domain/refusal.ts'
import { partnerTypes } from '../../events/audiences.ts'
import type { FieldError } from '../../schemas/problem.ts'
import { everyType, type Subscription, type SubscriptionTarget } from '../../schemas/subscription.ts'
import { environment } from '../platform/environment.ts'
import { ownerOf } from '../platform/table/subscription-owners.ts'
import { type Reach, refusedUrl } from '../platform/webhooks/address.ts'

type Asked = Pick<Subscription, 'owner' | 'target' | 'types' | 'filter'>

/** Refuses what a subscription cannot be: every wrong field at once. */
export async function checkAsked(asked: Asked): Promise<void> {
  refuseFields([...wrongTypes(asked.types), ...wrongTarget(asked.target), ...(await wrongOwnerOrCustomers(asked))])
}

const known: readonly string[] = partnerTypes

function wrongTypes(types: readonly string[]): FieldError[] {
  if (types.includes(everyType)) {
    if (types.length === 1) return []
    return [{ path: 'types', message: 'has more beside `*`', expected: '`*` alone, or types by their names' }]
  }
  return types.flatMap((type, at) =>
    known.includes(type)
      ? []
      : [{ path: `types.${at}`, message: 'is not known', expected: `\`*\`, or some of: ${known.join(', ')}` }],
  )
}

/** What lies in the desk's own account is named so where it is a partner's: everything else there is the desk's. */
const partnersOwn = /^partner-/

function wrongTarget(target: SubscriptionTarget): FieldError[] {
  if (target.kind === 'webhook') {
    const message = refusedUrl(target.url, environment('WEBHOOKS_REACH') as Reach)
    const expected = 'a URL of https that anybody on the internet reaches'
    return message ? [{ path: 'target.url', message, expected }] : []
  }
  const [, partition, , region, account, resource = ''] = target.arn.split(':')
  const [, deskPartition, , deskRegion, deskAccount] = environment('PARTNERS_BUS_ARN').split(':')
  const wrong = (message: string, expected: string): FieldError[] => [{ path: 'target.arn', message, expected }]
  if (partition !== deskPartition) return wrong('is in another partition of AWS', `one in ${deskPartition}`)
  // EventBridge reaches other regions by event buses only.
  if (target.kind === 'queue' && region !== deskRegion) {
    return wrong('is in another region', `a queue in ${deskRegion}; a bus may be in any region`)
  }
  const name = resource.slice(resource.indexOf('/') + 1)
  if (account === deskAccount && !partnersOwn.test(name)) {
    return wrong(
      'is not a partner’s',
      'one in your own account; in that of the desk, one whose name begins with partner-',
    )
  }
  return []
}

async function wrongOwnerOrCustomers({ owner, filter }: Asked): Promise<FieldError[]> {
  const partner = await ownerOf(owner)
  if (!partner) return [{ path: 'owner', message: 'is not known', expected: 'the id of a partner' }]
  return (filter.customers ?? []).flatMap((id, at) =>
    id === partner.customer
      ? []
      : [
          {
            path: `filter.customers.${at}`,
            message: 'is not known',
            expected: 'a customer whose tickets the owner sees',
          },
        ],
  )
}
