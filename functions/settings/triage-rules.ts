import { ulid } from 'ulid'
import { notFound, Refusal } from '../../domain/refusal.ts'
import { defaultRules } from '../../domain/triage-defaults.ts'
import { basePath } from '../../schemas/operations/operation.ts'
import type {
  changeTriageRule,
  createTriageRule,
  deleteTriageRule,
  getTriageRule,
  listTriageRules,
} from '../../schemas/operations/settings.ts'
import { NewTriageRule } from '../../schemas/triage.ts'
import type { Request } from '../platform/http/edge.ts'
import { etag, notModified } from '../platform/http/etag.ts'
import { createRecord, patchRecord, removeRecord } from '../platform/http/record.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import { changeCounted } from '../platform/table/revised.ts'
import { keepDefaultRule, mostRules, rulesNow, triageRules } from '../platform/table/triage-rules.ts'

const writes = () => [changeCounted('rules')]
const isDefault = (id: string): boolean => defaultRules.some((rule) => rule.id === id)

export async function rulesForStaff(request: Request<typeof listTriageRules>): Promise<StoredAnswer> {
  return request.answer({ items: await rulesNow() })
}

export async function ruleForStaff(request: Request<typeof getTriageRule>): Promise<StoredAnswer> {
  const { params, ifNoneMatch } = request
  const rule = (await rulesNow()).find(({ id }) => id === params.rule)
  if (!rule) throw notFound()
  return notModified(ifNoneMatch, rule.version) ?? request.answer(rule, { etag: etag(rule.version) })
}

/** Makes a rule. Refuses one more than can be asked of every new ticket. */
export async function keepRule(request: Request<typeof createTriageRule>): Promise<StoredAnswer> {
  const own = (await rulesNow()).filter(({ id }) => !isDefault(id))
  if (own.length >= mostRules)
    throw new Refusal('conflict', `There are ${mostRules} rules already: take one away first.`)
  const id = `tri_${ulid()}`
  const handling = { records: triageRules, answer: request.answer, writes }
  return createRecord(request, handling, { id, ...request.body }, `${basePath}/triage-rules/${id}`)
}

export async function changeRule(request: Request<typeof changeTriageRule>): Promise<StoredAnswer> {
  const { params, body } = request
  await keepDefaultRule(params.rule)
  const handling = { records: triageRules, answer: request.answer, writes }
  return patchRecord(request, handling, { id: params.rule }, body, NewTriageRule)
}

export async function dropRule(request: Request<typeof deleteTriageRule>): Promise<StoredAnswer> {
  const { rule } = request.params
  if (isDefault(rule)) throw new Refusal('conflict', 'The desk came with this rule: turn it off instead (`enabled`).')
  return removeRecord(request, { records: triageRules, writes }, { id: rule })
}
