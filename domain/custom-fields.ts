import type { Actor } from '../schemas/actor.ts'
import type { FieldError } from '../schemas/problem.ts'
import type { CustomField, Settings } from '../schemas/settings.ts'
import { isText } from '../schemas/text.ts'
import type { Custom } from '../schemas/ticket.ts'
import { fromOutside } from './visibility.ts'

type Declared = Settings['customFields']

/** All of a ticket's together: the ticket item stays small, since every write of it is billed by its size. */
const mostBytes = 600

const own = (declared: Declared, name: string): CustomField | undefined =>
  Object.hasOwn(declared, name) ? declared[name] : undefined

const mayMake = (actor: Pick<Actor, 'role'>, field: CustomField): boolean =>
  !fromOutside(actor) || field.customers === 'set'

const exists = (actor: Pick<Actor, 'role'>, field: CustomField | undefined): boolean =>
  fromOutside(actor) ? field !== undefined && field.customers !== 'nothing' : true

/** The custom fields that a caller may see: of what is declared no more, staff only. */
export function visibleCustom(custom: Custom, declared: Declared, actor: Pick<Actor, 'role'>): Custom {
  return Object.fromEntries(Object.entries(custom).filter(([name]) => exists(actor, own(declared, name))))
}

/** Whether a field that a change names is one that the caller may know of. */
const isVisibleField = (name: string, declared: Declared, actor: Pick<Actor, 'role'>): boolean =>
  !name.startsWith('custom.') || exists(actor, own(declared, name.slice('custom.'.length)))

/** The declarations that a caller may know of. */
export const visibleFields = (declared: Declared, actor: Pick<Actor, 'role'>): Declared =>
  Object.fromEntries(Object.entries(declared).filter(([, field]) => exists(actor, field)))

/** What the custom fields become: those that the caller may not set stay; `given` undefined empties the others. */
export function replacedCustom(given: Custom | undefined, before: Custom, declared: Declared, actor: Actor): Custom {
  const kept = Object.entries(before).filter(([name]) => {
    const field = own(declared, name)
    return fromOutside(actor) && !(field && mayMake(actor, field))
  })
  return { ...Object.fromEntries(kept), ...given }
}

/** What is wrong with the custom fields that a ticket shall have; `before` absent where it is being opened. */
export function customErrors(
  after: Custom,
  before: Custom | undefined,
  declared: Declared,
  actor: Actor,
): FieldError[] {
  const at = (name: string, message: string, expected: string) => ({ path: `custom.${name}`, message, expected })
  const changed = Object.entries(after).filter(([name, value]) => before?.[name] !== value)
  const wrong = changed.flatMap(([name, value]) => {
    const field = own(declared, name)
    if (!field || !exists(actor, field)) {
      const known = Object.keys(visibleFields(declared, actor))
      return [at(name, 'is not known here', known.length > 0 ? `one of: ${known.join(', ')}` : 'nothing here')]
    }
    if (!mayMake(actor, field)) return [at(name, 'may only be changed by staff', 'nothing, or the value it has')]
    const fault = valueFault(field, value)
    return fault ? [at(name, ...fault)] : []
  })
  const missing = Object.entries(declared).flatMap(([name, field]) => {
    const needed = field.required && mayMake(actor, field) && after[name] === undefined
    // A ticket that was opened before the field was required is not held up by it.
    const held = before === undefined || before[name] !== undefined
    return needed && held ? [at(name, 'is required', `a ${field.type}: ${field.label}`)] : []
  })
  const errors = [...wrong, ...missing]
  const size = new TextEncoder().encode(JSON.stringify(after)).length
  if (errors.length > 0 || changed.length === 0 || size <= mostBytes) return errors
  return [{ path: 'custom', message: 'is too much', expected: `at most ${mostBytes} bytes together, as JSON` }]
}

function valueFault({ type, choices = [] }: CustomField, value: string | number): [string, string] | undefined {
  if (type === 'number') return numberFault(value)
  if (typeof value !== 'string') return ['must be a string', 'a string']
  switch (type) {
    case 'date':
      return isDate(value) ? undefined : ['is not a date', 'a date that exists, as 2026-11-21']
    case 'choice':
      return choices.includes(value) ? undefined : ['is not one of the values that exist', choices.join(', ')]
    default:
      if (!isText(value)) return ['has characters that are no text', 'well-formed text without control characters']
      return value.trim() ? undefined : ['is too little', 'at least 1 character']
  }
}

/** The table keeps no number beyond these exactly, or at all. */
const [smallest, largest] = [1e-15, Number.MAX_SAFE_INTEGER]

function numberFault(value: string | number): [string, string] | undefined {
  if (typeof value !== 'number') return ['must be a number', 'a number']
  const size = Math.abs(value)
  if (size === 0 || (size >= smallest && size <= largest)) return undefined
  return ['is out of range', `0, or a number of ${smallest} to ${largest}, with or without a minus`]
}

function isDate(value: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(value)) return false
  const ms = Date.parse(`${value}T00:00:00Z`)
  return !Number.isNaN(ms) && new Date(ms).toISOString().startsWith(value)
}

/** What the history says of a change. */
interface Told {
  data: Record<string, unknown>
  detail?: { changes?: Record<string, unknown> | undefined } | undefined
}

/** An entry of the history without the custom fields that do not exist for the caller; undefined where nothing else changed. */
export function toldTo<Entry extends Told>(
  entry: Entry,
  declared: Declared,
  actor: Pick<Actor, 'role'>,
): Entry | undefined {
  const { data, detail } = entry
  if (!Array.isArray(data.fields)) return entry
  const fields = data.fields.filter((name) => isVisibleField(String(name), declared, actor))
  if (fields.length === data.fields.length) return entry
  if (fields.length === 0) return undefined
  const changes = Object.entries(detail?.changes ?? {}).filter(([name]) => fields.includes(name))
  const shown = { ...detail, changes: Object.fromEntries(changes) }
  return { ...entry, data: { ...data, fields }, ...(detail && { detail: shown }) }
}
