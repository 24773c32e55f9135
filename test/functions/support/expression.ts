import { isDeepStrictEqual } from 'node:util'
/** DynamoDB's expressions, as far as the functions use them: conditions, and updates by SET, REMOVE and ADD. */
export type Item = Record<string, unknown>

export interface Placeholders {
  ExpressionAttributeNames?: Record<string, string> | undefined
  ExpressionAttributeValues?: Record<string, unknown> | undefined
}

/** What DynamoDB says to a request that it does not understand. */
export class ValidationException extends Error {
  override readonly name = 'ValidationException'
}

const tokenPattern = /\s*([#:]?\w+(?:\.[#\w]+)*|<=|>=|<>|[-+()=<>,])/y

function tokensOf(expression: string): string[] {
  const tokens: string[] = []
  tokenPattern.lastIndex = 0
  for (;;) {
    const from = tokenPattern.lastIndex
    const token = tokenPattern.exec(expression)?.[1]
    if (token) tokens.push(token)
    else if (expression.slice(from).trim() === '') return tokens
    else throw new ValidationException(`Not understood: ${expression.slice(from)}`)
  }
}

/** Reads expressions of one request; like DynamoDB it wants every placeholder that is given to be used. */
export class Expressions {
  readonly #given: Placeholders
  readonly #used = new Set<string>()
  #tokens: string[] = []

  constructor(given: Placeholders) {
    this.#given = given
  }

  /** Whether a condition holds for an item; no condition holds for all. */
  holds(condition: string | undefined, item: Item | undefined): boolean {
    if (!condition) return true
    this.#tokens = tokensOf(condition)
    const result = this.#either(item ?? {})
    if (this.#tokens.length > 0) throw new ValidationException(`Not understood in ${condition}: ${this.#tokens[0]}`)
    return result
  }

  /** The item as an update makes it. */
  updated(update: string, before: Item): Item {
    const after = structuredClone(before)
    this.#tokens = tokensOf(update)
    while (this.#tokens.length > 0) {
      const clause = this.#next()
      do this.#change(clause, before, after)
      while (this.#takes(','))
    }
    return after
  }

  /** To be asked once all expressions of the request were read. */
  checkAllUsed(): void {
    const given = { ...this.#given.ExpressionAttributeNames, ...this.#given.ExpressionAttributeValues }
    const unused = Object.keys(given).filter((name) => !this.#used.has(name))
    if (unused.length > 0) throw new ValidationException(`Given and not used: ${unused.join(', ')}`)
  }

  #change(clause: string, before: Item, after: Item): void {
    const path = this.#next()
      .split('.')
      .map((step) => this.#nameOf(step))
    const name = path.pop() as string
    const [inside, known] = [after, before].map((item) =>
      path.reduce<Item | undefined>((value, step) => value?.[step] as Item | undefined, item),
    )
    if (!inside || !known) throw new ValidationException('The document path is not there')
    if (clause === 'REMOVE') delete inside[name]
    else if (clause === 'SET') {
      this.#expect('=')
      inside[name] = this.#sum(before)
    } else if (clause === 'ADD') inside[name] = added(known[name], this.#operand(before))
    else if (clause === 'DELETE') inside[name] = without(known[name], this.#operand(before))
    else throw new ValidationException(`No such clause: ${clause}`)
  }

  #sum(item: Item): unknown {
    let sum = this.#value(item)
    for (;;) {
      if (this.#takes('+')) sum = Number(sum) + Number(this.#value(item))
      else if (this.#takes('-')) sum = Number(sum) - Number(this.#value(item))
      else return sum
    }
  }

  #value(item: Item): unknown {
    const name = ['if_not_exists', 'list_append'].find((one) => this.#takes(one))
    if (!name) return this.#operand(item)
    const [first, second] = this.#arguments(item)
    return name === 'if_not_exists' ? (first ?? second) : [...(first as unknown[]), ...(second as unknown[])]
  }

  #arguments(item: Item): [unknown, unknown] {
    this.#expect('(')
    const first = this.#operand(item)
    this.#expect(',')
    const second = this.#operand(item)
    this.#expect(')')
    return [first, second]
  }

  #either(item: Item): boolean {
    let result = this.#all(item)
    while (this.#takes('OR')) result = this.#all(item) || result
    return result
  }

  #all(item: Item): boolean {
    let result = this.#one(item)
    while (this.#takes('AND')) result = this.#one(item) && result
    return result
  }

  #one(item: Item): boolean {
    if (this.#takes('NOT')) return !this.#one(item)
    if (this.#takes('(')) {
      const result = this.#either(item)
      this.#expect(')')
      return result
    }
    if (this.#takes('attribute_exists')) return this.#argument(item) !== undefined
    if (this.#takes('attribute_not_exists')) return this.#argument(item) === undefined
    if (this.#takes('begins_with')) {
      const [text, start] = this.#arguments(item)
      return typeof text === 'string' && text.startsWith(String(start))
    }
    if (this.#takes('contains')) {
      const [whole, part] = this.#arguments(item)
      if (typeof whole === 'string') return whole.includes(String(part))
      return whole instanceof Set ? whole.has(part) : Array.isArray(whole) && whole.includes(part)
    }
    return this.#comparison(item)
  }

  #argument(item: Item): unknown {
    this.#expect('(')
    const value = this.#operand(item)
    this.#expect(')')
    return value
  }

  #comparison(item: Item): boolean {
    const left = this.#takes('size') ? sizeOf(this.#argument(item)) : this.#operand(item)
    const operator = this.#next()
    if (operator === 'IN') {
      this.#expect('(')
      const values: unknown[] = []
      do values.push(this.#operand(item))
      while (this.#takes(','))
      this.#expect(')')
      return values.includes(left)
    }
    const right = this.#operand(item)
    if (operator === 'BETWEEN') {
      this.#expect('AND')
      const highest = this.#operand(item)
      return compare(left, '>=', right) && compare(left, '<=', highest)
    }
    return compare(left, operator, right)
  }

  /** The value of a placeholder, or what lies at a path of the item. */
  #operand(item: Item): unknown {
    const token = this.#next()
    if (!token.startsWith(':')) {
      return token.split('.').reduce<unknown>((value, step) => (value as Item | undefined)?.[this.#nameOf(step)], item)
    }
    this.#used.add(token)
    const value = this.#given.ExpressionAttributeValues?.[token]
    if (value === undefined) throw new ValidationException(`Used and not given: ${token}`)
    return value
  }

  #nameOf(token: string): string {
    if (!token.startsWith('#')) return token
    this.#used.add(token)
    const name = this.#given.ExpressionAttributeNames?.[token]
    if (!name) throw new ValidationException(`Used and not given: ${token}`)
    return name
  }

  #next(): string {
    const token = this.#tokens.shift()
    if (!token) throw new ValidationException('An expression ends too early')
    return token
  }

  #takes(token: string): boolean {
    if (this.#tokens[0] !== token) return false
    this.#tokens.shift()
    return true
  }

  #expect(token: string): void {
    if (!this.#takes(token)) throw new ValidationException(`Expected ${token}, found ${this.#tokens[0]}`)
  }
}

const sizeOf = (value: unknown): number | undefined =>
  value instanceof Set ? value.size : (value as string | unknown[] | undefined)?.length

/** A number counted up, or a set with more in it. */
const added = (before: unknown, more: unknown) =>
  more instanceof Set ? new Set([...((before as Set<unknown>) ?? []), ...more]) : Number(before ?? 0) + Number(more)

/** A set with less in it; an empty one is none. */
function without(before: unknown, less: unknown): unknown {
  const rest = new Set([...((before as Set<unknown>) ?? [])].filter((one) => !(less as Set<unknown>).has(one)))
  return rest.size > 0 ? rest : undefined
}

/** Of two things of one type; anything else compares as false, as with DynamoDB. */
function compare(left: unknown, operator: string, right: unknown): boolean {
  if (typeof left !== typeof right || left === undefined) return false
  const [a, b] = [left, right] as [string, string]
  switch (operator) {
    case '=':
      return isDeepStrictEqual(left, right)
    case '<>':
      return !isDeepStrictEqual(left, right)
    case '<':
      return a < b
    case '<=':
      return a <= b
    case '>':
      return a > b
    case '>=':
      return a >= b
    default:
      throw new ValidationException(`No such operator: ${operator}`)
  }
}
