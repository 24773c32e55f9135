import sanitizeHtml from 'sanitize-html'
import { AttachmentId } from '../../../schemas/actor.ts'
import { harmless } from './characters.ts'

/** Everything that may stand in a comment. No styles, no ids, no classes, no media, no forms. */
export const allowedTags = [
  ...['p', 'div', 'br', 'hr', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6', 'blockquote', 'pre'],
  ...['ul', 'ol', 'li', 'dl', 'dt', 'dd', 'table', 'thead', 'tbody', 'tr', 'th', 'td'],
  ...['a', 'strong', 'b', 'em', 'i', 'u', 's', 'del', 'ins', 'sub', 'sup', 'code', 'kbd', 'span'],
] as const
const allowedAttributes = { a: ['href', 'rel'], ol: ['start'], th: ['align'], td: ['align'], span: ['data-attachment'] }
const allowedProtocols = ['http:', 'https:', 'mailto:', 'tel:'] as const
const rel = 'noopener noreferrer nofollow'

/** Deeper nesting is no text but an attack on whoever shows it. */
const deepest = 50

/**
 * Where a link leads, written so that it leads nowhere else: absolute, its host in ASCII (a letter that only looks like
 * another shows as `xn--`), without a name before the host (`https://bank.example@elsewhere.example`), and a mail address
 * without headers of a mail (`?bcc=`).
 */
function safeLink(address: string | undefined): string | undefined {
  const url = address && URL.canParse(address) ? new URL(address) : undefined
  if (!url || !(allowedProtocols as readonly string[]).includes(url.protocol)) return undefined
  url.username = ''
  url.password = ''
  if (url.protocol === 'mailto:') url.search = ''
  return url.href
}

type Attributes = Record<string, string>
const tag = (tagName: string, given: Record<string, string | undefined>) => ({
  tagName,
  attribs: Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Attributes,
})
const cell = (name: string, { align }: Attributes) =>
  tag(name, { align: /^(left|center|right)$/.test(align ?? '') ? align : undefined })

/** HTML of which only the allow-list is left; the words of what is dropped stay, but for scripts and styles. */
export const sanitise = (html: string): string =>
  harmless(
    sanitizeHtml(html, {
      allowedTags: [...allowedTags],
      allowedAttributes,
      allowedSchemes: allowedProtocols.map((protocol) => protocol.slice(0, -1)),
      allowProtocolRelative: false,
      parseStyleAttributes: false,
      enforceHtmlBoundary: false,
      disallowedTagsMode: 'discard',
      nestingLimit: deepest,
      nonTextTags: [
        'script',
        'style',
        'textarea',
        'option',
        'xmp',
        'noscript',
        'noembed',
        'noframes',
        'iframe',
        'title',
        'template',
        'plaintext',
      ],
      transformTags: {
        a: (_, { href }) => {
          const to = safeLink(href)
          return tag(to ? 'a' : 'span', { href: to, rel: to && rel })
        },
        // What an image says stays; that it is fetched would tell a stranger who reads this, and when.
        img: (_, { alt, src }) => {
          const says = alt?.trim() || (/^cid:[^\s"<>[\]]{1,300}$/i.test(src ?? '') ? src : undefined)
          return { ...tag('span', {}), ...(says && { text: `[${says}]` }) }
        },
        // Where a picture of a mail stood: whoever shows this may fetch the attachment, as far as they may see it.
        span: (_, { 'data-attachment': file }) =>
          tag('span', { 'data-attachment': AttachmentId.safeParse(file).success ? file : undefined }),
        ol: (_, { start }) => tag('ol', { start: /^\d{1,9}$/.test(start ?? '') ? start : undefined }),
        th: cell,
        td: cell,
        center: 'div',
        section: 'div',
        article: 'div',
        header: 'div',
        footer: 'div',
        main: 'div',
        address: 'div',
        figure: 'div',
        figcaption: 'div',
      },
    }),
  )
