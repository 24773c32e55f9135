import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { assumed, ticketsAMonth, ticketsASecond, type Use, useOfTicket } from './life.ts'
import { horizonOf, type Limit, limitsFor, reachedAt, rearmSeconds } from './limits.ts'
import { measuredIn } from './measured.ts'
import { type Line, monthOf, total } from './month.ts'
import { asOf, prices } from './prices.ts'

const path = 'docs/scale.md'

/** Three digits say all that such an estimate knows. */
const figure = (value: number): string => {
  const rounded = value === 0 ? 0 : Number(value.toPrecision(3))
  return rounded.toLocaleString('en-US', { maximumFractionDigits: 6 })
}
const dollars = (usd: number): string => `$${figure(Math.round(usd))}`
const percent = (share: number): string => `${figure(share * 100)} %`

function table(heading: readonly string[], rows: readonly (readonly string[])[]): string {
  const align = heading.map((_, at) => (at === 0 ? '---' : '---:'))
  return [heading, align, ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n')
}

function perTicket(use: Use): string {
  const rows: [string, number][] = [
    ['calls of the API', use.calls],
    ['runs of functions, those among them', use.runs],
    ['GB-seconds', use.gbSeconds],
    ['write units', use.writes],
    ['read units', use.reads],
    ['state transitions', use.transitions],
    ['events', use.events],
    ['requests of queues', use.queueRequests],
  ]
  return table(
    ['a ticket takes in its life', ''],
    rows.map(([what, amount]) => [what, figure(amount)]),
  )
}

function bill(lines: readonly Line[]): string {
  const services = [...new Set(lines.map(({ service }) => service))]
  const rows = services.flatMap((service) => {
    const own = lines.filter((it) => it.service === service)
    const parts = own.map(({ what, amount, unit, usd }) => [
      `– ${what}`,
      `${figure(amount)} ${unit}`.trim(),
      dollars(usd),
    ])
    return [[`**${service}**`, '', `**${dollars(total(own))}**`], ...parts]
  })
  const all = total(lines)
  return [
    table(['a month', 'amount', 'US$'], [...rows, ['**all of it**', '', `**${dollars(all)}**`]]),
    '',
    `That is ${(all / ticketsAMonth).toFixed(4)} dollars a ticket, and ${dollars((all / assumed.openTickets) * 1000)} a month for each thousand that are open.`,
  ].join('\n')
}

function limitTable(limits: readonly Limit[]): string {
  const rows = limits
    .toSorted((a, b) => reachedAt(a) - reachedAt(b))
    .map((it) => [
      it.what,
      `${figure(it.limit)}${it.unit}`,
      `${figure(it.used)}${it.unit}`,
      percent(it.used / it.limit),
      figure(reachedAt(it)),
      it.moved,
    ])
  return table(['limit', 'there is', 'a million take', 'share', 'reached at open tickets', 'moved by'], rows)
}

function horizonTable(use: Use): string {
  const rows = [30, 7, 1, 0.25, 1 / 24].map((days) => {
    const { open, started, transitions } = horizonOf(days, use)
    const span = days >= 1 ? `${days} ${days === 1 ? 'day' : 'days'}` : `${Math.round(days * 24)} h`
    return [span, figure(open), figure(started), figure(transitions)]
  })
  return table(['horizon', 'open executions', 'started a second', 'transitions a ticket'], rows)
}

function sources(limits: readonly Limit[]): string {
  const of = (found: readonly { page: string; seen: string; what: string }[]) =>
    [...Map.groupBy(found, ({ page }) => page)].map(([page, all]) => {
      const named = (seen: string) => all.flatMap((it) => (it.seen === seen ? [it.what] : [])).join('; ')
      return [page.startsWith('http') ? `<${page}>` : `\`${page}\``, named('read'), named('known')]
    })
  const rows = [...of(Object.values(prices)), ...of(limits)]
  return ['| page | read | to be checked |', '|---|---|---|', ...rows.map((cells) => `| ${cells.join(' | ')} |`)].join(
    '\n',
  )
}

function assumptions(): string {
  const { openTickets, daysOpen, peak, lives, calls, mails, ticketKb, billedMs } = assumed
  const rows = [
    ['open at any time', figure(openTickets)],
    ['from opening to closing', `${daysOpen} days`],
    ['so opened, and closed, in a month', figure(ticketsAMonth)],
    ['a second, on average and in the busiest', `${figure(ticketsASecond)}, ${figure(ticketsASecond * peak)}`],
    ...Object.entries(lives).map(([life, share]) => [life, percent(share)]),
    ['calls in a life', calls.map(({ call, times }) => `${call} ${times}`).join(', ')],
    ['mails in a life', `${mails.out} out, ${mails.in} in`],
    ['what a ticket leaves in the table', `${ticketKb} KB`],
    ['billed for a run, at half a GB', `${billedMs.call} ms for a call, ${billedMs.other} ms for anything else`],
  ]
  return table(['assumed', ''], rows)
}

/** The page with its generated parts as the arithmetic has them now; the words between are by hand. */
export function scalePage(root: string): [path: string, text: string] {
  const use = useOfTicket(measuredIn(root))
  const limits = limitsFor(use)
  const parts: Record<string, () => string> = {
    assumptions,
    ticket: () => perTicket(use),
    month: () => bill(monthOf(use)),
    limits: () => limitTable(limits),
    horizon: () => horizonTable(use),
    outage: () =>
      `All ${figure(assumed.openTickets)} executions that an outage has ended are started again in ${figure(rearmSeconds(limits) / 60)} minutes.`,
    sources: () => `As of ${asOf}.\n\n${sources(limits)}`,
  }
  const page = readFileSync(join(root, path), 'utf8')
  const text = page.replace(
    /(<!-- generated: (\w+) -->\n)[\s\S]*?(<!-- end -->)/g,
    (_, begin: string, name: string, end: string) => `${begin}${parts[name]?.()}\n${end}`,
  )
  return [path, text]
}
