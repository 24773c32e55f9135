import { isBrand } from '../../domain/brand.ts'
import { defaultPolicy } from '../../domain/policy.ts'
import { lastYearsEnd, notReached } from '../../domain/reach.ts'
import { refuseFields } from '../../domain/refusal.ts'
import { toMs } from '../../domain/time.ts'
import type { CalendarVersion } from '../../schemas/calendar.ts'
import type { EscalationAction } from '../../schemas/escalation.ts'
import type { FieldError } from '../../schemas/problem.ts'
import type { SlaPolicy } from '../../schemas/sla-policy.ts'
import { environment } from '../platform/environment.ts'
import { calendarsNow, hoursOfVersion } from '../platform/table/calendars.ts'
import { findCustomer } from '../platform/table/people.ts'
import { settingsNow } from '../platform/table/settings.ts'
import { goalErrors } from '../platform/tickets/assigning.ts'

/**
 * Refuses a version of a policy that names what is not there, or promises what its calendar never reaches. Gives the version
 * of the calendar that was looked at.
 */
export async function checkPolicy(policy: SlaPolicy): Promise<CalendarVersion | undefined> {
  const calendar = policy.calendar === 'always' ? undefined : await calendarOf(policy.calendar)
  const errors = await Promise.all([
    conditionErrors(policy),
    targetErrors(policy, calendar),
    ...(policy.escalation ?? []).flatMap(({ actions }, rule) =>
      actions.map((action, place) => actionErrors(action, `escalation.${rule}.actions.${place}`)),
    ),
  ])
  refuseFields(errors.flat())
  return calendar
}

const calendarOf = async (wanted: string) => (await calendarsNow()).find(({ id }) => id === wanted)

const unknown = (path: string, expected: string): FieldError => ({ path, message: 'is not known', expected })

async function conditionErrors({ id, conditions }: SlaPolicy): Promise<FieldError[]> {
  if (id === defaultPolicy.id) {
    const given = Object.keys(conditions).map((name) => `conditions.${name}`)
    return given.map((path) => ({
      path,
      message: 'is not for the default',
      expected: 'no conditions: it is for the rest',
    }))
  }
  const { brand = [], category = [], customer = [] } = conditions
  const settings = await settingsNow()
  const brands = ['main', ...Object.keys(settings.brands)].join(', ')
  const categories = Object.keys(settings.categories).join(', ')
  const customers = await Promise.all(customer.map((one) => findCustomer(one)))
  return [
    ...brand.flatMap((one, at) => (isBrand(settings, one) ? [] : [unknown(`conditions.brand.${at}`, brands)])),
    ...category.flatMap((one, at) =>
      Object.hasOwn(settings.categories, one) ? [] : [unknown(`conditions.category.${at}`, categories)],
    ),
    ...customers.flatMap((found, at) => (found ? [] : [unknown(`conditions.customer.${at}`, 'the id of a customer')])),
  ]
}

/** A calendar that is not there, or targets that it does not reach in the years that tickets are kept in. */
async function targetErrors(policy: SlaPolicy, calendar: CalendarVersion | undefined): Promise<FieldError[]> {
  if (policy.calendar !== 'always' && !calendar) return [unknown('calendar', '`always`, or the id of a calendar')]
  const hours = await hoursOfVersion(calendar)
  const expected = 'a target that its calendar reaches before the year 2201'
  return notReached(policy, hours, toMs(policy.updatedAt), lastYearsEnd).map(({ priority, kind }) => ({
    path: `targets.${priority}.${kind}`,
    message: 'is never due on this calendar',
    expected,
  }))
}

/** Only a desk on somebody's own machine may call what is not encrypted. */
const mayBePlain = () => environment('WEBHOOKS_REACH') === 'loopback'

async function actionErrors(action: EscalationAction, path: string): Promise<FieldError[]> {
  if (action.action === 'webhook') {
    const isPlain = !action.url.toLowerCase().startsWith('https:')
    return isPlain && !mayBePlain()
      ? [{ path: `${path}.url`, message: 'is not encrypted', expected: 'a URL of https' }]
      : []
  }
  return goalErrors(path, action as { team?: string; person?: string })
}
