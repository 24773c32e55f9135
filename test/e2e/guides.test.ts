import { describe, expect, it } from 'vitest'
import { differences, type Example, examplesOf, follow, plain } from '../support/guide.ts'

/** Where what was printed is not what the guide shows: values of JSON, words of a text, wherever its lines end. */
function wrong({ shown }: Example, printed = ''): string[] {
  if (!shown) return []
  if (shown.as === 'json') return differences(JSON.parse(shown.text), JSON.parse(printed))
  const words = (text: string) => ` ${plain(text.replaceAll(/\s+/g, ' ').trim())} `
  return shown.text
    .split('…\n')
    .filter(Boolean)
    .map(words)
    .filter((part) => !words(printed).includes(part))
}

describe.each([
  'docs/guides/api.md',
  'docs/guides/agents.md',
  'docs/guides/administrators.md',
  'docs/guides/why-did-this-ticket-go-to.md',
])('%s', (page) => {
  it('says what the desk answers', { timeout: 180_000 }, async () => {
    const examples = examplesOf(page)
    const printed = await follow(examples, process.env.DESK_HOME ?? '.local')
    expect(printed).toHaveLength(examples.length)
    const differing = examples.flatMap((example, at) => {
      try {
        return wrong(example, printed[at]).map((what) => `line ${example.line}: ${what}`)
      } catch (error) {
        return [`line ${example.line}: ${error}, of ${printed[at]}`]
      }
    })
    expect(differing).toEqual([])
  })
})
