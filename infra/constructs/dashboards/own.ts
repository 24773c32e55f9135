import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import {
  type Dimension,
  type MeasureName,
  measureOf,
  measures,
  type Panel as OwnPanel,
} from '../../../schemas/measures.ts'
import { channels, priorities } from '../../../schemas/ticket.ts'
import { minute } from '../alarm.ts'
import type { Panel } from './board.ts'
import { own, sumOf } from './metrics.ts'
import type { Watched } from './watched.ts'

const names = Object.keys(measures) as MeasureName[]
/** `MailsBouncedBack` as words: `Mails bounced back`. */
const wordsOf = (name: string): string => {
  const words = name.replaceAll(/([a-z])([A-Z])/g, '$1 $2').toLowerCase()
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`
}

/** The lines of a measure: one for each function that writes it; the sum where all do. Times have two: the middle and the worst. */
function linesOf(name: MeasureName, { functions }: Watched): IMetric[] {
  const { by, kind } = measureOf(name)
  const label = wordsOf(name)
  if (by === 'every')
    return [
      sumOf(
        label,
        functions.map(({ called }) => own(name, called)),
      ),
    ]
  const statistics = kind === 'milliseconds' ? ['p50', 'p99'] : [undefined]
  return by.flatMap((service) =>
    statistics.map((statistic) => {
      const said = [label, ...(by.length > 1 ? [service] : []), ...(statistic ? [statistic] : [])]
      return own(name, service, { label: said.join(' · '), ...(statistic && { statistic }) })
    }),
  )
}

/** The measures of a panel in one graph: those of one kind, since a graph has one unit. */
export function ownPanel(title: OwnPanel, watched: Watched, more: Partial<Extract<Panel, { lines: unknown }>> = {}) {
  const here = names.filter((name) => measureOf(name).panel === title)
  const groups = Map.groupBy(here, (name) => unitOf(name))
  return [...groups].map(
    ([unit, members]): Panel => ({
      title: groups.size > 1 && unit !== 'a minute' ? `${title}: ${unit}` : title,
      unit,
      lines: members.flatMap((name) => linesOf(name, watched)),
      ...more,
    }),
  )
}

function unitOf(name: MeasureName): string {
  if (name.endsWith('Bytes')) return 'bytes'
  if (name.endsWith('Hours')) return 'hours'
  return { count: 'a minute', milliseconds: 'ms', level: 'tickets' }[measureOf(name).kind]
}

const values: Readonly<Record<Dimension, readonly string[]>> = { channel: channels, priority: priorities }

/** A measure by the values of a dimension, one on top of the other. */
export const divided = (title: string, name: MeasureName, by: Dimension, unit: string, period = minute): Panel => ({
  title,
  unit,
  stacked: true,
  lines: values[by].map((value) =>
    own(name, String(measureOf(name).by[0]), { label: value.replace('_', ' '), period }, { [by]: value }),
  ),
})
