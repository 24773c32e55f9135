import { ulid } from 'ulid'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { type AssignmentRule, NewAssignmentRule } from '../../schemas/assignment-rule.ts'
import type * as operations from '../../schemas/operations/assignment-rules.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { createRecord, patchRecord, removeRecord, replaceRecord } from '../platform/http/record.ts'
import {
  assignmentRules,
  assignmentRulesNow,
  isBuiltInRule,
  keepBuiltInRule,
  mostAssignmentRules,
} from '../platform/table/assignment-rules.ts'
import { calendarThere } from '../platform/table/calendars.ts'
import { staffChanged } from '../platform/table/loads.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { staffChangedFrom, staffChanges } from '../platform/table/technicians.ts'
import type { Write } from '../platform/table/transaction.ts'
import { checkNamed } from './named.ts'

export async function rulesForStaff(request: Request<typeof operations.listAssignmentRules>): Promise<StoredAnswer> {
  return request.answer({ items: await assignmentRulesNow() })
}

export async function ruleForStaff(request: Request<typeof operations.getAssignmentRule>): Promise<StoredAnswer> {
  const { params, ifNoneMatch } = request
  const rule = (await assignmentRulesNow()).find(({ id }) => id === params.rule)
  if (!rule) throw notFound()
  return notModified(ifNoneMatch, rule.version) ?? request.answer(rule, { etag: etag(rule.version) })
}

/**
 * How a rule is written: whoever routes hears of it, and nothing that it names goes meanwhile, as far as that is staff's or a
 * calendar.
 */
function handlingOf(answer: (rule: AssignmentRule, headers: Record<string, string>) => StoredAnswer) {
  let seen = 0
  return {
    records: assignmentRules,
    answer,
    async complete(after: AssignmentRule, before: AssignmentRule | undefined): Promise<AssignmentRule> {
      // First: what changes after this makes the transaction fail.
      seen = await staffChanges()
      await checkNamed(after, before)
      return after
    },
    writes(_: AssignmentRule | undefined, after: AssignmentRule | undefined): Write[] {
      const calendar = after?.conditions.time?.calendar
      return [staffChangedFrom(seen), ...(calendar && calendar !== 'desk' ? [calendarThere(calendar)] : [])]
    },
  }
}

/** Makes a rule. Refuses one more than can be asked of every ticket. */
export async function makeRule(request: Request<typeof operations.createAssignmentRule>): Promise<StoredAnswer> {
  const own = (await assignmentRulesNow()).filter(({ id }) => !isBuiltInRule(id))
  if (own.length >= mostAssignmentRules)
    throw new Refusal('conflict', `There are ${mostAssignmentRules} rules already: take one away first.`)
  const id = `asr_${ulid()}`
  return createRecord(
    request,
    handlingOf(request.answer),
    { id, ...request.body },
    `${basePath}/assignment-rules/${id}`,
  )
}

export async function replaceRule(request: Request<typeof operations.replaceAssignmentRule>): Promise<StoredAnswer> {
  const { params, body } = request
  await keepBuiltInRule(params.rule)
  return replaceRecord(request, handlingOf(request.answer), { id: params.rule }, body as Omit<AssignmentRule, 'id'>)
}

export async function changeRule(request: Request<typeof operations.changeAssignmentRule>): Promise<StoredAnswer> {
  const { params, body } = request
  await keepBuiltInRule(params.rule)
  return patchRecord(
    request,
    handlingOf(request.answer),
    { id: params.rule },
    { ...body, ...wholeTarget(body) },
    NewAssignmentRule,
  )
}

/** What each kind of target has beside the one whom it names. */
const kinds = {
  person: [],
  team: ['by', 'skill'],
  anybody: ['skill'],
  onCall: [],
  queue: [],
} as const satisfies Record<string, readonly string[]>

/** A target of another kind takes the place of the whole old one: whoever names a rotation need not empty the team. */
function wholeTarget({ target }: Record<string, unknown>): { target?: unknown } {
  if (typeof target !== 'object' || target === null || Array.isArray(target)) return {}
  const kind = (Object.keys(kinds) as (keyof typeof kinds)[]).find((name) => (target as Record<string, unknown>)[name])
  if (!kind) return {}
  const others = [...Object.keys(kinds), 'by', 'skill'].filter(
    (name) => name !== kind && !(kinds[kind] as readonly string[]).includes(name),
  )
  return { target: { ...Object.fromEntries(others.map((name) => [name, null])), ...target } }
}

export async function dropRule(request: Request<typeof operations.deleteAssignmentRule>): Promise<StoredAnswer> {
  const { rule } = request.params
  if (isBuiltInRule(rule))
    throw new Refusal('conflict', 'The desk came with this rule: turn it off instead (`enabled`).')
  return removeRecord(request, { records: assignmentRules, writes: () => staffChanged() }, { id: rule })
}
