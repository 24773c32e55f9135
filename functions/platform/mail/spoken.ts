import { inWords, type UnitWords } from '../../../domain/wording.ts'
import type { MailLanguage } from '../../../schemas/mail-settings.ts'
import type { Duration, Instant, Target } from '../../../schemas/time.ts'

/** How times are said to people, in their language and on the wall of a zone. */
export interface Spoken {
  /** `Saturday 21 November 2026 at 11:00 CET`. */
  moment(at: Instant): string
  /** `Saturday 21 November 2026 at 09:00–12:00 CET`. */
  between(from: Instant, until: Instant): string
  /** `3 days`; as it is said of how late something is. */
  duration(time: Duration | Target): string
  /** The same after `after`, `in` and `within`: German has another ending there. */
  after(time: Duration | Target): string
}

const locales: Record<MailLanguage, string> = { en: 'en-GB', de: 'de-DE' }

const german: UnitWords = {
  day: ['Tag', 'Tage'],
  hour: ['Stunde', 'Stunden'],
  minute: ['Minute', 'Minuten'],
  second: ['Sekunde', 'Sekunden'],
  none: 'keine Zeit',
}
const germanDative: UnitWords = { ...german, day: ['Tag', 'Tagen'], none: 'kurzer Zeit' }

export function spoken(language: MailLanguage, timeZone: string): Spoken {
  const format = new Intl.DateTimeFormat(locales[language], {
    timeZone,
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  })
  return {
    moment: (at) => said(format.format(Date.parse(at)), language),
    between: (from, until) => said(format.formatRange(Date.parse(from), Date.parse(until)), language),
    duration: (time) => (language === 'de' ? inWords(time, german) : inWords(time)),
    after: (time) => (language === 'de' ? inWords(time, germanDative) : inWords(time)),
  }
}

/**
 * With plain blanks: the narrow ones of some locales show as boxes in some mail programs. German times are `12:00 Uhr`
 * everywhere: the runtime says so of ranges only.
 */
function said(text: string, language: MailLanguage): string {
  const plain = text.replace(/[\u2009\u202f\u00a0]/g, ' ')
  return language === 'de' ? plain.replace(/(\d\d:\d\d) (?=\p{Lu}(?!hr ))/gu, '$1 Uhr ') : plain
}
