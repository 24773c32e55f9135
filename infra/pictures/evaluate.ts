/** A line with what it is called. */
export interface Series {
  label: string
  values: readonly number[]
}
type Value = number | Series[]

const token = /\s*(METRICS\("\w+"\)|[A-Za-z_]\w*|\d+(?:\.\d+)?(?:e[+-]?\d+)?|[-+*/(),])/gy

/**
 * The expressions of CloudWatch that the dashboards use: arithmetic, SUM, MAX, FILL and SORT over METRICS of a prefix.
 * `known` are the metrics of the widget by their ids, `computed` gives what is an expression itself. Throws what it does not know.
 */
export function evaluate(
  expression: string,
  known: ReadonlyMap<string, Series>,
  computed: (id: string) => Series | undefined = () => undefined,
): Series[] {
  const tokens = [...expression.matchAll(token)].map(([, text = '']) => text)
  if (tokens.join('') !== expression.replaceAll(/\s/g, ''))
    throw new Error(`Not understood: ${expression.slice(0, 80)}`)
  let at = 0
  const next = () => tokens[at++] ?? ''
  const take = (text: string) => {
    const found = next()
    if (found !== text) throw new Error(`"${text}" instead of "${found}" in ${expression.slice(0, 80)}`)
  }

  function sum(): Value {
    let left = product()
    while (tokens[at] === '+' || tokens[at] === '-') {
      const sign = next() === '+' ? 1 : -1
      left = combine(left, product(), (a, b) => a + sign * b)
    }
    return left
  }
  function product(): Value {
    let left = single()
    while (tokens[at] === '*' || tokens[at] === '/') {
      const times = next() === '*'
      left = combine(left, single(), (a, b) => (times ? a * b : b === 0 ? 0 : a / b))
    }
    return left
  }
  function single(): Value {
    const text = next()
    if (text === '(') {
      const inner = sum()
      take(')')
      return inner
    }
    if (/^\d/.test(text)) return Number(text)
    const prefix = /^METRICS\("(\w+)"\)$/.exec(text)?.[1]
    if (prefix) return [...known].filter(([id]) => id.includes(prefix)).map(([, series]) => series)
    if (tokens[at] === '(') return call(text)
    const found = known.get(text) ?? computed(text)
    if (!found) throw new Error(`There is no metric "${text}" beside the expression`)
    return [found]
  }
  function call(name: string): Value {
    take('(')
    const given: Value[] = []
    const words: string[] = []
    while (tokens[at] !== ')') {
      if (tokens[at] === ',') next()
      else if (/^(MAX|MIN|ASC|DESC)$/.test(tokens[at] ?? '') && tokens[at + 1] !== '(') words.push(next())
      else given.push(sum())
    }
    take(')')
    return applied(name, given, words)
  }
  const result = sum()
  if (typeof result === 'number') throw new Error(`Only a number: ${expression}`)
  return result
}

function applied(name: string, [lines, ...rest]: Value[], words: string[]): Value {
  if (!Array.isArray(lines)) throw new Error(`${name} is of lines`)
  if (name === 'FILL') return lines
  if (name === 'SUM') return [each(lines, (values) => values.reduce((all, one) => all + one, 0))]
  if (name === 'MAX') return [each(lines, (values) => Math.max(...values))]
  if (name === 'SORT' && words.join() === 'MAX,DESC') {
    const highest = (series: Series) => Math.max(...series.values)
    return lines.toSorted((a, b) => highest(b) - highest(a)).slice(0, Number(rest[0]))
  }
  throw new Error(`There is no ${name}(${words.join()}) here`)
}

const each = (lines: readonly Series[], of: (values: number[]) => number): Series => ({
  label: '',
  values: (lines[0]?.values ?? []).map((_, at) => of(lines.map(({ values }) => values[at] ?? 0))),
})

function combine(a: Value, b: Value, by: (a: number, b: number) => number): Value {
  if (typeof a === 'number' && typeof b === 'number') return by(a, b)
  const [first, second] = [Array.isArray(a) ? a[0] : a, Array.isArray(b) ? b[0] : b]
  const at = (one: Series | number | undefined, place: number) =>
    typeof one === 'object' ? (one.values[place] ?? 0) : (one ?? 0)
  const { length } = typeof first === 'object' ? first.values : ((second as Series).values ?? [])
  return [{ label: '', values: Array.from({ length }, (_, place) => by(at(first, place), at(second, place))) }]
}
