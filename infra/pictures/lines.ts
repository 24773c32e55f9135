import type { Computed, MetricLine, ReadMetric, Widget } from './body.ts'
import { evaluate, type Series } from './evaluate.ts'
import { sampleOf } from './sample.ts'

const isRead = (metric: MetricLine): metric is ReadMetric => 'name' in metric

/** The lines that a widget shows, with sample data: expressions computed from those that they speak of. */
export function linesOf({ metrics }: Widget): Series[] {
  const read = new Map<string, Series>()
  for (const metric of metrics.filter(isRead)) if (metric.options.id) read.set(metric.options.id, seriesOf(metric))
  /** An expression may speak of another. */
  const computed = (id: string): Series | undefined => {
    const metric = metrics.find((one): one is Computed => !isRead(one) && one.options.id === id)
    return metric && evaluate(metric.expression, read, computed)[0]
  }
  return metrics
    .filter(({ options }) => options.visible !== false)
    .flatMap((metric) => {
      if (isRead(metric)) return [seriesOf(metric)]
      const { label } = metric.options
      return evaluate(metric.expression, read, computed).map((one) => ({ ...one, label: label || one.label }))
    })
}

const seriesOf = (metric: ReadMetric): Series => ({
  label: metric.options.label ?? metric.name,
  values: sampleOf(metric),
})
