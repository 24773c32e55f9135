/** A metric of a widget as CloudWatch's dashboards have it: one that is read, or an expression over others. */
export interface ReadMetric {
  namespace: string
  name: string
  dimensions: Record<string, string>
  options: Options
}
export interface Computed {
  expression: string
  options: Options
}
interface Options {
  id?: string
  label?: string
  stat?: string
  period?: number
  visible?: boolean
}
export type MetricLine = ReadMetric | Computed

export interface Widget {
  type: 'metric' | 'text' | 'alarm'
  x: number
  y: number
  width: number
  height: number
  title: string
  view: 'timeSeries' | 'singleValue' | 'text' | 'alarm'
  markdown?: string
  stacked: boolean
  unit?: string
  /** Where the axis ends, if that is said. */
  most?: number
  limit?: { label: string; value: number }
  alarms: string[]
  metrics: MetricLine[]
}

type Json = string | number | boolean | null | Json[] | { [key: string]: Json }

/** What an intrinsic of a template stands for, in a word that JSON can hold. */
const wordFor = (part: unknown): string =>
  typeof part === 'string'
    ? part
    : JSON.stringify(part)
        .replaceAll(/[^\w-]+/g, ' ')
        .trim()

/** The widgets of a dashboard's body, as the template joins it. */
export function widgetsOf(body: unknown): Widget[] {
  const joined = (body as { 'Fn::Join'?: [string, unknown[]] })['Fn::Join']
  const text = joined ? joined[1].map(wordFor).join('') : String(body)
  const { widgets } = JSON.parse(text) as { widgets: Json[] }
  return widgets.map((one) => widgetOf(one as Record<string, Json>))
}

function widgetOf({ type, x, y, width, height, properties }: Record<string, Json>): Widget {
  // biome-ignore lint/suspicious/noExplicitAny: a dashboard's body has a form for each kind of widget
  const own = properties as any
  return {
    type: type as Widget['type'],
    x: Number(x),
    y: Number(y),
    width: Number(width),
    height: Number(height),
    title: own.title ?? '',
    view: type === 'metric' ? own.view : type === 'alarm' ? 'alarm' : 'text',
    ...(own.markdown && { markdown: own.markdown }),
    stacked: own.stacked ?? false,
    ...(own.yAxis?.left?.label && { unit: own.yAxis.left.label }),
    ...(own.yAxis?.left?.max && { most: own.yAxis.left.max }),
    ...(own.annotations?.horizontal?.[0] && { limit: own.annotations.horizontal[0] }),
    alarms: own.alarms ?? [],
    metrics: (own.metrics ?? []).map(metricOf),
  }
}

function metricOf(line: Json[]): MetricLine {
  const last = line.at(-1)
  const options = (typeof last === 'object' && last !== null ? last : {}) as Options & { expression?: string }
  if (options.expression) return { expression: options.expression, options }
  const words = line.filter((part) => typeof part === 'string')
  const [namespace = '', name = '', ...pairs] = words
  const dimensions = Object.fromEntries(
    Array.from({ length: pairs.length / 2 }, (_, at) => [pairs[2 * at] ?? '', pairs[2 * at + 1] ?? '']),
  )
  return { namespace, name, dimensions, options }
}
