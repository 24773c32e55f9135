import { andThen } from '../../../domain/lifecycle.ts'
import { numberOf, stemOf } from '../../../domain/number.ts'
import { cameBy, open } from '../../../domain/opening.ts'
import type { Rule } from '../../../domain/rule.ts'
import type { Decision, Desk } from '../../../domain/ticket.ts'
import type { Settings } from '../../../schemas/settings.ts'
import type { NewTicket } from '../../../schemas/ticket.ts'
import { type Request, settled } from '../http/edge.ts'
import { untilWon } from '../retry.ts'
import { commitNew } from '../table/commit.ts'
import { deskFor } from '../table/desk.ts'
import { type Drawn, drawNumber } from '../table/numbers.ts'
import type { StoredAnswer } from '../table/requests.ts'
import { deskSettings, settingsSince } from '../table/settings.ts'
import type { Write } from '../table/transaction.ts'
import { rulesSince } from '../table/triage-rules.ts'
import { checkBelongings } from './belongings.ts'
import { judgedBy, known } from './triaging.ts'

interface Besides {
  /** What is done to it right away. */
  rule?: Rule | undefined
  /** Who asked for it, where that is not the caller. */
  requester?: string | undefined
  /** What holds for this ticket in the place of the desk's settings. */
  within?: ((settings: Settings) => Settings) | undefined
}

/**
 * Opens a ticket: draws a number, has the triage rules choose what nobody chose, decides, and commits it with its answer,
 * and whatever else belongs into the same transaction. Two requests to the table, and one for a site, a product, a
 * contract, or a rule that asks for earlier tickets. That the caller may open it for its customer was checked before.
 */
export async function openTicket(
  { actor, now, once, requestId }: Pick<Request, 'actor' | 'now' | 'once' | 'requestId'>,
  given: NewTicket,
  answerWith: (decision: Decision, desk: Desk) => StoredAnswer,
  writes: (decision: Decision) => Write[] | Promise<Write[]> = () => [],
  { rule, requester, within = (settings) => settings }: Besides = {},
): Promise<StoredAnswer> {
  const customer = given.customer ?? actor.customer
  const { brand } = cameBy(given, actor)
  const { product } = await checkBelongings(customer, given)
  return untilWon(async () => {
    const { number, drawn } = await nextNumber(brand, now)
    const settings = within(await deskSettings(brand))
    const desk = { ...(await deskFor({ brand, teams: [settings.defaultTeam], customer, ...drawn })), settings }
    const told = known(given, product, desk.settings, now)
    const asked = {
      ...cameBy(given, actor),
      customer,
      tier: desk.customer?.tier,
      criticality: product?.criticality,
      now,
    }
    const triaged = await judgedBy(await rulesSince(drawn.rulesRevision), { ...told, ...asked }, desk.settings)
    const opened = open(told, number, actor, desk, now, triaged, requester)
    const decision = rule ? andThen(opened, rule, actor, desk, now) : opened
    const answer = answerWith(decision, desk)
    const commit = { decision, correlationId: requestId, request: once, answer, writes: await writes(decision) }
    return settled(await commitNew(commit), once, answer)
  })
}

/** The next number of a brand, as its settings have it now: where they have changed since they were read, it is drawn again. */
async function nextNumber(brand: string, now: string): Promise<{ number: string; drawn: Drawn }> {
  for (;;) {
    const before = stemOf(await deskSettings(brand), now)
    const drawn = await drawNumber(before)
    await settingsSince(drawn.settingsRevision)
    const settings = await deskSettings(brand)
    const stem = stemOf(settings, now)
    if (stem === before) return { number: numberOf(settings.number, stem, drawn.count), drawn }
  }
}
