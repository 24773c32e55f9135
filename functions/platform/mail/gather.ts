import { decodeWords } from 'postal-mime'
import { decode, wordsInUtf8 } from './charset.ts'
import { type Body, type Content, nameOf } from './content.ts'
import { invitationLines } from './invitation.ts'
import { deliveriesOf, dispositionOf, returnedId } from './report.ts'
import type { Node } from './tree.ts'

export interface Gathering {
  found(problem: string): void
  /** What a message within the message consists of; nothing where it is too deep to be read. */
  within(raw: Uint8Array): Promise<{ content: Content; subject: string; head: string } | undefined>
  opened(file: Uint8Array): (Content & { isDamaged: boolean }) | undefined
}

const empty = (): Content => ({ bodies: [], parts: [] })

function bytesOf({ content }: Pick<Node, 'content'>): Uint8Array {
  return content instanceof Uint8Array ? content : new Uint8Array(content ?? new ArrayBuffer(0))
}

/** A part and all that is in it, as texts and files. */
export async function gathered(node: Node, told: Gathering, inReport = false): Promise<Content> {
  const kind = node.contentType.multipart
  if (!kind) return leaf(node, told, inReport)
  if (kind === 'encrypted') told.found('encrypted')
  const children: Content[] = []
  for (const child of node.childNodes) children.push(await gathered(child, told, inReport || kind === 'report'))
  const content = kind === 'alternative' ? oneOf(children) : allOf(children)
  const outside = outsideParts(node, told)
  return outside ? { ...content, bodies: [...content.bodies, { text: outside }] } : content
}

/** Of alternatives the first text and the last HTML are shown (the best is the last, RFC 2046, 5.1.4); files of all. */
function oneOf(children: readonly Content[]): Content {
  const { parts, report, bodies } = allOf(children)
  const main = children.map(({ bodies: said }) => said.filter(({ extra, spare }) => !extra && !spare))
  const text = main.find((said) => said.some((body) => body.text?.trim() && body.html === undefined))
  const html = main.findLast((said) => said.some((body) => body.html !== undefined))
  const joinedText = text?.map((body) => body.text ?? '').join('\n')
  const joinedHtml = html?.map((body) => body.html ?? '').join('\n')
  const one: Body = {
    ...(joinedText !== undefined && { text: joinedText }),
    ...(joinedHtml !== undefined && { html: joinedHtml }),
  }
  const extras = bodies.filter(({ extra, spare }) => extra || spare)
  return { bodies: [...(text || html ? [one] : []), ...extras], parts, ...(report && { report }) }
}

function allOf(children: readonly Content[]): Content {
  const report = children.map((child) => child.report).filter((said) => said !== undefined)
  const messageId = report.find((said) => said.messageId)?.messageId
  return {
    bodies: children.flatMap(({ bodies }) => bodies),
    parts: children.flatMap(({ parts }) => parts),
    ...(report.length > 0 && {
      report: { deliveries: report.flatMap(({ deliveries }) => deliveries), ...(messageId && { messageId }) },
    }),
  }
}

/** What stands in a multipart but in none of its parts: a note to old programs, or what a broken boundary left there. */
function outsideParts(node: Node, told: Gathering): string | undefined {
  const { text } = decode(bytesOf(node))
  const said = text.trim()
  if (node.childNodes.length === 0) {
    told.found('no-parts')
    return said
  }
  // The note to old programs is a sentence or two; a part that has lost its boundary has its headers still.
  if (said.length < 300 && !/^content-[a-z-]+:/im.test(said)) return undefined
  told.found('outside-parts')
  return said
}

/** The same words once more, for a watch or as a page with scripts. */
const otherForms = new Set(['text/watch-html', 'text/x-amp-html'])
const encryptedTypes = new Set(['application/pkcs7-mime', 'application/x-pkcs7-mime'])

async function leaf(node: Node, told: Gathering, inReport: boolean): Promise<Content> {
  const type = node.contentType.parsed.value
  const attached = node.contentDisposition.parsed.value === 'attachment'
  const read = inReport && !attached ? ofReport(type, node) : undefined
  if (read) return read
  if (type === 'message/rfc822' || type === 'message/global') return message(node, told, inReport)
  if (type === 'text/calendar' || type === 'application/ics') return calendar(node, told)
  if (otherForms.has(type) && !attached) return { bodies: [{ html: words(node, told), spare: true }], parts: [] }
  if (encryptedTypes.has(type)) told.found('encrypted')
  const given = filename(node, told)
  return !attached && isText(type) && (!given || !node.parentNode)
    ? { bodies: [{ [type === 'text/html' ? 'html' : 'text']: words(node, told) }], parts: [] }
    : fileOrFiles(node, given, type, told)
}

