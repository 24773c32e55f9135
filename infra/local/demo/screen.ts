import { stripVTControlCharacters } from 'node:util'

const out = process.stdout
/** Only a terminal can take a line back. */
const rewrites = out.isTTY && process.env.TERM !== 'dumb'
const clear = '\r\u001b[K'
const widthElsewhere = 140

/** How many columns a line may have. */
export const screenWidth = () => (out.isTTY && out.columns ? Math.max(60, out.columns - 1) : widthElsewhere)

export interface Screen {
  width(): number
  line(text?: string): void
  /** A line that stays below all others, and is drawn anew; nothing where the output is no terminal. */
  live(text: string): void
  end(): void
}

export function openScreen(): Screen {
  let shown = ''
  return {
    width: screenWidth,
    line(text = '') {
      out.write(`${shown && clear}${text}\n${shown}`)
    },
    live(text) {
      // A line that wraps could not be taken back.
      if (!rewrites || text === shown || stripVTControlCharacters(text).length > screenWidth()) return
      out.write(`${clear}${text}`)
      shown = text
    },
    end() {
      if (shown) out.write(clear)
      shown = ''
    },
  }
}
