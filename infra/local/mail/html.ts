/** HTML that is safe to be put into a page as it is. */
export class Html {
  readonly words: string
  constructor(words: string) {
    this.words = words
  }
}

type Value = string | number | undefined | false | Html | readonly Html[]

/** Puts values into HTML: texts are escaped, HTML stays, nothing comes of what is missing. */
export function html(texts: TemplateStringsArray, ...values: readonly Value[]): Html {
  return new Html(texts.reduce((whole, text, at) => `${whole}${put(values[at - 1])}${text}`))
}

function put(value: Value): string {
  if (value === undefined || value === false) return ''
  if (value instanceof Html) return value.words
  if (Array.isArray(value)) return value.map((one: Html) => one.words).join('')
  return String(value).replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`)
}