const isText = (type: string) => type === 'text/plain' || type === 'text/html' || type === ''

function fileOrFiles(node: Node, given: string | undefined, type: string, told: Gathering): Content {
  if (/^application\/(?:vnd\.)?ms-tnef$/.test(type) || given?.toLowerCase() === 'winmail.dat') {
    const inside = told.opened(bytesOf(node))
    if (inside && !inside.isDamaged) return inside
    told.found('tnef-unreadable')
    if (inside) return allOf([inside, file(node, given ?? 'winmail.dat', type)])
  }
  return bytesOf(node).length === 0 && !given ? empty() : file(node, given, type)
}

function words(node: Node, told: Gathering): string {
  const { charset, format, delsp } = node.contentType.parsed.params
  const { text, problem } = decode(bytesOf(node), charset?.trim())
  if (problem) told.found(problem)
  return /^flowed$/i.test(format ?? '') ? node.decodeFlowedText(text, /^yes$/i.test(delsp ?? '')) : text
}

function filename(node: Node, told: Gathering): string | undefined {
  const given = node.contentDisposition.parsed.params['filename'] || node.contentType.parsed.params['name']
  return given ? nameOf(decodeWords(wordsInUtf8(given, told.found)), 'file') : undefined
}

const endings: Record<string, string> = {
  'text/plain': 'txt',
  'text/html': 'html',
  'text/calendar': 'ics',
  'image/jpeg': 'jpg',
  'image/svg+xml': 'svg',
  'application/pgp-signature': 'asc',
  'application/pkcs7-signature': 'p7s',
  'application/pkcs7-mime': 'p7m',
  'message/feedback-report': 'txt',
}

function file(node: Node, given: string | undefined, type: string): Content {
  const content = bytesOf(node)
  const contentId = node.contentId?.replace(/^\s*<|>\s*$/g, '').trim()
  const ending = endings[type] ?? /^\w+\/([a-z0-9]{2,5})$/.exec(type)?.[1] ?? 'bin'
  return {
    bodies: [],
    parts: [
      {
        filename: given ?? `${/^[a-z]+(?=\/)/.exec(type)?.[0] ?? 'file'}.${ending}`,
        contentType: /^[\w.+-]+\/[\w.+-]+$/.test(type) ? type : 'application/octet-stream',
        size: content.length,
        ...(contentId && { contentId }),
        inline: false,
        content,
      },
    ],
  }
}

function calendar(node: Node, told: Gathering): Content {
  const text = words(node, told)
  const lines = invitationLines(text)
  const { parts } = file(node, filename(node, told) ?? 'invitation.ics', 'text/calendar')
  return { bodies: lines.length > 0 ? [{ text: lines.join('\n'), extra: true }] : [], parts }
}

/** A message within the message stays a file, whole; what it says stands below, with what it has with it. */
async function message(node: Node, told: Gathering, inReport: boolean): Promise<Content> {
  const raw = bytesOf(node)
  const { parts } = file(node, 'message.eml', 'message/rfc822')
  const report = inReport ? returnedReport(raw) : undefined
  if (report) return { bodies: [], parts, report }
  const inside = inReport ? undefined : await told.within(raw)
  if (!inside) return { bodies: [], parts }
  const [whole] = parts
  const named = filename(node, told) ?? nameOf(inside.subject && `${inside.subject}.eml`, 'message.eml')
  return {
    bodies: [{ text: inside.head, extra: true }, ...inside.content.bodies.map((body) => ({ ...body, extra: true }))],
    parts: [...(whole ? [{ ...whole, filename: named }] : []), ...inside.content.parts],
  }
}

const returnedReport = (raw: Uint8Array): Content['report'] => {
  const messageId = returnedId(decode(raw.subarray(0, 64 * 1024)).text)
  return { deliveries: [], ...(messageId && { messageId }) }
}

/** The parts of a report that programs read: of no use to people beside its text. */
function ofReport(type: string, node: Node): Content | undefined {
  if (type === 'message/delivery-status' || type === 'message/global-delivery-status')
    return { ...empty(), report: { deliveries: deliveriesOf(decode(bytesOf(node)).text) } }
  if (type === 'message/disposition-notification' || type === 'message/global-disposition-notification') {
    const report = dispositionOf(decode(bytesOf(node)).text)
    return report && { ...empty(), report }
  }
  if (type !== 'text/rfc822-headers' && type !== 'message/rfc822-headers') return undefined
  const report = returnedReport(bytesOf(node))
  return report && { ...empty(), report }
}
