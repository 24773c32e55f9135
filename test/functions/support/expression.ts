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

const tokenPattern = /\s*([#:]?\w+(?:\.[#\w]+)*|<=|>=|<>|[()=<>,])/y

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
    const name = this.#nameOf(this.#next())
    if (clause === 'REMOVE') delete after[name]
    else if (clause === 'SET') {
      this.#expect('=')
      after[name] = this.#operand(before)
    } else if (clause === 'ADD') after[name] = Number(before[name] ?? 0) + Number(this.#operand(before))
    else throw new ValidationException(`No such clause: ${clause}`)
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
    if (this.#takes('(')) {
      const result = this.#either(item)
      this.#expect(')')
      return result
    }
    if (this.#takes('attribute_exists')) return this.#argument(item) !== undefined
    if (this.#takes('attribute_not_exists')) return this.#argument(item) === undefined
    return this.#comparison(item)
  }

  #argument(item: Item): unknown {
    this.#expect('(')
    const value = this.#operand(item)
    this.#expect(')')
    return value
  }

  #comparison(item: Item): boolean {
    const left = this.#operand(item)
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
