import type { Block } from '../platform/mail/letter.ts'
import { paragraph, type Writing } from './matter.ts'
import type { Tellings } from './tellings.ts'

/** What has happened to many tickets since, and which are at risk, in one letter. */
export function digest({ words, spoken }: Omit<Writing, 'number'>, { since, entries, atRisk }: Tellings['digest']) {
  const { digest: said } = words
  const named = (number: string, title?: string) => (title ? `${number} ${title}` : number)
  const news: Block[] =
    entries.length > 0
      ? [
          paragraph(said.said(spoken.moment(since))),
          {
            is: 'links',
            links: entries.map(({ number, title, kind, at }) => ({
              label: `${named(number, title)}: ${words.kinds[kind]}, ${spoken.moment(at)}`,
            })),
          },
        ]
      : []
  const risks: Block[] =
    atRisk.length > 0
      ? [
          { is: 'heading', text: said.atRisk },
          {
            is: 'links',
            links: atRisk.map(({ number, title, dueAt, light }) => ({
              label: `${named(number, title)}: ${light === 'red' ? said.late : said.soon}${dueAt ? `, ${spoken.moment(dueAt)}` : ''}`,
            })),
          },
        ]
      : []
  const tickets = new Set([...entries, ...atRisk].map(({ number }) => number))
  return { subject: said.subject(tickets.size), blocks: [...news, ...risks] }
}
