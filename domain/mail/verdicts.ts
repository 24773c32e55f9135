import type { Incoming, Mailbox, Verdict, Verdicts } from './incoming.ts'

type Headers = Incoming['headers']

/**
 * What SES says of a message in the headers that it adds. Only what our own receiver wrote counts: it stands at the very top
 * and ends in `X-SES-RECEIPT`. Whatever the sender wrote of the same names comes after it and is not looked at; a message
 * without that mark has no verdicts. `from` is whom the message is taken to be from.
 */
export function verdictsOf(headers: Headers, from?: Mailbox): Verdicts {
  const ours = byOurs(headers)
  const value = (key: string) => ours.find((header) => header.key === key)?.value ?? ''
  const results = resultsOf(value('authentication-results'))
  const spf = isMadeUp(value('received-spf')) ? '' : value('received-spf')
  const domain = headers.filter(({ key }) => key === 'from').length === 1 ? domainOf(from?.address) : undefined
  const dmarcFor = inAscii(/\bheader\.from=([^\s;]+)/i.exec(results)?.[1])
  const dmarc = verdict(/(?:^|;)\s*dmarc=(\w+)/i.exec(results)?.[1])
  return {
    spam: scan(value('x-ses-spam-verdict')),
    virus: scan(value('x-ses-virus-verdict')),
    spf: verdict(/(?:^|;)\s*spf=(\w+)/i.exec(results)?.[1] ?? /^\w+/.exec(spf)?.[0]),
    dkim: best(signaturesOf(results).map(({ said }) => said)),
    // Said of another sender than the one we take the message to be from, it says nothing.
    dmarc: dmarc === 'pass' && (!domain || dmarcFor !== domain) ? 'none' : dmarc,
    aligned: domain !== undefined && signersOf(results, spf).some((signer) => speaksFor(signer, domain)),
  }
}

/**
 * Whether the sender is who they say: DMARC passed; or, where their domain has no policy, SPF or a signature passed for that
 * very domain. What DMARC fails is not trusted, whoever signed it.
 */
export const trusted = ({ dmarc, aligned }: Pick<Verdicts, 'dmarc' | 'aligned'>): boolean =>
  dmarc === 'pass' || (dmarc === 'none' && aligned)

function byOurs(headers: Headers): Headers {
  const end = headers.findIndex(({ key }) => key === 'x-ses-receipt')
  const top = headers.slice(0, Math.max(end, 0))
  // Between our own `Received` and the mark no other server's can stand.
  return top.filter(({ key }) => key === 'received').length <= 1 ? top : []
}

/** What is said of a sender who has made up results: not less than of one who has failed. */
const failing = '; spf=fail; dmarc=fail'

/**
 * Comments (RFC 8601, 2.2) are taken out first. SPF, DMARC and the server's name are said once, and what is said of a signature
 * has its form: where it seems to be otherwise, the sender has made it up, in the name of their mailbox or server.
 */
function resultsOf(value: string): string {
  if (!/^\s*amazonses\.com\s*;/i.test(value)) return ''
  const bare = withoutComments(value)
  const times = (method: string) => bare.split(`${method}=`).length - 1
  if (isMadeUp(value) || ['spf', 'dmarc', 'helo'].some((method) => times(method) > 1)) return failing
  const results = bare.slice(bare.indexOf(';'))
  return results.split(';').every(isResult) ? results : failing
}

/**
 * Quotation marks hold anything that a sender wants to be read, but where some addresses need them, for dots, and reasons have
 * them; a comment that does not end hides all that follows.
 */
const isMadeUp = (value: string): boolean =>
  /["\\]/.test(value.replace(/"[\w.+-]*"|\sreason="[^"\\;]*"(?=[\s;])/g, '')) ||
  value.split('(').length !== value.split(')').length

const isResult = (one: string): boolean =>
  one.trim() === '' || (/^\s*dkim=/i.test(one) ? /^\s*dkim=\w+(?:\s+[\w.-]+=\S*)*\s*$/i : /^\s*[\w-]+=/).test(one)

function withoutComments(value: string): string {
  let depth = 0
  let kept = ''
  for (const sign of value) {
    if (sign === '(') depth += 1
    if (depth === 0) kept += sign
    if (sign === ')' && depth > 0) depth -= 1
  }
  return kept
}

interface Signature {
  said: Verdict
  signer?: string
}

const signaturesOf = (results: string): Signature[] =>
  results.split(';').flatMap((one) => {
    const said = /^\s*dkim=(\w+)/i.exec(one)?.[1]
    const signer = inAscii(/\bheader\.(?:i=[^\s@]*@|d=)([^\s;]+)/i.exec(one)?.[1])
    return said ? [{ said: verdict(said), ...(signer && { signer }) }] : []
  })

/** The domains that SPF or a signature passed for. */
function signersOf(results: string, receivedSpf: string): string[] {
  const signed = signaturesOf(results).flatMap(({ said, signer }) => (said === 'pass' && signer ? [signer] : []))
  const envelope = domainOf(/\benvelope-from=([^\s;]+)/i.exec(withoutComments(receivedSpf))?.[1])
  return /^\s*pass\b/i.test(receivedSpf) && envelope ? [...signed, envelope] : signed
}

/** A domain speaks for itself and for what is below it; not the other way round: a part of it may be somebody else's. */
const speaksFor = (signer: string, domain: string) =>
  signer === domain || (signer.includes('.') && domain.endsWith(`.${signer}`))

const domainOf = (address: string | undefined) => inAscii(/@([^\s@<>]+)$/.exec(address ?? '')?.[1])

/** One way to write a domain: servers name it in ASCII, people in their own letters. What is more than a name stays as it is: no part of it is one. */
const inAscii = (domain: string | undefined) =>
  domain &&
  ((/^[\p{L}\p{M}\p{N}.-]+$/u.test(domain) && URL.parse(`https://${domain}`)?.hostname) || domain.toLowerCase())

const best = (verdicts: readonly Verdict[]): Verdict =>
  (['pass', 'gray', 'fail', 'failed-to-check'] as const).find((one) => verdicts.includes(one)) ?? 'none'

const meanings: Record<string, Verdict> = {
  pass: 'pass',
  bestguesspass: 'none',
  fail: 'fail',
  hardfail: 'fail',
  permerror: 'fail',
  // "Probably not": neither of the two.
  softfail: 'gray',
  policy: 'gray',
  neutral: 'none',
  none: 'none',
  temperror: 'failed-to-check',
}

const verdict = (word: string | undefined): Verdict => meanings[(word ?? 'none').toLowerCase()] ?? 'none'

/** `PASS`, `FAIL`, `GRAY`, `PROCESSING_FAILED`, `DISABLED`. */
function scan(value: string): Verdict {
  const word = value.trim().toUpperCase()
  if (word === 'PASS' || word === 'FAIL' || word === 'GRAY') return word.toLowerCase() as Verdict
  return word === 'PROCESSING_FAILED' ? 'failed-to-check' : 'none'
}
