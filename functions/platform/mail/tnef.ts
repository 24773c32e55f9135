import type { Part } from '../../../domain/mail/incoming.ts'
import { decode } from './charset.ts'
import { type Body, type Content, nameOf } from './content.ts'
import { type Property, propertiesOf, Reader } from './tnef-properties.ts'

// Outlook's `winmail.dat` ([MS-OXTNEF]): a list of attributes, some of which are lists of MAPI properties ([MS-OXPROPS]).

const signature = 0x223e9f78
/** Files of one `winmail.dat`, and messages within each other in it. */
const mostFiles = 500
const deepest = 3

const attribute = {
  body: 0x800c,
  messageProperties: 0x9003,
  codepage: 0x9007,
  beginsFile: 0x9002,
  fileTitle: 0x8010,
  fileData: 0x800f,
  fileProperties: 0x9005,
} as const

const property = {
  body: 0x1000,
  html: 0x1013,
  codepage: 0x3fde,
  fileName: 0x3704,
  longFileName: 0x3707,
  displayName: 0x3001,
  data: 0x3701,
  mimeType: 0x370e,
  contentId: 0x3712,
} as const

interface File {
  title?: Uint8Array
  data?: Uint8Array
  properties: readonly Property[]
}

export interface Opened extends Content {
  /** Something in it could not be read: the file itself is to be kept, too. */
  isDamaged: boolean
}

/**
 * The files and the text of a `winmail.dat`; nothing where it is none. What is cut off or damaged ends the reading: what
 * came before it stays. Text in RTF alone is left to the mail that it came with, which has it as plain text, too.
 */
export function opened(bytes: Uint8Array, depth = 0): Opened | undefined {
  const reader = new Reader(bytes)
  if (reader.number(4) !== signature) return undefined
  reader.skip(2)
  const message: Message = { files: [], properties: [] }
  for (let next = attributeOf(reader); next && message.files.length <= mostFiles; next = attributeOf(reader))
    take(message, next)
  const { files, codepage } = message
  const said = saidIn(message)
  const inside = files.map((file) => contentOf(file, codepage, depth))
  return {
    bodies: [...(said ? [said] : []), ...inside.flatMap(({ bodies }) => bodies)],
    parts: inside.flatMap(({ parts }) => parts),
    isDamaged: reader.isShort || reader.left > 0 || (!said && files.length === 0),
  }
}

interface Message {
  files: File[]
  properties: readonly Property[]
  body?: Uint8Array
  codepage?: string
}

function take(message: Message, { id, data }: { id: number; data: Uint8Array }): void {
  const file = message.files.at(-1)
  if (id === attribute.codepage && data.length >= 4) message.codepage = `windows-${new Reader(data).number(4)}`
  else if (id === attribute.body) message.body = data
  else if (id === attribute.messageProperties) message.properties = propertiesOf(data)
  else if (id === attribute.beginsFile) message.files.push({ properties: [] })
  else if (file && id === attribute.fileTitle) file.title = data
  else if (file && id === attribute.fileData) file.data = data
  else if (file && id === attribute.fileProperties) file.properties = propertiesOf(data)
}

function attributeOf(reader: Reader): { id: number; data: Uint8Array } | undefined {
  if (reader.left < 9) return undefined
  reader.skip(1)
  const id = (reader.number(4) ?? 0) & 0xffff
  const data = reader.take(reader.number(4) ?? 0)
  // A checksum of two bytes, which Outlook itself writes wrongly at times.
  reader.skip(2)
  return { id, data }
}

const text = ({ type, value }: Property, codepage?: string) =>
  (type === 0x1f ? new TextDecoder('utf-16le').decode(value) : decode(value, codepage).text).replace(/\0+$/, '')

function saidIn({ properties, body, codepage }: Message): Body | undefined {
  const found = (id: number) => properties.find((one) => one.id === id)
  const html = found(property.html)
  const plain = found(property.body)
  const charset = codepageOf(found(property.codepage)) ?? codepage
  const said = plain ? text(plain, codepage) : body && decode(body, codepage).text.replace(/\0+$/, '')
  if (!html && !said?.trim()) return undefined
  return { ...(said && { text: said }), ...(html && { html: text(html, charset) }), spare: true }
}

function codepageOf(internet: Property | undefined): string | undefined {
  const number = internet && new Reader(internet.value).number(4)
  return number === undefined ? undefined : number === 65001 ? 'utf-8' : `windows-${number}`
}

function contentOf({ title, data, properties }: File, codepage: string | undefined, depth: number): Content {
  const found = (id: number) => properties.find((one) => one.id === id)
  const said = (id: number) => {
    const one = found(id)
    return one && text(one, codepage).trim()
  }
  const object = found(property.data)
  // Behind the id of its interface (16 bytes) a message is a list of attributes again.
  const inner = object?.type === 0x0d && depth < deepest ? opened(object.value.subarray(16), depth + 1) : undefined
  if (inner) return { bodies: [], parts: inner.parts }
  const content = data ?? object?.value ?? new Uint8Array()
  const given =
    said(property.longFileName) ??
    said(property.fileName) ??
    (title && decode(title, codepage).text.replace(/\0+$/, ''))
  const mimeType = said(property.mimeType) ?? ''
  const contentId = said(property.contentId)?.replace(/^<|>$/g, '')
  const part: Part = {
    filename: nameOf(given ?? said(property.displayName), 'file.bin'),
    contentType: /^[\w.+-]+\/[\w.+-]+$/.test(mimeType) ? mimeType.toLowerCase() : 'application/octet-stream',
    size: content.length,
    ...(contentId && { contentId }),
    inline: false,
    content,
  }
  return { bodies: [], parts: [part] }
}
