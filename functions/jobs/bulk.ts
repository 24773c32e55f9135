import { several } from '../../domain/lifecycle.ts'
import { selectionFor } from '../../domain/selection.ts'
import type { Decision } from '../../domain/ticket.ts'
import { type Bulk, mostMatched, type TicketAction } from '../../schemas/bulk.ts'
import type { Became, Doing, Work } from '../platform/jobs.ts'
import type { KeptJob } from '../platform/table/jobs.ts'
import { listTickets } from '../platform/table/lists.ts'
import type { StoredAnswer } from '../platform/table/requests.ts'
import type { Loaded } from '../platform/table/tickets.ts'
import { choosesPolicy, stepOf, teamsOf } from '../platform/tickets/actions.ts'
import { type Asking, change, type Effect, rehearse } from '../platform/tickets/command.ts'
import { type Commenting, commentOn } from '../platform/tickets/commenting.ts'
import { join, judge } from '../platform/tickets/joining.ts'
import { merging } from '../platform/tickets/merging.ts'

/** How much is gathered in one piece of work: a filter may match few among many. */
const mostPages = 10
const mostAtOnce = 500

type Asked = Omit<Bulk, 'tickets'>
const askedOf = ({ request }: KeptJob) => request as Asked

/** Many tickets, each by its own rules, as who asked for it. */
export const bulkTickets: Doing<string> = {
  most: mostMatched,

  async gather(job, after) {
    const selection = selectionFor(askedOf(job).filter ?? {}, job.actor)
    const entries: string[] = []
    let next = after
    for (let pages = 0; selection && pages < mostPages && entries.length < mostAtOnce; pages += 1) {
      const page = await listTickets(selection, { by: 'created', order: 'desc' }, 100, next)
      entries.push(...page.items.map(({ number }) => number))
      next = page.next
      if (!next) break
    }
    return { entries, next: selection && next }
  },

  act(work) {
    const { actions } = askedOf(work.job)
    const [first] = actions
    return first?.do === 'merge' ? merge(work, first) : doActions(work, actions)
  },
}

/** A request as the command's way wants it: of the job's actor, now. */
const asking = ({ actor, correlationId }: KeptJob): Asking => ({
  actor,
  now: new Date().toISOString(),
  requestId: correlationId,
  once: undefined,
  ifMatch: undefined,
})

const noAnswer: StoredAnswer = { status: 200, headers: {}, body: '' }

/** What became of a ticket, or would have. */
const became = (number: string, { events, ticket }: Decision, isDry: boolean): Became => {
  if (events.length === 0) return { subject: number, outcome: 'unchanged' }
  return { subject: number, outcome: 'changed', ...(!isDry && { version: ticket.version }) }
}

/** Does to one ticket what `effectFor` says, once; in a dry run only says what it would be. */
export async function doOnce(
  { job, entry: number, keep }: Work<string>,
  effectFor: (loaded: Loaded, request: Asking) => Effect | Promise<Effect>,
  // What else became of it, or what other than that.
  more: (decision: Decision) => Partial<Became> = () => ({}),
): Promise<Became | undefined> {
  const request = asking(job)
  let unkept: Became | undefined
  const answer = (decision: Decision) => {
    const result = { ...became(number, decision, job.dryRun), ...more(decision) }
    // What changes something is kept in the transaction that does; what does not is kept afterwards.
    unkept = job.dryRun || decision.events.length === 0 ? result : undefined
    return noAnswer
  }
  if (job.dryRun) await rehearse(request, number, (loaded) => effectFor(loaded, request), answer)
  else
    await change(
      request,
      number,
      async (loaded) => {
        const effect = await effectFor(loaded, request)
        const kept = (decision: Decision) =>
          decision.events.length > 0 ? [keep({ ...became(number, decision, false), ...more(decision) })] : []
        return { ...effect, writes: (decision) => [...(effect.writes?.(decision) ?? []), ...kept(decision)] }
      },
      answer,
    )
  return unkept
}

const doActions = (work: Work<string>, actions: Asked['actions']): Promise<Became | undefined> =>
  doOnce(work, async (loaded, { actor, now }) => {
    let saying: Commenting | undefined
    const steps: Awaited<ReturnType<typeof stepOf>>[] = []
    for (const action of actions) {
      if (action.do === 'comment') {
        saying = await commentOn(loaded, actor, now, action)
        steps.push({ step: saying.effect.command })
      } else steps.push(await stepOf(loaded, action as TicketAction, actor, now))
    }
    return {
      command: several(steps.map(({ step }) => step)),
      teams: teamsOf(actions),
      mayChoosePolicy: choosesPolicy(actions),
      guard: steps.find(({ guard }) => guard)?.guard,
      writes: (decision) => [
        ...(saying?.effect.writes(decision) ?? []),
        ...steps.flatMap(({ writes }) => writes?.(decision) ?? []),
      ],
    }
  })

/** Merges one ticket into the one that is named: into both at once, or not. */
async function merge({ job, entry: number, keep }: Work<string>, into: Parameters<typeof merging>[0]) {
  const request = asking(job)
  const joining = merging(into, job.actor)
  if (job.dryRun) {
    const outcome = await judge(request, number, joining)
    return 'judged' in outcome ? became(number, outcome.judged[0].decision, true) : undefined
  }
  await join(
    request,
    number,
    joining,
    () => noAnswer,
    (decision) => [keep(became(number, decision, false))],
  )
  return undefined
}
