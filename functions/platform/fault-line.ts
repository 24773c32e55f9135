/** Whom a text is addressed to or comes from; where a URL leads beyond its host, which may be a secret. */
const withoutPeople = (text: string): string =>
  text
    .replace(/[^\s<>"'(),;:]+@[^\s<>"'(),;:]+/g, '<address>')
    .replace(/\b(https?:\/\/[^\s/?#"'<>@]+)[^\s"'<>]*/g, '$1')

interface Issue {
  code?: unknown
  path?: readonly unknown[]
}

/** What an error says in words, as far as they can be ours or a service's: V8 quotes the text that is no JSON, a schema its input. */
function words(fault: Error & { issues?: readonly Issue[] }): string {
  if (fault instanceof SyntaxError) return 'What was read is not well formed'
  if (Array.isArray(fault.issues))
    return fault.issues.map(({ code, path = [] }: Issue) => `${path.length} deep: ${code}`).join(', ')
  return withoutPeople(withoutValues(fault))
}

/** V8 says of some values which they are. */
const withoutValues = ({ name, message }: Error): string =>
  name === 'TypeError' ? message.replace(/^(Cannot .* (?:in|on string)) .*$/s, '$1 it') : message

const frames = ({ stack = '' }: Error): string =>
  stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n')

/** What of an error's attributes are codes of services and of the system, and ids of a service's own requests. */
function codesOf(fault: object): Record<string, unknown> {
  const { code, syscall, $metadata, CancellationReasons } = fault as Record<string, unknown>
  const { requestId, httpStatusCode, attempts } = ($metadata ?? {}) as Record<string, unknown>
  const reasons = Array.isArray(CancellationReasons) && CancellationReasons.map(({ Code }: { Code?: unknown }) => Code)
  return { code, syscall, requestId, httpStatusCode, attempts, ...(reasons && { reasons }) }
}

/**
 * What a log says of an error: its name, where it happened, and codes. Errors of services carry more, such as the item that
 * kept a transaction from its end, with all that people have written; and their words name addresses.
 */
export function faultLine(fault: Error, depth = 0): Record<string, unknown> {
  const { name, cause } = fault
  return {
    name,
    message: words(fault),
    stack: frames(fault),
    ...codesOf(fault),
    ...(cause instanceof Error && depth < 3 && { cause: faultLine(cause, depth + 1) }),
  }
}

/** The same error for the runtime, which writes down everything that an error carries. */
export function shorn(fault: unknown): Error {
  if (!(fault instanceof Error)) return new Error('What was thrown is no error')
  const bare = new Error(words(fault))
  bare.name = fault.name
  bare.stack = `${fault.name}: ${bare.message}\n${frames(fault)}`
  return bare
}
