import type { Part } from '../../../domain/mail/incoming.ts'
import { escaped, oneLine } from '../markup/characters.ts'

/** A picture of a mail: the attachment that it has become, and what it is called where it cannot be shown. */
interface Picture {
  id: string
  label: string
}

/** Longer than any program writes; a bound for those who try. */
const image = /<img\b(?:[^<>"']|"[^"<>]*"|'[^'<>]*'){0,2000}>/gi
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}\\s{0,9}=\\s{0,9}(?:"([^"]*)"|'([^']*)'|([^\\s"'>]+))`, 'i').exec(tag)
  return found?.[1] ?? found?.[2] ?? found?.[3]
}

/** How programs say in a text where a picture stands: `[cid:image001.png@01DB]`, `[image: image.png]`, `<image.png>`; or its words alone. */
const said =
  /\[(?:cid|image|inline image)\s?:\s?([^[\]<>\n]{1,300})\]|\[([^[\]<>\n]{1,300})\]|&lt;([^&<>\n]{1,300})&gt;/gi
const places = new RegExp(`${image.source}|<[^<>]{0,4000}>|${said.source}`, 'gi')

/**
 * HTML with the attachments of its pictures where those stand: `<span data-attachment="att_…">[label]</span>`, which whoever
 * shows it may fill with the picture. `ids` are those of the parts (filing.ts); `whole` is the mail's own HTML, which tells more
 * of them. Not yet safe to show.
 */
export function withFiles(html: string, parts: readonly Part[], ids: readonly string[], whole = html): string {
  const pictures = new Map<string, Picture[]>()
  const known = (name: string, picture: Picture) => {
    const key = keyOf(name)
    if (key) pictures.set(key, [...(pictures.get(key) ?? []), picture])
  }
  const alts = altsOf(whole)
  for (const [at, { inline, contentId, filename }] of parts.entries()) {
    const id = ids[at]
    if (!inline || !contentId || !id) continue
    const alt = alts.get(keyOf(contentId))
    const picture = { id, label: alt ?? filename }
    for (const name of new Set([`cid:${contentId}`, filename, alt ?? ''])) known(name, picture)
  }
  if (pictures.size === 0) return html
  return html.replace(places, (found, tagged?: string, bare?: string, angled?: string) => {
    if (found.startsWith('<')) {
      const source = /^<img\b/i.test(found) ? attribute(found, 'src') : undefined
      return (source && shown(pictures.get(keyOf(decoded(source))))) || found
    }
    const name = plain(tagged ?? bare ?? angled ?? '')
    return shown(pictures.get(keyOf(`cid:${name}`)) ?? pictures.get(keyOf(name))) ?? found
  })
}

/** Two pictures of one name are taken in their order; the last one as often as it is asked for. */
function shown(pictures: Picture[] | undefined): string | undefined {
  const picture = (pictures?.length ?? 0) > 1 ? pictures?.shift() : pictures?.[0]
  return picture && `<span data-attachment="${picture.id}">[${escaped(oneLine(picture.label))}]</span>`
}

const keyOf = (name: string) => name.trim().toLowerCase()

function altsOf(html: string): Map<string, string> {
  const alts = new Map<string, string>()
  for (const [tag] of html.matchAll(image)) {
    const source = decoded(attribute(tag, 'src') ?? '')
    const alt = oneLine(plain(attribute(tag, 'alt') ?? ''))
    if (/^cid:/i.test(source) && alt) alts.set(keyOf(source.slice(4)), alt)
  }
  return alts
}

const signs: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }
const plain = (html: string) => html.replace(/&(amp|lt|gt|quot|#39);/g, (_, name: string) => signs[name] ?? '')

function decoded(source: string): string {
  const given = plain(source).trim()
  try {
    return decodeURIComponent(given)
  } catch {
    return given
  }
}
