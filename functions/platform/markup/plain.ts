import { Parser } from 'htmlparser2'

/** What has a line of its own (1), and what has an empty line before and after it, too (2). */
const ends: Record<string, 1 | 2> = {
  ...Object.fromEntries(['div', 'li', 'tr', 'dt', 'dd', 'hr'].map((name) => [name, 1] as const)),
  ...Object.fromEntries(
    ['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre', 'ul', 'ol', 'dl', 'table'].map(
      (name) => [name, 2] as const,
    ),
  ),
}

/** The words of sanitised HTML, as a mail without HTML shows them: with line ends, list marks, and where links lead. */
export function plainText(html: string): string {
  const page = new Page()
  // Each entity comes by itself: said one by one, many of them would take the square of their number.
  let words: string[] = []
  const say = () => {
    if (words.length > 0) page.say(words.join(''))
    words = []
  }
  const parser = new Parser({
    onopentag(name, attributes) {
      say()
      page.open(name, attributes)
    },
    ontext: (some) => void words.push(some),
    onclosetag(name) {
      say()
      page.close(name)
    },
    onend: say,
  })
  parser.end(html)
  return page.text()
}

class Page {
  readonly #lines: string[] = []
  #line = ''
  #preformatted = 0
  /** The number of the next item in each list that is open; none in a list without an order. */
  readonly #lists: (number | undefined)[] = []
  readonly #links: { href: string; words: string }[] = []

  open(name: string, { href, start }: Record<string, string>): void {
    this.#end(this.#endsOf(name))
    if (name === 'pre') this.#preformatted += 1
    if (name === 'br') this.#newLine()
    if (name === 'hr') this.#line = '---'
    if (name === 'ul') this.#lists.push(undefined)
    if (name === 'ol') this.#lists.push(Number(start ?? 1))
    if (name === 'li') this.#line = this.#mark()
    if ((name === 'td' || name === 'th') && this.#line) this.#line += '\t'
    if (name === 'a') this.#links.push({ href: href ?? '', words: '' })
  }

  say(words: string): void {
    const link = this.#links.at(-1)
    if (link) link.words += words
    if (this.#preformatted > 0) {
      const [first = '', ...more] = words.split('\n')
      this.#line += first
      for (const line of more) {
        this.#newLine()
        this.#line = line
      }
      return
    }
    const shown = words.replace(/\s+/gu, ' ')
    this.#line += this.#line === '' || /[ \t]$/.test(this.#line.slice(-1)) ? shown.trimStart() : shown
  }

  close(name: string): void {
    if (name === 'pre') this.#preformatted -= 1
    if (name === 'ul' || name === 'ol') this.#lists.pop()
    if (name === 'a') this.#line += target(this.#links.pop())
    this.#end(this.#endsOf(name))
  }

  text(): string {
    this.#newLine()
    return this.#lines.join('\n').trim()
  }

  /** Within a list there are no empty lines. */
  #endsOf = (name: string): number => Math.min(ends[name] ?? 0, this.#lists.length > 0 ? 1 : 2)

  #end(count: number): void {
    if (count > 0 && this.#line.trim()) this.#newLine()
    if (count > 1 && this.#lines.at(-1)) this.#lines.push('')
  }

  #newLine(): void {
    this.#lines.push(this.#line.trimEnd())
    this.#line = ''
  }

  #mark(): string {
    const next = this.#lists.at(-1)
    if (next !== undefined) this.#lists[this.#lists.length - 1] = next + 1
    return `${'  '.repeat(Math.max(0, this.#lists.length - 1))}${next === undefined ? '-' : `${next}.`} `
  }
}

/** Where a link leads is said beside it, unless its words already say so. */
function target(link: { href: string; words: string } | undefined): string {
  const bare = (address: string) =>
    address
      .trim()
      .replace(/^(mailto:|tel:|https?:\/\/)/, '')
      .replace(/\/$/, '')
  return !link?.href || bare(link.words) === bare(link.href) ? '' : ` <${link.href}>`
}
